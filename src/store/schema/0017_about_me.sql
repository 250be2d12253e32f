-- Who gave the first of two words about a text does not decide an appeal about it either, where somebody else is there.
ALTER TABLE appeal ADD COLUMN first_by INTEGER NOT NULL DEFAULT 0;   -- a reviewer; 0: one decided alone

-- Somebody thinks that words here are about them, and describes them: a concern that has no words yet which it is about. Where a reviewer
-- finds them, it becomes a report of those.
ALTER TABLE concern ADD COLUMN movement INTEGER;   -- of such a description; null: it began as a report
ALTER TABLE concern ADD COLUMN wish     INTEGER;   -- movement/concern.h
ALTER TABLE concern ADD COLUMN alike    INTEGER;   -- the same for descriptions that are answered together; null: none, or the words are forgotten
CREATE INDEX concern_sought ON concern (movement, alike, id) WHERE state = 8;

-- The search goes through what everybody sees, and what survivors see stays as quick to find.
DROP INDEX contribution_among;
CREATE INDEX contribution_among ON contribution (movement, audience, id) WHERE state = 5;
