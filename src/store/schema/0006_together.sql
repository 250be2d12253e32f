-- Vows come due by a day in a row for each movement, not by a mark on each vow: a day on which many come due costs one look at the index
-- and no write to their rows. `came_due` is left for those that were counted by themselves: they ended before their day.

ALTER TABLE vow ADD COLUMN movement INTEGER NOT NULL DEFAULT 0;
UPDATE vow SET movement = (SELECT movement FROM contribution WHERE contribution.id = vow.contribution);
DROP INDEX vow_to_come;
CREATE INDEX vow_to_come ON vow (movement, due) WHERE stands = 1 AND came_due = 0;
ALTER TABLE movement ADD COLUMN due_through INTEGER NOT NULL DEFAULT 0;   -- day: all that stood and came due up to it is counted
