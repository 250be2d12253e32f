# What is changed is off the wall at once and is read again before it returns.
amal says me too "It was at work."
reviewer accepts what amal said
edition is cut
/himthough/wall shows "It was at work."
amal edits it to "It was at my first job."
/himthough/wall does not show "It was at work."
edition is cut
/himthough/wall does not show "It was at my first job."
reviewer accepts what amal said
edition is cut
/himthough/wall shows "It was at my first job."
