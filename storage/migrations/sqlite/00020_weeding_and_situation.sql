-- Weeding with its rules, holds, lists and protocols; the weekly lägesbild; what a season
-- makes of what citizens said. What lägesbilden says in words is not in the audit log.

-- +goose Up
CREATE TABLE retention_rules (
    id            TEXT NOT NULL PRIMARY KEY,
    district_id   TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    kind          TEXT NOT NULL,
    owner         TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    months        INTEGER NOT NULL CHECK (months >= 1),
    counting      TEXT NOT NULL CHECK (counting IN ('day', 'year_end')),
    decision      TEXT NOT NULL CHECK (decision <> ''),
    decided_day   DATE NOT NULL,
    archive_first BOOLEAN NOT NULL,
    version       INTEGER NOT NULL CHECK (version >= 1),
    created_at    DATETIME NOT NULL,
    updated_at    DATETIME NOT NULL,
    UNIQUE (district_id, owner, kind)
);

CREATE TABLE weeding_holds (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    owner       TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    kind        TEXT NOT NULL, -- '' for every kind
    locality_id TEXT REFERENCES localities (id) ON DELETE RESTRICT,
    from_day    DATE,
    to_day      DATE,
    record_id   TEXT NOT NULL, -- '' for every record
    reason      TEXT NOT NULL CHECK (reason <> ''),
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX weeding_holds_district ON weeding_holds (district_id);
CREATE INDEX weeding_holds_locality ON weeding_holds (locality_id);

-- Dry runs refer to no rule: they outlive it.
CREATE TABLE weeding_lists (
    id            TEXT NOT NULL PRIMARY KEY,
    district_id   TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    rule_id       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    owner         TEXT NOT NULL,
    months        INTEGER NOT NULL,
    counting      TEXT NOT NULL,
    decision      TEXT NOT NULL,
    decided_day   DATE NOT NULL,
    archive_first BOOLEAN NOT NULL,
    items         TEXT NOT NULL, -- JSON list
    held          TEXT NOT NULL, -- JSON list
    made_by       TEXT NOT NULL,
    made_at       DATETIME NOT NULL,
    digest        TEXT NOT NULL,
    archived_at   DATETIME,
    protocol_id   TEXT NOT NULL, -- '' until it is run
    version       INTEGER NOT NULL CHECK (version >= 1),
    created_at    DATETIME NOT NULL,
    updated_at    DATETIME NOT NULL
);
CREATE INDEX weeding_lists_district ON weeding_lists (district_id, made_at);

CREATE TABLE weeding_protocols (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    kind        TEXT NOT NULL,
    owner       TEXT NOT NULL,
    at          DATETIME NOT NULL,
    removed     INTEGER NOT NULL,
    hash        TEXT NOT NULL,
    sheet       TEXT NOT NULL -- JSON, as it is in the folder of protocols
);
CREATE INDEX weeding_protocols_district ON weeding_protocols (district_id, at);

-- +goose StatementBegin
CREATE TRIGGER weeding_protocols_no_update BEFORE UPDATE ON weeding_protocols
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER weeding_protocols_no_delete BEFORE DELETE ON weeding_protocols
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- One authority's part of the lägesbild of a week.
CREATE TABLE situation_parts (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    owner       TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    monday      DATE NOT NULL,
    figures     TEXT NOT NULL, -- JSON
    body        TEXT NOT NULL,
    frozen_at   DATETIME, -- NULL until Friday morning
    released_at DATETIME,
    released_by TEXT NOT NULL, -- '' until it is released
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    UNIQUE (district_id, owner, monday)
);
CREATE INDEX situation_parts_week ON situation_parts (district_id, monday);

CREATE TABLE situation_links (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    hash        TEXT NOT NULL UNIQUE,
    expires_at  DATETIME NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX situation_links_district ON situation_links (district_id);

-- How what citizens said weighs in a season's plan; a season without a row has it as usual.
CREATE TABLE season_hearings (
    id          TEXT NOT NULL PRIMARY KEY REFERENCES seasons (id) ON DELETE CASCADE,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    off         BOOLEAN NOT NULL,
    attendance  INTEGER NOT NULL CHECK (attendance BETWEEN 0 AND 300), -- hundredths of the usual weight
    topics      INTEGER NOT NULL CHECK (topics BETWEEN 0 AND 300),
    wishes      INTEGER NOT NULL CHECK (wishes BETWEEN 0 AND 300),
    actions     INTEGER NOT NULL CHECK (actions BETWEEN 0 AND 300),
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX season_hearings_district ON season_hearings (district_id);
