-- What is done for commitments beside visits, what somebody has said that it or a visit
-- counts toward, and where an action comes from. What was done is not in the audit log in
-- words.

-- +goose Up
CREATE TABLE activities (
    id              TEXT NOT NULL PRIMARY KEY,
    district_id     TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id TEXT REFERENCES municipalities (id) ON DELETE RESTRICT, -- NULL for the whole district
    locality_id     TEXT REFERENCES localities (id) ON DELETE RESTRICT,     -- NULL for the whole municipality
    place           TEXT NOT NULL,
    kind            TEXT NOT NULL,
    step            TEXT NOT NULL, -- of a safety walk only
    walk_id         TEXT REFERENCES activities (id) ON DELETE SET NULL,
    title           TEXT NOT NULL,
    owner           TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    together        BOOLEAN NOT NULL,
    day             DATE NOT NULL,
    starts          INTEGER, -- minutes after midnight; both are NULL where unknown
    ends            INTEGER,
    status          TEXT NOT NULL CHECK (status IN ('planned', 'done', 'cancelled')),
    participants    INTEGER CHECK (participants >= 0), -- NULL where nobody counted
    body            TEXT NOT NULL,
    named           BOOLEAN NOT NULL,
    wish_id         TEXT REFERENCES wishes (id) ON DELETE SET NULL,
    action_id       TEXT REFERENCES actions (id) ON DELETE SET NULL,
    feedback_day    DATE, -- NULL for not yet
    reference       TEXT NOT NULL,
    version         INTEGER NOT NULL CHECK (version >= 1),
    created_at      DATETIME NOT NULL,
    updated_at      DATETIME NOT NULL,
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
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id    TEXT UNIQUE REFERENCES visits (id) ON DELETE CASCADE,
    activity_id TEXT UNIQUE REFERENCES activities (id) ON DELETE RESTRICT,
    taken_back  BOOLEAN NOT NULL,
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK ((visit_id IS NULL) <> (activity_id IS NULL))
);
CREATE INDEX corrections_district ON corrections (district_id);

CREATE TABLE correction_commitments (
    correction_id TEXT NOT NULL REFERENCES corrections (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    commitment_id TEXT NOT NULL REFERENCES commitments (id) ON DELETE RESTRICT,
    PRIMARY KEY (correction_id, position)
);
CREATE INDEX correction_commitments_commitment ON correction_commitments (commitment_id);

-- An action comes from a note, a wish or an activity, or from none of them.
ALTER TABLE actions ADD COLUMN wish_id TEXT REFERENCES wishes (id) ON DELETE SET NULL;
ALTER TABLE actions ADD COLUMN activity_id TEXT REFERENCES activities (id) ON DELETE SET NULL;
CREATE INDEX actions_wish ON actions (wish_id);
CREATE INDEX actions_activity ON actions (activity_id);
