-- Weeding with its rules, holds, lists and protocols; the weekly lägesbild; what a season
-- makes of what citizens said. What lägesbilden says in words is not in the audit log.

-- +goose Up
CREATE TABLE retention_rules (
    id            text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id   text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    kind          text NOT NULL,
    owner         text NOT NULL CHECK (owner IN ('police', 'kommun')),
    months        integer NOT NULL CHECK (months >= 1),
    counting      text NOT NULL CHECK (counting IN ('day', 'year_end')),
    decision      text NOT NULL CHECK (decision <> ''),
    decided_day   date NOT NULL,
    archive_first boolean NOT NULL,
    version       integer NOT NULL CHECK (version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    UNIQUE (district_id, owner, kind)
);

CREATE TABLE weeding_holds (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    owner       text NOT NULL CHECK (owner IN ('police', 'kommun')),
    kind        text NOT NULL, -- '' for every kind
    locality_id text REFERENCES localities (id) ON DELETE RESTRICT,
    from_day    date,
    to_day      date,
    record_id   text NOT NULL, -- '' for every record
    reason      text NOT NULL CHECK (reason <> ''),
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX weeding_holds_district ON weeding_holds (district_id);
CREATE INDEX weeding_holds_locality ON weeding_holds (locality_id);

-- Dry runs refer to no rule: they outlive it.
CREATE TABLE weeding_lists (
    id            text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id   text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    rule_id       text NOT NULL,
    kind          text NOT NULL,
    owner         text NOT NULL,
    months        integer NOT NULL,
    counting      text NOT NULL,
    decision      text NOT NULL,
    decided_day   date NOT NULL,
    archive_first boolean NOT NULL,
    items         text NOT NULL, -- JSON list
    held          text NOT NULL, -- JSON list
    made_by       text NOT NULL,
    made_at       timestamptz NOT NULL,
    digest        text NOT NULL,
    archived_at   timestamptz,
    protocol_id   text NOT NULL, -- '' until it is run
    version       integer NOT NULL CHECK (version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX weeding_lists_district ON weeding_lists (district_id, made_at);

CREATE TABLE weeding_protocols (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    kind        text NOT NULL,
    owner       text NOT NULL,
    at          timestamptz NOT NULL,
    removed     integer NOT NULL,
    hash        text NOT NULL,
    sheet       text NOT NULL -- JSON, as it is in the folder of protocols
);
CREATE INDEX weeding_protocols_district ON weeding_protocols (district_id, at);
CREATE TRIGGER weeding_protocols_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON weeding_protocols
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

-- One authority's part of the lägesbild of a week.
CREATE TABLE situation_parts (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    owner       text NOT NULL CHECK (owner IN ('police', 'kommun')),
    monday      date NOT NULL,
    figures     text NOT NULL, -- JSON
    body        text NOT NULL,
    frozen_at   timestamptz, -- NULL until Friday morning
    released_at timestamptz,
    released_by text NOT NULL, -- '' until it is released
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (district_id, owner, monday)
);
CREATE INDEX situation_parts_week ON situation_parts (district_id, monday);

CREATE TABLE situation_links (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        text NOT NULL,
    hash        text NOT NULL UNIQUE,
    expires_at  timestamptz NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX situation_links_district ON situation_links (district_id);

-- How what citizens said weighs in a season's plan; a season without a row has it as usual.
CREATE TABLE season_hearings (
    id          text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES seasons (id) ON DELETE CASCADE,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    off         boolean NOT NULL,
    attendance  integer NOT NULL CHECK (attendance BETWEEN 0 AND 300), -- hundredths of the usual weight
    topics      integer NOT NULL CHECK (topics BETWEEN 0 AND 300),
    wishes      integer NOT NULL CHECK (wishes BETWEEN 0 AND 300),
    actions     integer NOT NULL CHECK (actions BETWEEN 0 AND 300),
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX season_hearings_district ON season_hearings (district_id);
