-- Wishes of recipients that somebody says were recorded by mistake: lifted once a second person
-- agrees (B-13). Rows stay.
CREATE TABLE suppression_correction (
    id         INTEGER PRIMARY KEY,
    at_ms      INTEGER NOT NULL,
    controller INTEGER NOT NULL,
    key        BLOB NOT NULL,    -- 16 octets, under the newest address key of that time
    reason     INTEGER NOT NULL,
    author     TEXT NOT NULL,
    why        TEXT NOT NULL,
    decided_ms INTEGER,          -- when the second person agreed
    decided_by TEXT
) STRICT;
