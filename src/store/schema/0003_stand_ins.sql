-- Where a reviewer put "[name]" or the like into somebody's text. What stood there is kept nowhere. The places are true for the text
-- as it is: when its writer changes it, they go.

CREATE TABLE stand_in (
    contribution INTEGER NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
    part         INTEGER NOT NULL,                -- 1 words, 2 note, 3 what is vowed
    first        INTEGER NOT NULL,                -- bytes, from 0
    past         INTEGER NOT NULL,                -- one after the last
    PRIMARY KEY (contribution, part, first)
);
