-- What crews write after a visit, and what is to be done about it. What a note says is
-- not in the audit log.

-- +goose Up
CREATE TABLE notes (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id    TEXT NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    locality_id TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    owner       TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    purpose     TEXT NOT NULL,
    author_id   TEXT NOT NULL,
    written_at  DATETIME NOT NULL, -- by the device's clock
    nothing_said BOOLEAN NOT NULL,
    adults      INTEGER CHECK (adults >= 0), -- the three are NULL where nobody counted
    youths      INTEGER CHECK (youths >= 0),
    seniors     INTEGER CHECK (seniors >= 0),
    topics      TEXT NOT NULL, -- JSON list
    body        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    UNIQUE (visit_id, owner)
);
CREATE INDEX notes_locality ON notes (locality_id, written_at);
CREATE INDEX notes_district ON notes (district_id, written_at);

CREATE TABLE actions (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    note_id     TEXT REFERENCES notes (id) ON DELETE SET NULL,
    topic       TEXT NOT NULL,
    what        TEXT NOT NULL,
    owner       TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    role        TEXT NOT NULL,
    due_day     DATE NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped')),
    answer      TEXT NOT NULL,
    ended_at    DATETIME, -- NULL while it is open
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX actions_district ON actions (district_id, due_day);
CREATE INDEX actions_locality ON actions (locality_id, due_day);
CREATE INDEX actions_note ON actions (note_id);
