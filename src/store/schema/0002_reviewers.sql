-- Who reads at the desk. Times of sessions and links are seconds since 1970: they end within hours and their rows go then.

CREATE TABLE reviewer (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT    NOT NULL UNIQUE,
    skeleton  TEXT    NOT NULL UNIQUE,            -- two names that look alike are one
    password  TEXT    NOT NULL,                   -- Argon2id, with its salt and cost
    totp      BLOB    NOT NULL,                   -- the secret, sealed
    totp_step INTEGER NOT NULL,                   -- of the last code used: none is taken twice
    state     INTEGER NOT NULL,
    day       INTEGER NOT NULL                    -- when they were added
);

-- A session that has ended is a row that is gone.
CREATE TABLE session (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    hash     BLOB    NOT NULL UNIQUE,             -- keyed hash of the cookie
    reviewer INTEGER NOT NULL REFERENCES reviewer (id) ON DELETE CASCADE,
    began    INTEGER NOT NULL,                    -- day
    seen     INTEGER NOT NULL,                    -- by the wall clock
    age      INTEGER NOT NULL                     -- seconds lived until `seen`, by the clock that went faster
);
CREATE INDEX session_reviewer ON session (reviewer);

-- A link by which somebody becomes a reviewer, or gets a new password. It is used once, then its row is gone.
CREATE TABLE reviewer_link (
    hash     BLOB    NOT NULL PRIMARY KEY,        -- keyed hash of what stands in the link
    purpose  INTEGER NOT NULL,
    reviewer INTEGER REFERENCES reviewer (id) ON DELETE CASCADE,
    made     INTEGER NOT NULL,
    expires  INTEGER NOT NULL
);
