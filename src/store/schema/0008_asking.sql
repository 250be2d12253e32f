-- Somebody came because another asked them to look back. Counted beside the ordinary events (movement/event.h), exported to its writer,
-- shown to nobody.

ALTER TABLE contribution ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;   -- of an acknowledgement: 1, its writer was asked to look back
