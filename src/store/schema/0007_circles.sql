-- Circles of three to eight. What is written in one is sealed to each member and kept as sealed copies only (base/secret.h: seal_to);
-- the keys that open them come from the members' nine words and are kept nowhere. Whoever takes a seat is a participant of their own:
-- with that row goes the seat, and with the seat all that its member wrote and could read.

CREATE TABLE circle (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    movement INTEGER NOT NULL,
    rhythm   INTEGER NOT NULL,
    places   INTEGER NOT NULL,                    -- seats in all, 3 to 8
    round    INTEGER NOT NULL DEFAULT 0,          -- the newest that anybody saw; 0 before it begins
    first    INTEGER NOT NULL DEFAULT 0           -- day on which that one began
);

CREATE TABLE seat (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    circle      INTEGER NOT NULL REFERENCES circle (id) ON DELETE CASCADE,
    place       INTEGER NOT NULL,                 -- from 1; that one is the opener's
    link        BLOB    UNIQUE,                   -- keyed hash of the link that gives this seat; null once it is taken
    participant INTEGER UNIQUE REFERENCES participant (id) ON DELETE CASCADE,
    public_key  BLOB,
    since       INTEGER NOT NULL DEFAULT 1,       -- the first round its member takes part in
    UNIQUE (circle, place)
);

-- Rounds whose question somebody chose; the others take the next one of the list.
CREATE TABLE circle_question (
    circle   INTEGER NOT NULL REFERENCES circle (id) ON DELETE CASCADE,
    round    INTEGER NOT NULL,
    question TEXT    NOT NULL,                    -- its id in the list; '': in a member's own words, a sealed copy for each
    author   INTEGER REFERENCES seat (id) ON DELETE CASCADE,   -- of own words
    PRIMARY KEY (circle, round)
);

-- What somebody wrote in a round, or a question for it in their own words: one sealed copy for each who takes part in it.
CREATE TABLE note (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    author INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,
    round  INTEGER NOT NULL,
    part   INTEGER NOT NULL,                      -- 1 what they wrote, 2 a question
    UNIQUE (author, round, part)
);
CREATE TABLE note_copy (
    note   INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    reader INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,
    sealed BLOB    NOT NULL,
    PRIMARY KEY (reader, note)
);
CREATE INDEX note_copy_note ON note_copy (note);

-- A round that a member showed to the reviewers, until they have decided. Sealed with a key of the server, not with the members'.
CREATE TABLE shown_round (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    circle   INTEGER NOT NULL REFERENCES circle (id) ON DELETE CASCADE,
    seat     INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,   -- whose member showed it
    round    INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    UNIQUE (seat, round)
);
CREATE INDEX shown_round_circle ON shown_round (circle);
CREATE TABLE shown_note (
    shown  INTEGER NOT NULL REFERENCES shown_round (id) ON DELETE CASCADE,
    author INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,
    part   INTEGER NOT NULL,                      -- as in note
    sealed BLOB    NOT NULL,
    PRIMARY KEY (shown, author, part)
);
CREATE INDEX shown_note_author ON shown_note (author);

-- On the record, without the words it was about.
CREATE TABLE circle_decision (
    id       INTEGER PRIMARY KEY,
    circle   INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    decision INTEGER NOT NULL
);
