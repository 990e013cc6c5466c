-- The journal of the suppression list: every row of suppression_event stands in one link, and the
-- digest of a link covers the one before, so that a row that was changed, removed or put in shows.
CREATE TABLE suppression_link (
    position INTEGER PRIMARY KEY,
    what     INTEGER NOT NULL,  -- 0 began here, 1 events, 2 an import that came to its end
    first    INTEGER NOT NULL,  -- sequence of its first event; first > last: none
    last     INTEGER NOT NULL,
    digest   BLOB NOT NULL      -- 32 octets, see Link
) STRICT;
INSERT INTO suppression_link
    SELECT 0, 0, 1, coalesce(max(sequence), 0), zeroblob(32) FROM suppression_event;

-- Each list that was taken to its end, once per time it was given: what it was and what it brought.
CREATE TABLE suppression_import (
    position   INTEGER PRIMARY KEY, -- of its link
    at_ms      INTEGER NOT NULL,
    controller INTEGER NOT NULL,
    channel    INTEGER NOT NULL,
    reason     INTEGER NOT NULL,    -- of lines that name none
    as_of_s    INTEGER NOT NULL,    -- when the list was as it is
    octets     INTEGER NOT NULL,
    sha256     BLOB NOT NULL,       -- of the octets
    read       INTEGER NOT NULL,
    added      INTEGER NOT NULL,
    already    INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    passed     INTEGER NOT NULL,    -- lines that say nothing against mail
    rejected   INTEGER NOT NULL
) STRICT;
