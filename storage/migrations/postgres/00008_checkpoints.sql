-- The working schedule of a season as one planner has kept it.

-- +goose Up
CREATE TABLE checkpoints (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    -- What one planner keeps for themselves is in nobody's way.
    season_id   text NOT NULL REFERENCES seasons (id) ON DELETE CASCADE,
    owner_id    text NOT NULL, -- the account's; '' for the program itself
    name        text NOT NULL,
    body        text NOT NULL, -- JSON: the visits
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX checkpoints_district ON checkpoints (district_id);
CREATE INDEX checkpoints_season ON checkpoints (season_id, owner_id, created_at);
