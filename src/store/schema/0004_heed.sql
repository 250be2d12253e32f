-- Reviewers read first what comes nearest to telling who somebody is, then what has waited longest.

ALTER TABLE contribution ADD COLUMN heed INTEGER NOT NULL DEFAULT 0;   -- 0 nothing noticed, 1 a hint, 2 asked about
DROP INDEX contribution_waiting;
CREATE INDEX contribution_waiting ON contribution (heed DESC, id) WHERE state = 3;
