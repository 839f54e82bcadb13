-- A leg's recording: the bytes lie sealed in a file named by the row's id, the key of that file lies sealed here, so that
-- deleting the row makes the file unreadable wherever copies of it are.

CREATE TABLE recordings (
    id           TEXT    NOT NULL PRIMARY KEY,           -- not personal
    call_id      TEXT    NOT NULL REFERENCES calls (id), -- not personal
    side         TEXT    NOT NULL,                       -- not personal: citizen or assistant
    file_key     BLOB    NOT NULL,                       -- personal: sealed; opens the file with picture and sound
    started_at   INTEGER NOT NULL,                       -- not personal
    ended_at     INTEGER,                                -- not personal
    status       TEXT    NOT NULL,                       -- not personal
    reason       TEXT,                                   -- not personal: a code
    bytes        INTEGER NOT NULL,                       -- not personal
    duration_ms  INTEGER NOT NULL,                       -- not personal
    gaps         INTEGER NOT NULL,                       -- not personal
    dropped      INTEGER NOT NULL,                       -- not personal
    version      INTEGER NOT NULL                        -- not personal
) STRICT;
CREATE INDEX recordings_call ON recordings (call_id, started_at);
CREATE INDEX recordings_started ON recordings (started_at);
CREATE INDEX recordings_open ON recordings (started_at) WHERE ended_at IS NULL;
