# Quiet solidarity shows with the next edition, in words; nobody can stand with an acknowledgement.
amal says me too "It was a friend of the family."
bo acknowledges said_it "I said it."
reviewer accepts what amal said
reviewer accepts what bo said
edition is cut
caro stands with amal
the page of amal does not show "people stand with"
edition is cut
the page of amal shows "ome people stand with"
the page of bo does not show "/stand"
caro stands with bo
it is answered 303
