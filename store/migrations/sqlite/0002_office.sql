-- What a supervisor decides: who is planned to work when, when the office closes against its hours, what it tells everybody.

-- A set of rows that is changed under one rule has one version: of two who change the roster at once, one reads again.
CREATE TABLE revisions (
    name     TEXT    NOT NULL PRIMARY KEY, -- not personal
    version  INTEGER NOT NULL              -- not personal
) STRICT;
INSERT INTO revisions (name, version) VALUES ('roster', 1);

-- Planned working times are data about staff, under an opaque reference.
CREATE TABLE shifts (
    assistant_id  TEXT    NOT NULL REFERENCES staff (id), -- not personal: an opaque reference
    begins_at     INTEGER NOT NULL,                       -- not personal
    ends_at       INTEGER NOT NULL,                       -- not personal
    breaks        TEXT    NOT NULL                        -- not personal: beginnings and ends as JSON
) STRICT;
CREATE UNIQUE INDEX shifts_one_a_beginning ON shifts (assistant_id, begins_at);
CREATE INDEX shifts_time ON shifts (begins_at);
CREATE INDEX shifts_end ON shifts (ends_at);

CREATE TABLE closures (
    id           TEXT    NOT NULL PRIMARY KEY,           -- not personal
    begins_at    INTEGER NOT NULL,                       -- not personal
    ends_at      INTEGER NOT NULL,                       -- not personal: earlier than planned when lifted
    tells_queue  INTEGER NOT NULL,                       -- not personal: who waits is told at once, not served
    reason_es    TEXT    NOT NULL,                       -- not personal: shown to everybody
    reason_en    TEXT,                                   -- not personal: shown to everybody
    closed_by    TEXT    NOT NULL REFERENCES staff (id), -- not personal: an opaque reference
    closed_at    INTEGER NOT NULL,                       -- not personal
    version      INTEGER NOT NULL                        -- not personal
) STRICT;
CREATE INDEX closures_end ON closures (ends_at);

-- One row: there is one board at the door.
CREATE TABLE announcement (
    id         INTEGER NOT NULL PRIMARY KEY,  -- not personal: 1
    text_es    TEXT,                          -- not personal: shown to everybody; null when nothing is announced
    text_en    TEXT,                          -- not personal: shown to everybody
    ends_at    INTEGER,                       -- not personal
    put_up_by  TEXT REFERENCES staff (id),    -- not personal: an opaque reference
    put_up_at  INTEGER,                       -- not personal
    version    INTEGER NOT NULL               -- not personal
) STRICT;
INSERT INTO announcement (id, version) VALUES (1, 1);
