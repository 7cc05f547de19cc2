-- Releases that have been asked for and can be taken back until they go out.

-- +goose Up
ALTER TABLE districts ADD COLUMN regret_seconds integer NOT NULL DEFAULT 15 CHECK (regret_seconds BETWEEN 0 AND 120);

CREATE TABLE pending_releases (
    id           text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id  text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    after_number integer NOT NULL CHECK (after_number >= 0),
    comment      text NOT NULL,
    visits       text NOT NULL, -- JSON: IDs and the versions that were seen
    asked_at     timestamptz NOT NULL,
    leaves_at    timestamptz NOT NULL,
    by_id        text NOT NULL, -- the account's; '' for the program itself
    by_name      text NOT NULL,
    state        text NOT NULL,
    number       integer,       -- of the release that it became
    refusal      text NOT NULL,
    settled_at   timestamptz,
    settled_by   text NOT NULL,
    version      integer NOT NULL CHECK (version >= 1),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX pending_releases_district ON pending_releases (district_id, settled_at);
-- One waits at a time, in each district.
CREATE UNIQUE INDEX pending_releases_one ON pending_releases (district_id) WHERE state = 'waiting';
