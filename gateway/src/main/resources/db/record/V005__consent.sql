-- What speaks for writing to a person where silence is not enough, with its proof. A row is never
-- changed save by withdrawal, and never deleted.
CREATE TABLE consent (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    digest       TEXT NOT NULL UNIQUE, -- of person and proof: the same proof is one row
    controller   INTEGER NOT NULL,
    kind         INTEGER NOT NULL,     -- 1 consent, 2 customer, 3 published, 4 place
    recorded_ms  INTEGER NOT NULL,
    recorded_by  TEXT NOT NULL,        -- the door, and who, if that was said
    since_ms     INTEGER NOT NULL,     -- when it was given, bought, seen
    stream       TEXT,                 -- null: every stream of the controller
    purpose      TEXT,
    wording      TEXT,                 -- what was agreed to, or the version of a text that is kept
    method       TEXT,                 -- how it was given
    partners     TEXT,                 -- for whom besides; null: nobody
    evidence     TEXT,                 -- a reference or an address on the web
    source_ip    TEXT,
    country      TEXT,
    same_entity  INTEGER,              -- the conditions of the customers' exception
    analogous    INTEGER,
    opt_out_offered INTEGER,
    withdrawn_ms INTEGER,
    withdrawn_by TEXT
) STRICT;

-- Under which keys a person was known when it was recorded: one for each live address key.
CREATE TABLE consent_key (
    key     BLOB NOT NULL,
    consent INTEGER NOT NULL,
    PRIMARY KEY (key, consent)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_key_consent ON consent_key (consent);

-- Up to which event of the suppression list objections were looked at.
CREATE TABLE consent_mark (
    sequence INTEGER NOT NULL
) STRICT;
INSERT INTO consent_mark SELECT coalesce(max(sequence), 0) FROM suppression_event;
