-- What happened elsewhere: counts of archives, one row for each file. No words, handles or ids, and no name of a file.
CREATE TABLE imported_file (
    id           INTEGER PRIMARY KEY,
    movement     INTEGER NOT NULL REFERENCES movement (id) ON DELETE CASCADE,
    digest       BLOB    NOT NULL,               -- keyed, of the file's bytes: the same file counts once
    label        TEXT    NOT NULL,               -- the operator's own; '': none
    format       TEXT    NOT NULL,
    day          INTEGER NOT NULL,               -- on which it was imported
    posts        INTEGER NOT NULL,               -- read, also those without one of the movement's tags
    again        INTEGER NOT NULL,               -- uses that had been counted in the same run
    undated      INTEGER NOT NULL,               -- uses of which the day is not known: in no cell
    faulty       INTEGER NOT NULL,               -- lines that could not be read
    authors      INTEGER NOT NULL,               -- 0: fewer than five, or none named
    authors_exact INTEGER NOT NULL,              -- 0: an estimate
    UNIQUE (movement, digest)
);
CREATE TABLE imported_cell (
    file     INTEGER NOT NULL REFERENCES imported_file (id) ON DELETE CASCADE,
    day      INTEGER NOT NULL,
    voices   INTEGER NOT NULL,                   -- the sum of 1 survivor, 2 accountable, 4 caller, 8 ally; 0: not known
    kind     INTEGER NOT NULL,                   -- 1 original, 2 repeat, 3 quote
    language TEXT    NOT NULL,                   -- '': the source does not say
    country  TEXT    NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (file, day, voices, kind, language, country)
) WITHOUT ROWID;
-- Only days with five authors or more.
CREATE TABLE imported_day (
    file    INTEGER NOT NULL REFERENCES imported_file (id) ON DELETE CASCADE,
    day     INTEGER NOT NULL,
    authors INTEGER NOT NULL,
    exact   INTEGER NOT NULL,                    -- 0: an estimate
    PRIMARY KEY (file, day)
) WITHOUT ROWID;
