-- What became of it. A further vow and a check-in are contributions of their own that follow an acknowledgement: reviewed, released,
-- exported and erased like everything said, and never on a wall by themselves.

ALTER TABLE vow ADD COLUMN kind      INTEGER NOT NULL DEFAULT 1;
ALTER TABLE vow ADD COLUMN shows     TEXT    NOT NULL DEFAULT '';   -- how somebody could tell; part 4 of stand_in
ALTER TABLE vow ADD COLUMN repeats   INTEGER NOT NULL DEFAULT 1;
ALTER TABLE vow ADD COLUMN made      INTEGER NOT NULL DEFAULT 0;    -- day
ALTER TABLE vow ADD COLUMN stands    INTEGER NOT NULL DEFAULT 0;    -- 1 once accepted and counted: then only reports move it
ALTER TABLE vow ADD COLUMN state     INTEGER NOT NULL DEFAULT 1;    -- as the current edition shows it
ALTER TABLE vow ADD COLUMN witnessed INTEGER NOT NULL DEFAULT 0;    -- counted as kept with a witness
ALTER TABLE vow ADD COLUMN ended     INTEGER NOT NULL DEFAULT 0;    -- counted as kept, not kept or withdrawn
ALTER TABLE vow ADD COLUMN came_due  INTEGER NOT NULL DEFAULT 0;    -- counted as due: its day came, or it ended before
UPDATE vow SET made   = (SELECT day FROM contribution WHERE contribution.id = vow.contribution),
               stands = (SELECT counted FROM contribution WHERE contribution.id = vow.contribution);
CREATE INDEX vow_to_come ON vow (due) WHERE stands = 1 AND came_due = 0;

ALTER TABLE contribution ADD COLUMN follows       INTEGER REFERENCES contribution (id) ON DELETE CASCADE;   -- the acknowledgement
ALTER TABLE contribution ADD COLUMN of_vow        INTEGER REFERENCES vow (id) ON DELETE CASCADE;            -- a check-in is on this one
ALTER TABLE contribution ADD COLUMN report        INTEGER;
ALTER TABLE contribution ADD COLUMN reported_on   INTEGER;                        -- day
ALTER TABLE contribution ADD COLUMN witness_said  INTEGER NOT NULL DEFAULT 0;     -- what a witness says of it ...
ALTER TABLE contribution ADD COLUMN witness_shown INTEGER NOT NULL DEFAULT 0;     -- ... as the current edition knows
CREATE INDEX contribution_follows ON contribution (follows) WHERE follows IS NOT NULL;
CREATE INDEX contribution_of_vow ON contribution (of_vow) WHERE of_vow IS NOT NULL;
CREATE INDEX contribution_witness ON contribution (movement) WHERE witness_said <> witness_shown;

-- What is counted is no longer voices alone: numbers from 11 are what happens to vows (movement/event.h).
ALTER TABLE cell RENAME COLUMN voice TO event;
