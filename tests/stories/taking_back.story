# What is taken back is off every page at once.
amal says me too "I told nobody for ten years."
reviewer accepts what amal said
edition is cut
/himthough/wall shows "for ten years"
/himthough/both shows "for ten years"
amal takes it back
/himthough/wall does not show "for ten years"
/himthough/both does not show "for ten years"
/himthough/wall.atom does not show "for ten years"
the page of amal answers 404
amal cannot open it
