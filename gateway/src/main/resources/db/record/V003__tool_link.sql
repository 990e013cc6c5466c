-- Where the tools that sent mail take opt-outs themselves: kept until the person objects and the
-- tool was told, or until they are too old.
CREATE TABLE tool_link (
    controller INTEGER NOT NULL,
    key        BLOB NOT NULL,    -- person key
    message    BLOB NOT NULL,    -- 16 octets
    sealed     BLOB NOT NULL,    -- the link under the replay key
    at_ms      INTEGER NOT NULL, -- when the message was accepted
    due_ms     INTEGER,          -- when the tool is told; null while nobody objects
    attempts   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (controller, key, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX tool_link_due ON tool_link (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX tool_link_age ON tool_link (at_ms);

-- Up to which event of the suppression list objections were looked at.
CREATE TABLE tool_link_mark (
    sequence INTEGER NOT NULL
) STRICT;
INSERT INTO tool_link_mark SELECT coalesce(max(sequence), 0) FROM suppression_event;
