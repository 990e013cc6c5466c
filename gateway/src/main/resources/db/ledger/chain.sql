-- What makes one month evident to whoever tampered with it: every batch is a link, whose hash
-- covers its rows and the link before; the first one stands on a signed checkpoint, the last one is
-- signed. Rows from before the chain stay as they are; the checkpoint says how many there were.
ALTER TABLE intervention ADD COLUMN sequence INTEGER; -- of the same numbers as entry.sequence
CREATE INDEX intervention_by_sequence ON intervention (sequence);
CREATE INDEX entry_by_sequence ON entry (sequence);

-- A refusal that came again within its minute: rows are only ever added, so it has its own.
CREATE TABLE repetition (
    sequence INTEGER PRIMARY KEY,           -- of the same numbers as entry.sequence
    refusal  INTEGER NOT NULL,              -- the sequence of its row in entry
    times    INTEGER NOT NULL
);
CREATE INDEX repetition_by_refusal ON repetition (refusal);

-- Where this file hangs on the one before. Written once, with the tables.
CREATE TABLE checkpoint (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    ordinal        INTEGER NOT NULL,        -- 1 for the file with which the chain began
    month          TEXT    NOT NULL,
    at             INTEGER NOT NULL,        -- milliseconds since 1970
    entries        INTEGER NOT NULL,        -- rows of entry from before the chain
    interventions  INTEGER NOT NULL,        -- rows of intervention from before the chain
    sequence       INTEGER NOT NULL,        -- the last number given before the chain
    previous       TEXT    NOT NULL,        -- month/link/hash with which the file before ends, or ''
    signer         TEXT    NOT NULL,        -- fingerprint of the public key
    signature      BLOB    NOT NULL         -- Ed25519 over all of the above
);

CREATE TABLE link (
    number   INTEGER PRIMARY KEY,           -- 1, 2, 3 …
    last     INTEGER NOT NULL,              -- the last sequence number of the batch
    position INTEGER NOT NULL,              -- how far it covers the spool
    at       INTEGER NOT NULL,              -- milliseconds since 1970
    marks    BLOB    NOT NULL,              -- 4 octets of each row's digest, to name the row that was changed
    hash     BLOB    NOT NULL               -- SHA-256 over the link before and the digests of all rows
);

-- Over the last link, renewed with each.
ALTER TABLE progress ADD COLUMN signer TEXT;
ALTER TABLE progress ADD COLUMN signature BLOB;
