-- Who may do what at the desk: 1 organiser, 2 reviewer, 3 reader of figures. Whoever was there first has organised so far.
ALTER TABLE reviewer ADD COLUMN role INTEGER NOT NULL DEFAULT 2;
ALTER TABLE reviewer_link ADD COLUMN role INTEGER NOT NULL DEFAULT 2;   -- of somebody who comes by it
UPDATE reviewer SET role = 1 WHERE id = (SELECT min(id) FROM reviewer WHERE state = 1);
UPDATE reviewer_link SET role = 1 WHERE purpose = 1;

-- What was done at the desk, never the words it was about: one row after the other, each bound to the one before by a keyed hash, so that
-- none can be changed, left out or put in between without the server's key. Nothing here is ever changed or removed.
CREATE TABLE record (
    id       INTEGER PRIMARY KEY,                 -- 1, 2, 3 ... without a gap
    reviewer INTEGER NOT NULL,                    -- 0: the server by itself
    day      INTEGER NOT NULL,
    did      INTEGER NOT NULL,                    -- store/record.h
    about    INTEGER NOT NULL,                    -- row number of what it was about; what that is, `did` says
    movement INTEGER NOT NULL,                    -- 0: none
    reason   INTEGER,
    waited   INTEGER NOT NULL,                    -- days from the writing to the decision
    chain    BLOB    NOT NULL                     -- empty: from before the record was bound together
);
CREATE INDEX record_about ON record (about, did);

INSERT INTO record (id, reviewer, day, did, about, movement, reason, waited, chain)
SELECT row_number() OVER (ORDER BY d.day, d.kind, d.id), d.reviewer, d.day, d.did, d.about, d.movement, d.reason, d.waited, x''
FROM (SELECT 1 AS kind, decision.id, reviewer, decision.day, decision AS did, contribution AS about, coalesce(c.movement, 0) AS movement, reason,
             max(0, coalesce(decision.day - c.day, 0)) AS waited
      FROM decision LEFT JOIN contribution c ON c.id = decision.contribution
      UNION ALL
      SELECT 2, circle_decision.id, reviewer, day, 20 + decision, circle, coalesce(c.movement, 0), NULL, 0
      FROM circle_decision LEFT JOIN circle c ON c.id = circle_decision.circle) d;
DROP TABLE decision;
DROP TABLE circle_decision;
