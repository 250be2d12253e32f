-- An answer to a survivor is a contribution of its own that answers another one: reviewed, released, exported and erased like everything said,
-- and on no wall by itself. It goes with what it answers. One that is released stands beneath it now; whatever its writer hides, or no answers
-- any more, makes it accepted again, and the next edition that may show it releases it once more.

ALTER TABLE contribution ADD COLUMN answers_to INTEGER REFERENCES contribution (id) ON DELETE CASCADE;
ALTER TABLE contribution ADD COLUMN hidden     INTEGER NOT NULL DEFAULT 0;   -- of an answer: whoever it answers does not want it shown
ALTER TABLE contribution ADD COLUMN turn       INTEGER NOT NULL DEFAULT 0;   -- of an answer: its turn within its edition, drawn
CREATE INDEX contribution_answers_to ON contribution (answers_to) WHERE answers_to IS NOT NULL;
