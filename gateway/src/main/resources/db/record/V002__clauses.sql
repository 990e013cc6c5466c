-- Every file of clause texts that was ever in use, whole: what was sent can be said again.
CREATE TABLE clause_texts (
    name          TEXT NOT NULL PRIMARY KEY, -- set, version and language, such as octroi-1.fr
    sha256        TEXT NOT NULL,
    file          TEXT NOT NULL,
    first_used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What each stream was for, and since when. Rows are only appended.
CREATE TABLE stream_purpose (
    stream   TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    purpose  TEXT NOT NULL,
    PRIMARY KEY (stream, since_ms)
) STRICT, WITHOUT ROWID;
