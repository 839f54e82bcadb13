-- What the line of one side of a call was like, from a connection to its end: a side that reconnects has several. Measures and
-- words only: no address, no device, nothing that was said or shown.

CREATE TABLE lines (
    id        TEXT    NOT NULL PRIMARY KEY,           -- not personal
    call_id   TEXT    NOT NULL REFERENCES calls (id), -- not personal
    side      TEXT    NOT NULL,                       -- not personal: citizen, assistant, interpreter, observer
    began_at  INTEGER NOT NULL,                       -- not personal: when the connection stood
    summary   TEXT    NOT NULL                        -- not personal: measures as JSON, docs/METRICS.md
) STRICT;
CREATE INDEX lines_call ON lines (call_id, began_at);
CREATE INDEX lines_began ON lines (began_at);

-- What the citizen was promised about the wait: written when it is said, so that a restart goes on saying it.
ALTER TABLE tickets ADD COLUMN promise TEXT;  -- not personal: times of the day as JSON
