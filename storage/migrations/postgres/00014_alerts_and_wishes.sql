-- Visits by e-mail for those without a calendar, and what citizens wish. None of the
-- tables of alerts is in the audit log, which would keep what a subscription's end removes.

-- +goose Up
-- What this server signs with; not what seals addresses, whose key is not in the database.
CREATE TABLE server_secrets (
    name   text COLLATE "C" NOT NULL PRIMARY KEY,
    secret bytea NOT NULL
);

-- How often somebody has tried something that everybody may.
CREATE TABLE attempts (
    what     text COLLATE "C" NOT NULL PRIMARY KEY, -- a keyed hash
    count    integer NOT NULL,
    began_at timestamptz NOT NULL
);

CREATE TABLE alert_requests (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    hash       text NOT NULL UNIQUE, -- of the secret in the link that confirms it
    lookup     text NOT NULL,        -- a keyed hash of the address
    address    bytea NOT NULL,        -- sealed
    language   text NOT NULL,
    places     text NOT NULL,        -- JSON list of localities
    created_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL
);
CREATE INDEX alert_requests_ends ON alert_requests (ends_at);

CREATE TABLE alert_subscribers (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    lookup     text NOT NULL UNIQUE,
    address    bytea NOT NULL,
    language   text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE alert_places (
    subscriber_id text NOT NULL REFERENCES alert_subscribers (id) ON DELETE CASCADE,
    locality_id   text NOT NULL REFERENCES localities (id) ON DELETE CASCADE,
    PRIMARY KEY (subscriber_id, locality_id)
);
CREATE INDEX alert_places_locality ON alert_places (locality_id);

CREATE TABLE alert_mails (
    id            text COLLATE "C" NOT NULL PRIMARY KEY,
    subscriber_id text REFERENCES alert_subscribers (id) ON DELETE CASCADE,
    request_id    text UNIQUE REFERENCES alert_requests (id) ON DELETE CASCADE,
    event         text NOT NULL,
    state         text NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up', 'moot')),
    attempts      integer NOT NULL,
    next_at       timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    settled_at    timestamptz,
    refusal       text NOT NULL,
    UNIQUE (subscriber_id, event), -- each hears of an event once
    CHECK ((subscriber_id IS NULL) <> (request_id IS NULL))
);
CREATE INDEX alert_mails_due ON alert_mails (state, next_at);

-- Which server sends.
CREATE TABLE alert_leads (
    name     text COLLATE "C" NOT NULL PRIMARY KEY,
    holder   text NOT NULL,
    until_at timestamptz NOT NULL
);

-- Puzzles that were solved, so that none is used twice.
CREATE TABLE used_puzzles (
    id      text COLLATE "C" NOT NULL PRIMARY KEY,
    ends_at timestamptz NOT NULL
);

-- What a wish can be about. A list of a district's own replaces these.
ALTER TABLE districts ADD COLUMN topics text NOT NULL DEFAULT '["Trafik","Trygghet på en plats","Nedskräpning och skadegörelse","Unga, tobak och alkohol","Bedrägerier mot äldre","Grannsamverkan och stöldskydd","Annat"]';

CREATE TABLE wishes (
    id              text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id     text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id text NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    locality_id     text REFERENCES localities (id) ON DELETE RESTRICT, -- NULL for elsewhere
    spot            text NOT NULL,
    days            text NOT NULL CHECK (days IN ('any', 'weekdays', 'weekend')),
    hours           text NOT NULL CHECK (hours IN ('any', 'morning', 'afternoon', 'evening')),
    topic           text NOT NULL,
    text            text NOT NULL,
    received_at     timestamptz NOT NULL,
    version         integer NOT NULL CHECK (version >= 1),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX wishes_district ON wishes (district_id, received_at);
CREATE INDEX wishes_locality ON wishes (locality_id);
