amal says me too "The words behind it." with the note "about a hospital"
reviewer accepts what amal said
edition is cut
/himthough/wall shows "about a hospital"
/himthough/wall shows "<details"
