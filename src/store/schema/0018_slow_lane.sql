-- What came without words while a movement was read more slowly: nothing of it is counted or shown before somebody at the desk says so.
-- contribution.counted is 2 of one that is held so, and 3 of one that the desk left uncounted.
CREATE INDEX contribution_held ON contribution (movement) WHERE counted = 2;
ALTER TABLE contribution ADD COLUMN stood_held INTEGER NOT NULL DEFAULT 0;     -- so many more stand with it
CREATE INDEX contribution_stood_held ON contribution (movement) WHERE stood_held > 0;
-- Cells to be.
CREATE TABLE held (
    movement INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    event    INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (movement, day, event)
);
