amal says me too "Something that is not for this place."
reviewer declines what amal said
edition is cut
/himthough/wall does not show "not for this place"
the page of amal answers 404
amal opens it and sees "Something that is not for this place."
amal edits it to "Something that is."
reviewer accepts what amal said
edition is cut
/himthough/wall shows "Something that is."
