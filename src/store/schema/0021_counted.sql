-- Cells equal a recount of the rows (store/recount.h): a row says on which day it was counted, and one that goes leaves a mark in its cell.
-- What was counted before this step has no such day, and counts as gone.

ALTER TABLE contribution ADD COLUMN country    TEXT    NOT NULL DEFAULT '';   -- ISO 3166-1 alpha-2, as its writer said; '': not said
ALTER TABLE contribution ADD COLUMN counted_on INTEGER;                       -- day, of what stands in a cell
ALTER TABLE contribution ADD COLUMN took_part  INTEGER NOT NULL DEFAULT 0;    -- 1: the first of its participant that was counted
ALTER TABLE movement ADD COLUMN began INTEGER NOT NULL DEFAULT 0;             -- day from which on figures are released; 0: not served yet
ALTER TABLE vow ADD COLUMN stood_on     INTEGER;                              -- days on which it was counted
ALTER TABLE vow ADD COLUMN came_due_on  INTEGER;                              -- only where that is not the day it was made for
ALTER TABLE vow ADD COLUMN ended_on     INTEGER;                              -- `ended` is the event that was counted
ALTER TABLE vow ADD COLUMN witnessed_on INTEGER;

-- Language and country are those of what was said in a voice; of all other events they are ''.
CREATE TABLE cell_by_place (
    movement    INTEGER NOT NULL,
    day         INTEGER NOT NULL,
    event       INTEGER NOT NULL,
    language    TEXT    NOT NULL DEFAULT '',
    country     TEXT    NOT NULL DEFAULT '',
    count       INTEGER NOT NULL,
    gone        INTEGER NOT NULL DEFAULT 0,       -- of them: taken back since
    people      INTEGER NOT NULL DEFAULT 0,       -- of them: their participant's first
    people_gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (movement, day, event, language, country)
);
INSERT INTO cell_by_place (movement, day, event, count, gone) SELECT movement, day, event, count, count FROM cell;
DROP TABLE cell;
ALTER TABLE cell_by_place RENAME TO cell;

CREATE TRIGGER contribution_gone AFTER DELETE ON contribution WHEN OLD.counted_on IS NOT NULL BEGIN
    UPDATE cell SET gone = gone + 1, people_gone = people_gone + OLD.took_part
    WHERE movement = OLD.movement AND day = OLD.counted_on AND event = OLD.voice AND language = OLD.language AND country = OLD.country;
END;
CREATE TRIGGER vow_gone AFTER DELETE ON vow WHEN OLD.stood_on IS NOT NULL BEGIN
    UPDATE cell SET gone = gone + 1 WHERE movement = OLD.movement AND day = OLD.stood_on AND event = 11;
    UPDATE cell SET gone = gone + 1
    WHERE movement = OLD.movement AND event = 12
      AND day = CASE WHEN OLD.came_due = 1 THEN OLD.came_due_on
                     WHEN OLD.due <= (SELECT due_through FROM movement WHERE id = OLD.movement) THEN OLD.due END;
    UPDATE cell SET gone = gone + 1 WHERE movement = OLD.movement AND day = OLD.ended_on AND event = OLD.ended;
    UPDATE cell SET gone = gone + 1 WHERE movement = OLD.movement AND day = OLD.witnessed_on AND event = 14;
END;
