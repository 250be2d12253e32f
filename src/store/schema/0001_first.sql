-- Everything of one participant hangs on its row and goes with it. Days are numbers since 1970-01-01; no finer time of anything a
-- person did is kept. Row numbers only grow and are never used again: people see them permuted (base/id.h).

CREATE TABLE movement (
    id              INTEGER PRIMARY KEY,
    slug            TEXT    NOT NULL UNIQUE,
    edition         INTEGER NOT NULL DEFAULT 0,   -- the number of the current one
    survivors_cut   INTEGER NOT NULL DEFAULT 0,   -- when survivors' words last went out: seconds since 1970
    survivors_said  INTEGER NOT NULL DEFAULT 0,   -- counts as the current edition shows them
    accountable_said INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE participant (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt BLOB    NOT NULL UNIQUE,              -- keyed hash of the nine words
    day     INTEGER NOT NULL
);

-- A form whose words were taken back must not bring them back when a browser sends it once more. Kept for as long as forms live.
CREATE TABLE taken_back (
    receipt BLOB    NOT NULL PRIMARY KEY,
    day     INTEGER NOT NULL
);

CREATE TABLE contribution (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    participant INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    movement    INTEGER NOT NULL,
    voice       INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    audience    INTEGER NOT NULL,
    answers     INTEGER NOT NULL,
    deed        INTEGER,                          -- of an acknowledgement
    language    TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    note        TEXT    NOT NULL,                 -- content note in front of the words
    words       TEXT,                             -- null: none
    sealed      BLOB,                             -- words only their writer can open
    revision    INTEGER NOT NULL DEFAULT 1,       -- grows with every edit
    counted     INTEGER NOT NULL DEFAULT 0,       -- 1 once it stands in a cell
    edition     INTEGER,                          -- the one that released it
    place       INTEGER,                          -- on its wall, from 1, never given twice
    stood       INTEGER NOT NULL DEFAULT 0,       -- how many stand with it ...
    stood_shown INTEGER NOT NULL DEFAULT 0        -- ... as the current edition knows
);
CREATE INDEX contribution_participant ON contribution (participant);
CREATE INDEX contribution_waiting ON contribution (id) WHERE state = 3;
CREATE INDEX contribution_accepted ON contribution (movement, voice) WHERE state = 4;
CREATE UNIQUE INDEX contribution_place ON contribution (movement, voice, place) WHERE place IS NOT NULL;
CREATE INDEX contribution_among ON contribution (movement, id) WHERE audience = 2 AND state = 5;
CREATE INDEX contribution_stood ON contribution (movement) WHERE stood <> stood_shown;

CREATE TABLE wall (
    movement INTEGER NOT NULL,
    voice    INTEGER NOT NULL,
    places   INTEGER NOT NULL,                    -- the last place given, also when its words were taken back
    PRIMARY KEY (movement, voice)
);

CREATE TABLE vow (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
    action       TEXT    NOT NULL,
    due          INTEGER NOT NULL                 -- day
);
CREATE INDEX vow_contribution ON vow (contribution);

-- On the record without the words it was about.
CREATE TABLE decision (
    id           INTEGER PRIMARY KEY,
    contribution INTEGER NOT NULL,
    reviewer     INTEGER NOT NULL,
    day          INTEGER NOT NULL,
    decision     INTEGER NOT NULL,
    reason       INTEGER
);
CREATE INDEX decision_contribution ON decision (contribution);

-- Each event once, on the day it happened for the movement. Never lowered.
CREATE TABLE cell (
    movement INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    voice    INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (movement, day, voice)
);
