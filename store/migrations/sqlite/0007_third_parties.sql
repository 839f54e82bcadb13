-- Who else is or was in a call: an interpreter or an observer, one at a time.

CREATE TABLE third_parties (
    id        TEXT    NOT NULL PRIMARY KEY,           -- not personal
    call_id   TEXT    NOT NULL REFERENCES calls (id), -- not personal
    staff_id  TEXT    NOT NULL REFERENCES staff (id), -- not personal
    body      TEXT    NOT NULL,                       -- not personal: role, state and times
    ended_at  INTEGER,                                -- not personal
    version   INTEGER NOT NULL                        -- not personal
) STRICT;
CREATE INDEX third_parties_call ON third_parties (call_id);
-- One a call, and nobody in two calls.
CREATE UNIQUE INDEX third_parties_one_a_call ON third_parties (call_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX third_parties_one_a_person ON third_parties (staff_id) WHERE ended_at IS NULL;
