-- Releases that have been asked for and can be taken back until they go out.

-- +goose Up
ALTER TABLE districts ADD COLUMN regret_seconds INTEGER NOT NULL DEFAULT 15 CHECK (regret_seconds BETWEEN 0 AND 120);

CREATE TABLE pending_releases (
    id           TEXT NOT NULL PRIMARY KEY,
    district_id  TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    after_number INTEGER NOT NULL CHECK (after_number >= 0),
    comment      TEXT NOT NULL,
    visits       TEXT NOT NULL, -- JSON: IDs and the versions that were seen
    asked_at     DATETIME NOT NULL,
    leaves_at    DATETIME NOT NULL,
    by_id        TEXT NOT NULL, -- the account's; '' for the program itself
    by_name      TEXT NOT NULL,
    state        TEXT NOT NULL,
    number       INTEGER,       -- of the release that it became
    refusal      TEXT NOT NULL,
    settled_at   DATETIME,
    settled_by   TEXT NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    created_at   DATETIME NOT NULL,
    updated_at   DATETIME NOT NULL
);
CREATE INDEX pending_releases_district ON pending_releases (district_id, settled_at);
-- One waits at a time, in each district.
CREATE UNIQUE INDEX pending_releases_one ON pending_releases (district_id) WHERE state = 'waiting';
