-- Who looks at a vow, by a link its maker gave away. Nobody's name is here; the last row of a vow is the one that counts.

CREATE TABLE witness (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    vow         INTEGER NOT NULL REFERENCES vow (id) ON DELETE CASCADE,
    state       INTEGER NOT NULL,
    link        BLOB    NOT NULL UNIQUE,          -- keyed hash of what stands in the link
    looker      BLOB,                             -- hash of the receipt that goes with the form by which the link was used up
    participant INTEGER REFERENCES participant (id) ON DELETE SET NULL,
    made        INTEGER NOT NULL                  -- day
);
CREATE INDEX witness_vow ON witness (vow);
ALTER TABLE contribution ADD COLUMN witness INTEGER;   -- of a check-in: who spoke of it; nobody else speaks of it after them
CREATE INDEX witness_participant ON witness (participant) WHERE participant IS NOT NULL;

-- The address of a calendar that holds the days of one's vows. One for each participant, only where somebody asked for it.
CREATE TABLE calendar_feed (
    participant INTEGER PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    hash        BLOB    NOT NULL UNIQUE           -- keyed hash of what stands in the address
);
