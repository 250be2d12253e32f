-- Texts that are nearly the same, sent by many or by one in many names: one thing at the desk. A keyed likeness of a text
-- (movement/likeness.h) is kept only as long as it waits; a wave keeps what its first ones have in common.
CREATE TABLE wave (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    movement INTEGER NOT NULL,
    likeness BLOB    NOT NULL,                    -- 16 bytes
    day      INTEGER NOT NULL,                    -- on which it was seen
    apart    INTEGER NOT NULL DEFAULT 0,          -- 1: somebody read them, and they are not the same thing: nothing joins it
    joined   INTEGER NOT NULL DEFAULT 0,          -- so many ever joined it
    declined INTEGER NOT NULL DEFAULT 0           -- so many were declined together
);
ALTER TABLE contribution ADD COLUMN likeness BLOB;                             -- 16 bytes; null: it does not wait, or is too short to be like another
ALTER TABLE contribution ADD COLUMN wave INTEGER REFERENCES wave (id);         -- null: none
ALTER TABLE contribution ADD COLUMN joined INTEGER;                            -- as which of its wave

-- What is in no wave waits one by one; what is in one waits with it.
DROP INDEX contribution_waiting;
CREATE INDEX contribution_waiting ON contribution (heed DESC, id, kind, language, (note <> '')) WHERE state = 3 AND wave IS NULL;
CREATE INDEX contribution_in_wave ON contribution (wave, id, joined, day, language, kind, (note <> '')) WHERE state = 3 AND wave IS NOT NULL;
CREATE INDEX contribution_likeness ON contribution (id, movement, likeness) WHERE likeness IS NOT NULL AND wave IS NULL;

-- The few of a wave that one reviewer reads: drawn once, so that loading the page again does not choose others.
CREATE TABLE wave_sample (
    wave         INTEGER NOT NULL REFERENCES wave (id) ON DELETE CASCADE,
    reviewer     INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
    PRIMARY KEY (wave, reviewer, contribution)
);
CREATE INDEX wave_sample_contribution ON wave_sample (contribution);

-- What is being done about a wave, some hundred texts at a time; kept as long as it can be taken back as one.
CREATE TABLE wave_decision (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    wave      INTEGER NOT NULL REFERENCES wave (id) ON DELETE CASCADE,
    reviewer  INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    step      INTEGER NOT NULL,                   -- store/waves.h
    reason    INTEGER,
    to_writer TEXT    NOT NULL,                   -- '' once it is done
    model     INTEGER,                            -- the text that was read, where those that are the same are accepted ...
    revision  INTEGER,                            -- ... as it was then
    newest    INTEGER NOT NULL,                   -- what joined after that is not decided
    after     INTEGER NOT NULL,                   -- so far it is done
    done      INTEGER NOT NULL,
    until     INTEGER NOT NULL                    -- seconds since 1970: can be taken back
);
CREATE UNIQUE INDEX wave_decision_under_way ON wave_decision (wave) WHERE done = 0;
CREATE INDEX wave_decision_reviewer ON wave_decision (reviewer, until);

ALTER TABLE undo ADD COLUMN with_wave INTEGER;       -- the wave_decision that it came by; null: one by one
ALTER TABLE opinion ADD COLUMN with_wave INTEGER;    -- the same, of the first of two words
DROP INDEX undo_reviewer;
CREATE INDEX undo_reviewer ON undo (reviewer, until) WHERE with_wave IS NULL;
CREATE INDEX undo_with_wave ON undo (with_wave, contribution) WHERE with_wave IS NOT NULL;
CREATE INDEX opinion_with_wave ON opinion (with_wave, contribution) WHERE with_wave IS NOT NULL;
CREATE INDEX opinion_reviewer ON opinion (reviewer);
