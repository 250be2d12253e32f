-- Somebody asks that another reviewer looks at what was declined or taken off. Once for each text as it stands.
CREATE TABLE appeal (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    revision     INTEGER NOT NULL,                -- of the text that was declined
    decided_by   INTEGER NOT NULL,                -- the reviewer who did: another one decides now
    words        TEXT,                            -- to the reviewers; null: none, or decided
    day          INTEGER NOT NULL,
    state        INTEGER NOT NULL                 -- 1 waits, 2 it stays as it was decided, 3 it was turned round
);
CREATE INDEX appeal_waiting ON appeal (contribution) WHERE state = 1;
