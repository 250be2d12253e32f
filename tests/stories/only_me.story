# Sealed words: their writer reads them, nobody else, no reviewer either.
amal says me too "For nobody but me." for only me
edition is cut
/himthough/wall does not show "For nobody but me."
amal opens it and sees "For nobody but me."
amal lets everyone read it
edition is cut
/himthough/wall does not show "For nobody but me."
reviewer accepts what amal said
edition is cut
/himthough/wall shows "For nobody but me."
amal lets only_me read it
/himthough/wall does not show "For nobody but me."
amal opens it and sees "For nobody but me."
