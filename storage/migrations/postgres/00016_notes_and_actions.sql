-- What crews write after a visit, and what is to be done about it. What a note says is
-- not in the audit log.

-- +goose Up
CREATE TABLE notes (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id    text NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    locality_id text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    owner       text NOT NULL CHECK (owner IN ('police', 'kommun')),
    purpose     text NOT NULL,
    author_id   text NOT NULL,
    written_at  timestamptz NOT NULL, -- by the device's clock
    nothing_said boolean NOT NULL,
    adults      integer CHECK (adults >= 0), -- the three are NULL where nobody counted
    youths      integer CHECK (youths >= 0),
    seniors     integer CHECK (seniors >= 0),
    topics      text NOT NULL, -- JSON list
    body        text NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (visit_id, owner)
);
CREATE INDEX notes_locality ON notes (locality_id, written_at);
CREATE INDEX notes_district ON notes (district_id, written_at);

CREATE TABLE actions (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    note_id     text REFERENCES notes (id) ON DELETE SET NULL,
    topic       text NOT NULL,
    what        text NOT NULL,
    owner       text NOT NULL CHECK (owner IN ('police', 'kommun')),
    role        text NOT NULL,
    due_day     date NOT NULL,
    status      text NOT NULL CHECK (status IN ('open', 'done', 'dropped')),
    answer      text NOT NULL,
    ended_at    timestamptz, -- NULL while it is open
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX actions_district ON actions (district_id, due_day);
CREATE INDEX actions_locality ON actions (locality_id, due_day);
CREATE INDEX actions_note ON actions (note_id);
