-- Visits by e-mail for those without a calendar, and what citizens wish. None of the
-- tables of alerts is in the audit log, which would keep what a subscription's end removes.

-- +goose Up
-- What this server signs with; not what seals addresses, whose key is not in the database.
CREATE TABLE server_secrets (
    name   TEXT NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL
);

-- How often somebody has tried something that everybody may.
CREATE TABLE attempts (
    what     TEXT NOT NULL PRIMARY KEY, -- a keyed hash
    count    INTEGER NOT NULL,
    began_at DATETIME NOT NULL
);

CREATE TABLE alert_requests (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE, -- of the secret in the link that confirms it
    lookup     TEXT NOT NULL,        -- a keyed hash of the address
    address    BLOB NOT NULL,        -- sealed
    language   TEXT NOT NULL,
    places     TEXT NOT NULL,        -- JSON list of localities
    created_at DATETIME NOT NULL,
    ends_at    DATETIME NOT NULL
);
CREATE INDEX alert_requests_ends ON alert_requests (ends_at);

CREATE TABLE alert_subscribers (
    id         TEXT NOT NULL PRIMARY KEY,
    lookup     TEXT NOT NULL UNIQUE,
    address    BLOB NOT NULL,
    language   TEXT NOT NULL,
    created_at DATETIME NOT NULL
);

CREATE TABLE alert_places (
    subscriber_id TEXT NOT NULL REFERENCES alert_subscribers (id) ON DELETE CASCADE,
    locality_id   TEXT NOT NULL REFERENCES localities (id) ON DELETE CASCADE,
    PRIMARY KEY (subscriber_id, locality_id)
);
CREATE INDEX alert_places_locality ON alert_places (locality_id);

CREATE TABLE alert_mails (
    id            TEXT NOT NULL PRIMARY KEY,
    subscriber_id TEXT REFERENCES alert_subscribers (id) ON DELETE CASCADE,
    request_id    TEXT UNIQUE REFERENCES alert_requests (id) ON DELETE CASCADE,
    event         TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up', 'moot')),
    attempts      INTEGER NOT NULL,
    next_at       DATETIME NOT NULL,
    ends_at       DATETIME NOT NULL,
    settled_at    DATETIME,
    refusal       TEXT NOT NULL,
    UNIQUE (subscriber_id, event), -- each hears of an event once
    CHECK ((subscriber_id IS NULL) <> (request_id IS NULL))
);
CREATE INDEX alert_mails_due ON alert_mails (state, next_at);

-- Which server sends.
CREATE TABLE alert_leads (
    name     TEXT NOT NULL PRIMARY KEY,
    holder   TEXT NOT NULL,
    until_at DATETIME NOT NULL
);

-- Puzzles that were solved, so that none is used twice.
CREATE TABLE used_puzzles (
    id      TEXT NOT NULL PRIMARY KEY,
    ends_at DATETIME NOT NULL
);

-- What a wish can be about. A list of a district's own replaces these.
ALTER TABLE districts ADD COLUMN topics TEXT NOT NULL DEFAULT '["Trafik","Trygghet på en plats","Nedskräpning och skadegörelse","Unga, tobak och alkohol","Bedrägerier mot äldre","Grannsamverkan och stöldskydd","Annat"]';

CREATE TABLE wishes (
    id              TEXT NOT NULL PRIMARY KEY,
    district_id     TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id TEXT NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    locality_id     TEXT REFERENCES localities (id) ON DELETE RESTRICT, -- NULL for elsewhere
    spot            TEXT NOT NULL,
    days            TEXT NOT NULL CHECK (days IN ('any', 'weekdays', 'weekend')),
    hours           TEXT NOT NULL CHECK (hours IN ('any', 'morning', 'afternoon', 'evening')),
    topic           TEXT NOT NULL,
    text            TEXT NOT NULL,
    received_at     DATETIME NOT NULL,
    version         INTEGER NOT NULL CHECK (version >= 1),
    created_at      DATETIME NOT NULL,
    updated_at      DATETIME NOT NULL
);
CREATE INDEX wishes_district ON wishes (district_id, received_at);
CREATE INDEX wishes_locality ON wishes (locality_id);
