bo acknowledges laughed_along "I laughed when others did." and vows "I will say stop, out loud." in 30 days
reviewer accepts what bo said
edition is cut
/himthough/accountable shows "I laughed when others did."
/himthough/accountable shows "I will say stop, out loud."
/himthough/wall does not show "I laughed when others did."
/himthough/both shows "I laughed when others did."
bo opens it and sees "I will say stop, out loud."
bo takes it back
/himthough/accountable does not show "I laughed when others did."
