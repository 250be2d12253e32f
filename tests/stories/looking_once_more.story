# What may stay is asked about once, before anything is kept; then it goes as it is.
amal first sends me too "My boss Dan stayed after work."
it is shown once more
the answer shows "<mark>Dan</mark>"
the answer shows "Write [name] instead"
amal replaces "Dan"
the answer shows "It is replaced."
the words now say "My boss [name] stayed after work."
amal sends it as it is
amal opens it and sees "My boss [name] stayed after work."

bo first sends me too "My boss Dan stayed after work."
it is shown once more
bo sends it as it is
bo opens it and sees "My boss Dan stayed after work."

# Nobody asks about words that nobody else reads, or about those that hold nothing to ask about.
caro first sends me too "My boss Dan stayed after work." for only me
caro is given nine words
dana first sends me too "It was my coach."
dana is given nine words

# What cannot stay is refused, and replaced with one tap for each place.
eli first sends me too "Write to eli@example.org or 020 7946 0018, says my boss Dan."
it is answered 422
eli replaces "eli@example.org"
the answer shows "There is more to change below."
eli replaces "020 7946 0018"
the words now say "Write to [e-mail] or [phone], says my boss Dan."
the answer shows "<mark>Dan</mark>"
eli sends it as it is
eli opens it and sees "Write to [e-mail] or [phone], says my boss Dan."

# An edit is asked about in the same way.
eli first edits it to "Ask my boss Dan."
it is shown once more
eli sends it as it is
the answer shows "It is changed."
eli opens it and sees "Ask my boss Dan."
