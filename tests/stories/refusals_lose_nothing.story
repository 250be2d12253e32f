# A refused form comes back with every word in it.
amal tries to say me too "Write to me at amal@example.org please."
it is answered 422
the answer shows "Write to me at "
the answer shows "<mark>amal@example.org</mark>"
bo tries to acknowledge ""
it is answered 422
bo tries to acknowledge "I said it to +44 20 7946 0000."
it is answered 422
the answer shows "<mark>+44 20 7946 0000</mark>"
bo tries to vow "I will listen." in 0 days
it is answered 422
the answer shows "I will listen."
bo tries to vow "I will listen." in 1900 days
it is answered 422
bo tries to vow "" in 10 days
it is answered 422
the answer shows "I looked away."
