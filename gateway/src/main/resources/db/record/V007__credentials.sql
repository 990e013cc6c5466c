-- SMTP users that were added by command; those of the configuration are not here.
CREATE TABLE credential (
    name               TEXT NOT NULL PRIMARY KEY,
    stream             TEXT NOT NULL,
    password_hash      TEXT NOT NULL,   -- what octroi credential hash prints
    answer             TEXT NOT NULL,   -- refuse, drop-and-report, tempfail
    convert_line_feeds INTEGER NOT NULL,
    allow_from         TEXT NOT NULL,   -- networks, with commas between them; '' is everywhere
    expires            TEXT,            -- the first day on which it is refused, such as 2027-01-31
    created_ms         INTEGER NOT NULL,
    revoked_ms         INTEGER
) STRICT, WITHOUT ROWID;

-- Credentials of the configuration that were revoked: the password is, so that another one under
-- the same name is good again.
CREATE TABLE credential_revocation (
    name       TEXT NOT NULL,
    password   TEXT NOT NULL,           -- SHA-256 of its hash
    revoked_ms INTEGER NOT NULL,
    PRIMARY KEY (name, password)
) STRICT, WITHOUT ROWID;

-- On which day each credential was used last, in days since 1970.
CREATE TABLE credential_use (
    name TEXT NOT NULL PRIMARY KEY,
    day  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
