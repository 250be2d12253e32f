# Words for people who said me too here: opened by receipt, never on a public page.
amal says me too "Only for us." for survivors
caro says me too
bo acknowledges looked_away "I looked away."
caro does not read "Only for us." among survivors
reviewer accepts what amal said
edition is cut
caro reads "Only for us." among survivors
bo does not read "Only for us." among survivors
/himthough/wall does not show "Only for us."
/himthough/wall.atom does not show "Only for us."
the page of amal answers 404
amal takes it back
caro does not read "Only for us." among survivors
# Narrowed to survivors: off the wall, and there for them, at once.
dara says me too "First for all, then for us."
reviewer accepts what dara said
edition is cut
/himthough/wall shows "First for all, then for us."
dara lets survivors read it
/himthough/wall does not show "First for all, then for us."
caro reads "First for all, then for us." among survivors
# Widened again: with the next edition, without another review.
dara lets everyone read it
caro does not read "First for all, then for us." among survivors
edition is cut
/himthough/wall shows "First for all, then for us."
