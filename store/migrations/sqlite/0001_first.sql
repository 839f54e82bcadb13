-- Times are microseconds since 1970-01-01 UTC. Ids are 32 hexadecimal characters. Every column says whether it is
-- personal; a personal column is a BLOB that only the vault writes: sealed, or a keyed blind index.

CREATE TABLE sessions (
    id              TEXT    NOT NULL PRIMARY KEY, -- not personal
    token_hash      BLOB    NOT NULL,             -- not personal: SHA-256 of a random cookie
    created_at      INTEGER NOT NULL,             -- not personal
    last_seen       INTEGER NOT NULL,             -- not personal
    language        TEXT    NOT NULL,             -- not personal
    test_pass       BLOB,                         -- personal: sealed; may describe the citizen's device
    identified      BLOB,                         -- personal: sealed
    document_index  BLOB,                         -- personal: blind index
    version         INTEGER NOT NULL              -- not personal
) STRICT;
CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);

CREATE TABLE tickets (
    id              TEXT    NOT NULL PRIMARY KEY,              -- not personal
    session_id      TEXT    NOT NULL REFERENCES sessions (id), -- not personal
    state           TEXT    NOT NULL,                          -- not personal
    assistant_id    TEXT,                                      -- not personal
    joined_at       INTEGER NOT NULL,                          -- not personal
    document_index  BLOB,                                      -- personal: blind index, as typed when joining
    body            TEXT    NOT NULL,                          -- not personal: the whole ticket as JSON
    version         INTEGER NOT NULL                           -- not personal
) STRICT;
CREATE UNIQUE INDEX tickets_one_live_a_session ON tickets (session_id)
    WHERE state IN ('waiting', 'called', 'in_call', 'held');
CREATE UNIQUE INDEX tickets_one_taken_an_assistant ON tickets (assistant_id)
    WHERE state IN ('called', 'in_call');
CREATE INDEX tickets_session ON tickets (session_id, joined_at);
CREATE INDEX tickets_live ON tickets (joined_at) WHERE state IN ('waiting', 'called', 'in_call', 'held');
CREATE INDEX tickets_joined ON tickets (joined_at);
CREATE INDEX tickets_document ON tickets (document_index, joined_at);

CREATE TABLE staff (
    id               TEXT    NOT NULL PRIMARY KEY, -- not personal
    user_name        BLOB    NOT NULL,             -- personal: sealed
    user_name_index  BLOB    NOT NULL,             -- personal: blind index
    display_name     BLOB    NOT NULL,             -- personal: sealed
    password_hash    TEXT    NOT NULL,             -- not personal: argon2id, salted
    roles            TEXT    NOT NULL,             -- not personal
    is_assistant     INTEGER NOT NULL,             -- not personal
    skills           TEXT    NOT NULL,             -- not personal
    login            TEXT    NOT NULL,             -- not personal
    version          INTEGER NOT NULL              -- not personal
) STRICT;
CREATE UNIQUE INDEX staff_user_name ON staff (user_name_index);

CREATE TABLE assistants (
    staff_id      TEXT    NOT NULL PRIMARY KEY REFERENCES staff (id), -- not personal
    availability  TEXT    NOT NULL,                                   -- not personal
    version       INTEGER NOT NULL                                    -- not personal
) STRICT;

CREATE TABLE staff_sessions (
    token_hash  BLOB    NOT NULL PRIMARY KEY,           -- not personal: SHA-256 of a random cookie
    staff_id    TEXT    NOT NULL REFERENCES staff (id), -- not personal
    created_at  INTEGER NOT NULL,                       -- not personal
    last_seen   INTEGER NOT NULL                        -- not personal
) STRICT;

CREATE TABLE calls (
    id               TEXT    NOT NULL PRIMARY KEY,              -- not personal
    ticket_id        TEXT    NOT NULL REFERENCES tickets (id),  -- not personal
    session_id       TEXT    NOT NULL REFERENCES sessions (id), -- not personal
    assistant_id     TEXT    NOT NULL REFERENCES staff (id),    -- not personal
    started_at       INTEGER NOT NULL,                          -- not personal
    ended_at         INTEGER,                                   -- not personal
    identification   BLOB    NOT NULL,                          -- personal: sealed
    verification     BLOB    NOT NULL,                          -- personal: sealed
    decision         TEXT,                                      -- not personal: kind and reason code
    connection_test  BLOB,                                      -- personal: sealed
    version          INTEGER NOT NULL                           -- not personal
) STRICT;
CREATE UNIQUE INDEX calls_one_open_a_ticket ON calls (ticket_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX calls_one_open_an_assistant ON calls (assistant_id) WHERE ended_at IS NULL;
CREATE INDEX calls_ticket ON calls (ticket_id, started_at);
CREATE INDEX calls_open ON calls (started_at) WHERE ended_at IS NULL;

CREATE TABLE stills (
    id        TEXT    NOT NULL PRIMARY KEY,           -- not personal
    call_id   TEXT    NOT NULL REFERENCES calls (id), -- not personal
    kind      TEXT    NOT NULL,                       -- not personal
    width     INTEGER NOT NULL,                       -- not personal
    height    INTEGER NOT NULL,                       -- not personal
    taken_at  INTEGER NOT NULL,                       -- not personal
    png       BLOB    NOT NULL,                       -- personal: sealed
    webp      BLOB    NOT NULL                        -- personal: sealed
) STRICT;
CREATE INDEX stills_call ON stills (call_id, taken_at);

CREATE TABLE registrations (
    id              TEXT    NOT NULL PRIMARY KEY,           -- not personal
    call_id         TEXT    NOT NULL REFERENCES calls (id), -- not personal
    procedure       TEXT    NOT NULL,                       -- not personal
    registration    BLOB    NOT NULL,                       -- personal: sealed
    document_index  BLOB    NOT NULL,                       -- personal: blind index
    phone_index     BLOB    NOT NULL,                       -- personal: blind index
    registered_at   INTEGER NOT NULL,                       -- not personal
    phone_lost_at   INTEGER,                                -- not personal
    version         INTEGER NOT NULL                        -- not personal
) STRICT;
CREATE UNIQUE INDEX registrations_one_a_call ON registrations (call_id);
CREATE INDEX registrations_document ON registrations (document_index, registered_at);
CREATE INDEX registrations_phone ON registrations (phone_index, registered_at) WHERE phone_lost_at IS NULL;

CREATE TABLE outbox (
    id          TEXT    NOT NULL PRIMARY KEY,  -- not personal
    kind        TEXT    NOT NULL,              -- not personal
    recipient   BLOB    NOT NULL,              -- personal: sealed
    message     BLOB    NOT NULL,              -- personal: sealed; may hold a one-time code
    call_id     TEXT REFERENCES calls (id),    -- not personal
    created_at  INTEGER NOT NULL,              -- not personal
    status      TEXT    NOT NULL,              -- not personal
    delivery    TEXT    NOT NULL,              -- not personal
    due_at      INTEGER,                       -- not personal
    gateway_id  TEXT,                          -- not personal
    version     INTEGER NOT NULL               -- not personal
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_call ON outbox (call_id, created_at);
CREATE INDEX outbox_recent ON outbox (created_at);
CREATE INDEX outbox_gateway ON outbox (gateway_id) WHERE gateway_id IS NOT NULL;

CREATE TABLE audit (
    seq      INTEGER NOT NULL PRIMARY KEY, -- not personal
    at       INTEGER NOT NULL,             -- not personal
    actor    TEXT    NOT NULL,             -- not personal: an opaque reference
    action   TEXT    NOT NULL,             -- not personal
    subject  TEXT    NOT NULL,             -- not personal: an opaque reference
    detail   BLOB    NOT NULL              -- personal: sealed; may quote what people typed
) STRICT;
CREATE INDEX audit_subject ON audit (subject, seq);

CREATE TABLE meta (
    key    TEXT NOT NULL PRIMARY KEY, -- not personal
    value  TEXT NOT NULL              -- not personal
) STRICT;
