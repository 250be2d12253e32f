-- What organisers changed in the files they edit, with the whole file before and after: to look at, and to go back to.
CREATE TABLE setup_change (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    reviewer      INTEGER NOT NULL,
    day           INTEGER NOT NULL,
    file          TEXT NOT NULL,                  -- "movements/himthough.toml"
    digest_before TEXT NOT NULL,
    digest_after  TEXT NOT NULL,
    text_before   TEXT NOT NULL,
    text_after    TEXT NOT NULL
);
