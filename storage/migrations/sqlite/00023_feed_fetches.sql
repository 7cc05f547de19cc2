-- How feeds are fetched: counted by day and family of program, without anything about a reader.

-- +goose Up
CREATE TABLE feed_fetches (
    district_id     TEXT NOT NULL, -- '' for feeds of every district
    kind            TEXT NOT NULL CHECK (kind IN ('all', 'municipality', 'locality', 'selection')),
    family          TEXT NOT NULL,
    day             DATE NOT NULL,
    fetches         INTEGER NOT NULL CHECK (fetches > 0),
    unchanged       INTEGER NOT NULL CHECK (unchanged BETWEEN 0 AND fetches),
    last_fetched_at DATETIME NOT NULL,
    PRIMARY KEY (district_id, kind, family, day)
) WITHOUT ROWID;
CREATE INDEX feed_fetches_day ON feed_fetches (day);

-- Of the last fetch there is the day only: a feed of a small place may have a single reader.
CREATE TABLE feed_copies (
    district_id TEXT NOT NULL, -- '' for feeds of every district
    kind        TEXT NOT NULL CHECK (kind IN ('all', 'municipality', 'locality', 'selection')),
    slug        TEXT NOT NULL, -- of the kommun or the place; '' for the other kinds
    family      TEXT NOT NULL,
    fetched_day DATE NOT NULL,
    changed_at  DATETIME NOT NULL, -- the last release that was in what was fetched
    PRIMARY KEY (district_id, kind, slug, family)
) WITHOUT ROWID;
CREATE INDEX feed_copies_day ON feed_copies (fetched_day);
