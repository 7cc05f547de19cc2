-- How feeds are fetched: counted by day and family of program, without anything about a reader.

-- +goose Up
CREATE TABLE feed_fetches (
    district_id     text COLLATE "C" NOT NULL, -- '' for feeds of every district
    kind            text COLLATE "C" NOT NULL CHECK (kind IN ('all', 'municipality', 'locality', 'selection')),
    family          text COLLATE "C" NOT NULL,
    day             date NOT NULL,
    fetches         bigint NOT NULL CHECK (fetches > 0),
    unchanged       bigint NOT NULL CHECK (unchanged BETWEEN 0 AND fetches),
    last_fetched_at timestamptz NOT NULL,
    PRIMARY KEY (district_id, kind, family, day)
);
CREATE INDEX feed_fetches_day ON feed_fetches (day);

-- Of the last fetch there is the day only: a feed of a small place may have a single reader.
CREATE TABLE feed_copies (
    district_id text COLLATE "C" NOT NULL, -- '' for feeds of every district
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('all', 'municipality', 'locality', 'selection')),
    slug        text COLLATE "C" NOT NULL, -- of the kommun or the place; '' for the other kinds
    family      text COLLATE "C" NOT NULL,
    fetched_day date NOT NULL,
    changed_at  timestamptz NOT NULL, -- the last release that was in what was fetched
    PRIMARY KEY (district_id, kind, slug, family)
);
CREATE INDEX feed_copies_day ON feed_copies (fetched_day);
