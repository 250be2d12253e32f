-- What waits is sorted by what it is, so that reviewers can choose and leave aside without opening it.
ALTER TABLE contribution ADD COLUMN kind INTEGER NOT NULL DEFAULT 1;    -- movement/item.h
UPDATE contribution SET kind = CASE
    WHEN voice = 1 THEN 1
    WHEN voice = 3 THEN 6
    WHEN voice = 4 THEN 8
    WHEN report IS NOT NULL THEN 5
    WHEN follows IS NOT NULL THEN 4
    WHEN EXISTS (SELECT 1 FROM pledge WHERE pledge.contribution = contribution.id) THEN 7
    WHEN deed >= 7 THEN 3
    ELSE 2 END;
DROP INDEX contribution_waiting;
CREATE INDEX contribution_waiting ON contribution (heed DESC, id, kind, language, (note <> '')) WHERE state = 3;

-- Who reads what just now. It lapses; nobody else decides meanwhile.
CREATE TABLE claim (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    reviewer     INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    until        INTEGER NOT NULL                 -- seconds since 1970
);
CREATE INDEX claim_reviewer ON claim (reviewer);

-- Handed on, without a reason: not shown to that reviewer again as long as somebody else is there.
CREATE TABLE handed_on (
    contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
    reviewer     INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    PRIMARY KEY (contribution, reviewer)
);

-- What the first of two would do. The second does not see it before they have said what they would.
CREATE TABLE opinion (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    reviewer     INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    decision     INTEGER NOT NULL,
    reason       INTEGER,
    note         TEXT    NOT NULL,
    to_writer    TEXT    NOT NULL
);

-- What a reviewer wrote to the writer of a text, beside the reason. Goes with the next decision or edit.
CREATE TABLE to_writer (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    words        TEXT    NOT NULL
);

-- Decisions that can still be taken back, and what has to be undone with them.
CREATE TABLE undo (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    reviewer     INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    until        INTEGER NOT NULL,
    day          INTEGER NOT NULL,                -- of the decision
    decision     INTEGER NOT NULL,
    counted      INTEGER NOT NULL,                -- 1: it was counted by this decision ...
    stood        INTEGER NOT NULL                 -- ... its vow stood by it
);
CREATE INDEX undo_reviewer ON undo (reviewer, until);
CREATE INDEX undo_until ON undo (until);

-- How long somebody has been reading without a rest; and what they leave to others.
CREATE TABLE reading (
    reviewer INTEGER PRIMARY KEY REFERENCES reviewer (id) ON DELETE CASCADE,
    items    INTEGER NOT NULL,
    began    INTEGER NOT NULL,                    -- seconds since 1970, all three
    last     INTEGER NOT NULL,
    heavy    INTEGER NOT NULL                     -- so many hard ones one after the other
);
ALTER TABLE reviewer ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;   -- a bit for each kind; bit 0: whatever has a content note
