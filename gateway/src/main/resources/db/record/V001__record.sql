-- Which record this is: key files and the index name it, so that parts of two data
-- directories are never taken for one.
CREATE TABLE record (
    id         TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
INSERT INTO record VALUES (lower(hex(randomblob(16))), CAST(unixepoch('subsec') * 1000 AS INTEGER));

-- Every version of every secret key that was ever used, never the key.
CREATE TABLE key_fingerprint (
    purpose     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (purpose, version)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number is never given twice, even after its row is gone.
CREATE TABLE controller (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name   TEXT NOT NULL UNIQUE
) STRICT;

-- What happened to the suppression list, in order; its state is the fold of these rows.
-- Rows are only appended. There is no index beside the row id: random keys would make an
-- import of millions of rows a hundred times slower, and look-ups have an index of their own.
CREATE TABLE suppression_event (
    sequence    INTEGER PRIMARY KEY,
    at_ms       INTEGER NOT NULL, -- when it was recorded
    since_s     INTEGER NOT NULL, -- from when it holds
    op          INTEGER NOT NULL, -- 1 add, 2 lift
    controller  INTEGER NOT NULL,
    key         BLOB NOT NULL,    -- 16 octets of HMAC-SHA-256
    key_version INTEGER NOT NULL, -- 0: known by key alone, from a link
    kind        INTEGER NOT NULL, -- person, domain, domain and below, digests
    reason      INTEGER NOT NULL,
    channel     INTEGER NOT NULL,
    why         TEXT              -- of a lift
) STRICT;

-- Which kinds of keys a controller has ever had: what look-ups need not ask for.
CREATE TABLE suppression_kind (
    controller INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    PRIMARY KEY (controller, kind)
) STRICT, WITHOUT ROWID;
