# An acknowledgement without a vow is shown as what it is.
bo acknowledges looked_away "I saw it and looked away."
reviewer accepts what bo said
edition is cut
/himthough/accountable shows "I saw it and looked away."
/himthough/accountable shows "ords so far"
