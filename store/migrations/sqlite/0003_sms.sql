-- The outbox with several gateways: who has a message, what a person did about it, limits by phone and document; parts as
-- gateways name them; reports that came before their message's answer was on disk; who asked to be told of the turn.

ALTER TABLE outbox ADD COLUMN gateway TEXT;                             -- not personal: configured name
ALTER TABLE outbox ADD COLUMN ticket_id TEXT REFERENCES tickets (id);   -- not personal
ALTER TABLE outbox ADD COLUMN resend_of TEXT REFERENCES outbox (id);    -- not personal
ALTER TABLE outbox ADD COLUMN handled_at INTEGER;                       -- not personal
ALTER TABLE outbox ADD COLUMN phone_index BLOB;                         -- personal: blind index
ALTER TABLE outbox ADD COLUMN document_index BLOB;                      -- personal: blind index, of the ticket

CREATE INDEX outbox_phone ON outbox (phone_index, created_at);
CREATE INDEX outbox_document ON outbox (document_index, created_at);
CREATE INDEX outbox_status ON outbox (status, created_at);
CREATE INDEX outbox_resends ON outbox (resend_of) WHERE resend_of IS NOT NULL;

CREATE TABLE outbox_parts (
    gateway     TEXT NOT NULL,                         -- not personal: configured name
    gateway_id  TEXT NOT NULL,                         -- not personal
    outbox_id   TEXT NOT NULL REFERENCES outbox (id),  -- not personal
    PRIMARY KEY (gateway, gateway_id)
) STRICT;
CREATE INDEX outbox_parts_message ON outbox_parts (outbox_id);

CREATE TABLE parked_receipts (
    gateway      TEXT    NOT NULL,     -- not personal: configured name
    gateway_id   TEXT    NOT NULL,     -- not personal
    receipt      TEXT    NOT NULL,     -- not personal: status and time
    received_at  INTEGER NOT NULL,     -- not personal
    PRIMARY KEY (gateway, gateway_id)
) STRICT;
CREATE INDEX parked_receipts_age ON parked_receipts (received_at);

CREATE TABLE turn_notices (
    ticket_id     TEXT    NOT NULL PRIMARY KEY REFERENCES tickets (id), -- not personal
    phone         BLOB,                                                 -- personal: sealed; gone once it was used
    consented_at  INTEGER NOT NULL,                                     -- not personal
    sent_at       INTEGER,                                              -- not personal
    version       INTEGER NOT NULL                                      -- not personal
) STRICT;

-- Until now there was one gateway, with one id a message.
UPDATE outbox SET gateway = 'demo-inbox' WHERE gateway_id IS NOT NULL;
INSERT INTO outbox_parts (gateway, gateway_id, outbox_id)
    SELECT 'demo-inbox', gateway_id, max(id) FROM outbox WHERE gateway_id IS NOT NULL GROUP BY gateway_id;
DROP INDEX outbox_gateway;
ALTER TABLE outbox DROP COLUMN gateway_id;
