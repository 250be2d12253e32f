-- A movement that its organisers erased has ended. Its row stays, so that nothing is ever served under its slug again.
ALTER TABLE movement ADD COLUMN ended         INTEGER NOT NULL DEFAULT 0;   -- day; 0: it goes on
ALTER TABLE movement ADD COLUMN erased        INTEGER NOT NULL DEFAULT 0;   -- 1: nothing of it is left
ALTER TABLE movement ADD COLUMN erased_through INTEGER NOT NULL DEFAULT 0;  -- contributions up to this row have been looked at

-- An organiser asked for that. Gone once it was stopped, lapsed or happened.
CREATE TABLE erasure (
    movement INTEGER PRIMARY KEY REFERENCES movement (id) ON DELETE CASCADE,
    reviewer INTEGER NOT NULL,                    -- who asked
    until    INTEGER NOT NULL,                    -- seconds since 1970: then it happens, or lapses
    alone    INTEGER NOT NULL,                    -- 1: nobody else organised when it was asked for
    agreed   INTEGER NOT NULL DEFAULT 0           -- who agreed; from then on nobody stops it. The same as `reviewer`: the time was over
);
