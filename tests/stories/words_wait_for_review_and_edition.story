# Words are public when a reviewer has accepted them and an edition carries them, and not before.
amal says me too "It was somebody everybody liked."
/himthough/wall does not show "somebody everybody liked"
edition is cut
/himthough/wall does not show "somebody everybody liked"
reviewer accepts what amal said
/himthough/wall does not show "somebody everybody liked"
the page of amal answers 404
edition is cut
/himthough/wall shows "somebody everybody liked"
/himthough/wall.atom shows "somebody everybody liked"
the page of amal shows "somebody everybody liked"
/himthough/accountable does not show "somebody everybody liked"
