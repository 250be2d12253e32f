-- Vows come due by a day in a row for each movement, not by a mark on each vow: a day on which many come due costs one look at the index
-- and no write to their rows. `came_due` is left for those that were counted by themselves: they ended before their day.

ALTER TABLE vow ADD COLUMN movement INTEGER NOT NULL DEFAULT 0;
UPDATE vow SET movement = (SELECT movement FROM contribution WHERE contribution.id = vow.contribution);
DROP INDEX vow_to_come;
CREATE INDEX vow_to_come ON vow (movement, due) WHERE stands = 1 AND came_due = 0;
CREATE INDEX vow_standing ON vow (movement, state) WHERE stands = 1;   -- for the wall of those that were kept
ALTER TABLE movement ADD COLUMN due_through INTEGER NOT NULL DEFAULT 0;   -- day: all that stood and came due up to it is counted

-- A vow of several. Whoever joined is a participant without a contribution; the one who began it is its author and not among them.
CREATE TABLE pledge (
    contribution INTEGER PRIMARY KEY REFERENCES contribution (id) ON DELETE CASCADE,
    needs        INTEGER NOT NULL,
    link         BLOB    NOT NULL UNIQUE          -- keyed hash of what stands in the link
);
CREATE TABLE joined (
    participant INTEGER NOT NULL PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    pledge      INTEGER NOT NULL REFERENCES pledge (contribution) ON DELETE CASCADE
);
CREATE INDEX joined_pledge ON joined (pledge);
