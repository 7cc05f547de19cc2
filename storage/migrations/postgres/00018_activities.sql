-- What is done for commitments beside visits, what somebody has said that it or a visit
-- counts toward, and where an action comes from. What was done is not in the audit log in
-- words.

-- +goose Up
CREATE TABLE activities (
    id              text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id     text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id text REFERENCES municipalities (id) ON DELETE RESTRICT, -- NULL for the whole district
    locality_id     text REFERENCES localities (id) ON DELETE RESTRICT,     -- NULL for the whole municipality
    place           text NOT NULL,
    kind            text NOT NULL,
    step            text NOT NULL, -- of a safety walk only
    walk_id         text REFERENCES activities (id) ON DELETE SET NULL,
    title           text NOT NULL,
    owner           text NOT NULL CHECK (owner IN ('police', 'kommun')),
    together        boolean NOT NULL,
    day             date NOT NULL,
    starts          integer, -- minutes after midnight; both are NULL where unknown
    ends            integer,
    status          text NOT NULL CHECK (status IN ('planned', 'done', 'cancelled')),
    participants    integer CHECK (participants >= 0), -- NULL where nobody counted
    body            text NOT NULL,
    named           boolean NOT NULL,
    wish_id         text REFERENCES wishes (id) ON DELETE SET NULL,
    action_id       text REFERENCES actions (id) ON DELETE SET NULL,
    feedback_day    date, -- NULL for not yet
    reference       text NOT NULL,
    version         integer NOT NULL CHECK (version >= 1),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK ((starts IS NULL) = (ends IS NULL)),
    CHECK (feedback_day IS NULL OR named)
);
CREATE INDEX activities_district ON activities (district_id, day);
CREATE INDEX activities_locality ON activities (locality_id, day);
CREATE INDEX activities_walk ON activities (walk_id);
CREATE INDEX activities_wish ON activities (wish_id);
CREATE INDEX activities_action ON activities (action_id);
CREATE UNIQUE INDEX activities_reference ON activities (district_id, owner, reference) WHERE reference <> '';

CREATE TABLE corrections (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id    text UNIQUE REFERENCES visits (id) ON DELETE CASCADE,
    activity_id text UNIQUE REFERENCES activities (id) ON DELETE RESTRICT,
    taken_back  boolean NOT NULL,
    by_id       text NOT NULL,
    by_name     text NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK ((visit_id IS NULL) <> (activity_id IS NULL))
);
CREATE INDEX corrections_district ON corrections (district_id);

CREATE TABLE correction_commitments (
    correction_id text COLLATE "C" NOT NULL REFERENCES corrections (id) ON DELETE CASCADE,
    position      integer NOT NULL,
    commitment_id text NOT NULL REFERENCES commitments (id) ON DELETE RESTRICT,
    PRIMARY KEY (correction_id, position)
);
CREATE INDEX correction_commitments_commitment ON correction_commitments (commitment_id);

-- An action comes from a note, a wish or an activity, or from none of them.
ALTER TABLE actions ADD COLUMN wish_id text REFERENCES wishes (id) ON DELETE SET NULL;
ALTER TABLE actions ADD COLUMN activity_id text REFERENCES activities (id) ON DELETE SET NULL;
CREATE INDEX actions_wish ON actions (wish_id);
CREATE INDEX actions_activity ON actions (activity_id);
