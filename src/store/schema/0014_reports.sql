-- Somebody says that words which were shown should not be. It changes nothing by itself: a reviewer looks at them once more.
CREATE TABLE concern (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    participant  INTEGER NOT NULL UNIQUE REFERENCES participant (id) ON DELETE CASCADE,
    contribution INTEGER REFERENCES contribution (id) ON DELETE SET NULL,   -- null: it was taken back since
    revision     INTEGER NOT NULL,                -- of the words it is about
    reason       INTEGER,                         -- null: "it is about me"
    words        TEXT,                            -- null: none, or forgotten since
    day          INTEGER NOT NULL,
    state        INTEGER NOT NULL,                -- movement/concern.h
    decided      INTEGER                          -- day
);
CREATE INDEX concern_contribution ON concern (contribution, state);
CREATE INDEX concern_waiting ON concern (contribution, day) WHERE state = 1;
CREATE INDEX concern_words ON concern (day) WHERE words IS NOT NULL;

ALTER TABLE contribution ADD COLUMN found_to_stand INTEGER NOT NULL DEFAULT 0;   -- the revision that a reviewer looked at after a report
