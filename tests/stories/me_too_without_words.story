# Said without words: nothing to review, on no wall, and it can be taken back.
amal says me too
edition is cut
/himthough/wall shows "me-too"
the page of amal answers 404
amal opens it
amal takes it back
amal cannot open it
