-- One month of decisions and outcomes. Rows lie by recipient key, so that all on one person are
-- neighbours; no row holds an address.
CREATE TABLE IF NOT EXISTS entry (
    recipient  BLOB    NOT NULL,            -- person key, 16 octets; none for refusals without one
    at         INTEGER NOT NULL,            -- milliseconds since 1970
    sequence   INTEGER NOT NULL,            -- rises within the file
    event      INTEGER NOT NULL,            -- Event.code
    message    BLOB,                        -- message id, 16 octets; NULL for a refusal at RCPT
    copy       INTEGER,                     -- index of the recipient in the message
    credential TEXT    NOT NULL,
    stream     TEXT,
    controller INTEGER,
    campaign   TEXT,
    source     TEXT,
    why        TEXT    NOT NULL DEFAULT '', -- tag or reason of a decision
    clauses    TEXT    NOT NULL DEFAULT '', -- texts, notice version and digest of what was said
    response   TEXT    NOT NULL DEFAULT '', -- the next hop's reply, or our words
    count      INTEGER NOT NULL DEFAULT 1,  -- repeats of one refusal within a minute
    PRIMARY KEY (recipient, at, sequence)
) WITHOUT ROWID;

-- Finds a message by its reference, and keeps an event read twice from being counted twice.
CREATE UNIQUE INDEX IF NOT EXISTS entry_by_message
    ON entry (message, copy, event) WHERE message IS NOT NULL;

-- Counts by day, so that the status page reads no rows.
CREATE TABLE IF NOT EXISTS tally (
    day   INTEGER NOT NULL,                 -- days since 1970, UTC
    event INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, event)
) WITHOUT ROWID;

-- What persons did with copies that waited: no outcome, so no entry.
CREATE TABLE IF NOT EXISTS intervention (
    message BLOB    NOT NULL,               -- message id, 16 octets
    copy    INTEGER NOT NULL,
    at      INTEGER NOT NULL,               -- milliseconds since 1970
    kind    INTEGER NOT NULL,               -- Intervention.Kind.code
    author  TEXT    NOT NULL,
    reason  TEXT    NOT NULL
);
CREATE INDEX IF NOT EXISTS intervention_by_message ON intervention (message, copy);

-- How far the spool is covered, committed together with what covers it.
CREATE TABLE IF NOT EXISTS progress (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    sequence INTEGER NOT NULL
);
INSERT OR IGNORE INTO progress (id, position, sequence) VALUES (1, 0, 0);

-- What clauses said, once however many copies said it; entry.clauses ends in the digest.
CREATE TABLE IF NOT EXISTS said (
    digest TEXT NOT NULL PRIMARY KEY,       -- first half of the SHA-256 of the facts, in hex
    texts  TEXT NOT NULL,                   -- clause set, version and languages
    notice TEXT NOT NULL,                   -- version of the notice page
    facts  TEXT NOT NULL                    -- everything the clauses are made from, name=value
) WITHOUT ROWID;

-- Copies of counted mail that may have reached a person, bounced ones whose reply was lost included:
-- the frequency caps are made from these rows when their map is lost.
CREATE TABLE IF NOT EXISTS contact (
    message    BLOB    NOT NULL,            -- message id, 16 octets
    copy       INTEGER NOT NULL,
    stream     TEXT    NOT NULL,
    controller INTEGER NOT NULL,
    person     BLOB    NOT NULL,            -- person key, 16 octets
    company    BLOB,                        -- key of the domain, unless it is a mailbox provider's
    at         INTEGER NOT NULL,            -- milliseconds since 1970 of the outcome
    PRIMARY KEY (message, copy)
) WITHOUT ROWID;
