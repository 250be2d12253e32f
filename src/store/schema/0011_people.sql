-- Links get a number, by which an open invitation can be taken back, and know who made them: whoever is let go leaves no way in behind.
CREATE TABLE one_time_link (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    hash     BLOB    NOT NULL UNIQUE,             -- keyed hash of what stands in the link
    purpose  INTEGER NOT NULL,
    reviewer INTEGER REFERENCES reviewer (id) ON DELETE CASCADE,
    role     INTEGER NOT NULL,                    -- of somebody who comes by it
    maker    INTEGER NOT NULL,                    -- reviewer; 0: the server's own terminal
    made     INTEGER NOT NULL,
    expires  INTEGER NOT NULL
);
INSERT INTO one_time_link (hash, purpose, reviewer, role, maker, made, expires)
SELECT hash, purpose, reviewer, role, 0, made, expires FROM reviewer_link;
DROP TABLE reviewer_link;
ALTER TABLE one_time_link RENAME TO reviewer_link;

-- How often somebody's role was changed: of two databases the one that knows of more changes knows the role (store/restore.cpp).
ALTER TABLE reviewer ADD COLUMN role_changes INTEGER NOT NULL DEFAULT 0;

-- Codes on paper, each good once in the place of the authenticator's. A used one is a row that is gone.
CREATE TABLE recovery_code (
    hash     BLOB    NOT NULL PRIMARY KEY,        -- keyed hash
    reviewer INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE
);
CREATE INDEX recovery_code_reviewer ON recovery_code (reviewer);

-- The day the current edition was cut: months are told once they were over then.
ALTER TABLE movement ADD COLUMN edition_day INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_month ON record (movement, day);
