-- The working schedule of a season as one planner has kept it.

-- +goose Up
CREATE TABLE checkpoints (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    -- What one planner keeps for themselves is in nobody's way.
    season_id   TEXT NOT NULL REFERENCES seasons (id) ON DELETE CASCADE,
    owner_id    TEXT NOT NULL, -- the account's; '' for the program itself
    name        TEXT NOT NULL,
    body        TEXT NOT NULL, -- JSON: the visits
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX checkpoints_district ON checkpoints (district_id);
CREATE INDEX checkpoints_season ON checkpoints (season_id, owner_id, created_at);
