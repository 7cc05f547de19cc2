-- The working schedule and what the engine suggests for it. The database itself
-- keeps an office from being in two places, the drive between them included.

-- +goose Up
CREATE TABLE visits (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    occasion_id TEXT REFERENCES occasions (id) ON DELETE RESTRICT,
    site_id     TEXT NOT NULL REFERENCES sites (id) ON DELETE RESTRICT,
    office_id   TEXT NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    starts_at   DATETIME NOT NULL,
    ends_at     DATETIME NOT NULL,
    state       TEXT NOT NULL
        CHECK (state IN ('draft', 'announced', 'delayed', 'moved', 'cancelled', 'broken_off', 'held')),
    -- Whether the visit keeps its office from being elsewhere. It follows from the
    -- state, but is lifted for a moment while visits change places.
    occupies    BOOLEAN NOT NULL,
    pinned      BOOLEAN NOT NULL,
    public_note TEXT NOT NULL,
    note        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX visits_time ON visits (starts_at);
CREATE INDEX visits_district ON visits (district_id, starts_at);
CREATE INDEX visits_locality ON visits (locality_id, starts_at);
CREATE INDEX visits_office ON visits (office_id, ends_at);
CREATE INDEX visits_site ON visits (site_id);
CREATE INDEX visits_occasion ON visits (occasion_id);

-- +goose StatementBegin
CREATE TRIGGER visits_insert_overlap BEFORE INSERT ON visits
WHEN NEW.occupies AND EXISTS (
    SELECT 1 FROM visits other
    WHERE other.office_id = NEW.office_id AND other.occupies AND other.id <> NEW.id
      AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'office_double_booked');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER visits_update_overlap BEFORE UPDATE ON visits
WHEN NEW.occupies AND EXISTS (
    SELECT 1 FROM visits other
    WHERE other.office_id = NEW.office_id AND other.occupies AND other.id <> NEW.id
      AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'office_double_booked');
END;
-- +goose StatementEnd

-- The drives to the visit before and from it to the next. What overlaps is left to
-- the triggers above. Three days are more than any drive in Sweden takes: they only
-- spare a look at every other visit.
-- +goose StatementBegin
CREATE TRIGGER visits_insert_travel BEFORE INSERT ON visits
WHEN NEW.occupies AND EXISTS (
    SELECT 1 FROM visits other
    JOIN districts district ON district.id = NEW.district_id
    LEFT JOIN site_travel drive ON drive.from_site = other.site_id AND drive.to_site = NEW.site_id
    WHERE other.office_id = NEW.office_id AND other.occupies AND other.id <> NEW.id
      AND other.site_id <> NEW.site_id
      AND other.ends_at > datetime(NEW.starts_at, '-3 days') AND other.starts_at < datetime(NEW.ends_at, '+3 days')
      AND max(unixepoch(NEW.starts_at) - unixepoch(other.ends_at), unixepoch(other.starts_at) - unixepoch(NEW.ends_at))
          BETWEEN 0 AND 60 * (coalesce(drive.minutes, 0) + district.buffer_minutes) - 1)
BEGIN
    SELECT RAISE(ABORT, 'office_no_travel_time');
END;
-- +goose StatementEnd

-- A visit that stays within the slot it has, because only its state changes or it
-- gets shorter, is never in the way: buffers and positions may have changed since.
-- +goose StatementBegin
CREATE TRIGGER visits_update_travel BEFORE UPDATE ON visits
WHEN NEW.occupies
    AND NOT (OLD.occupies AND NEW.office_id = OLD.office_id AND NEW.site_id = OLD.site_id
             AND NEW.starts_at >= OLD.starts_at AND NEW.ends_at <= OLD.ends_at)
    AND EXISTS (
    SELECT 1 FROM visits other
    JOIN districts district ON district.id = NEW.district_id
    LEFT JOIN site_travel drive ON drive.from_site = other.site_id AND drive.to_site = NEW.site_id
    WHERE other.office_id = NEW.office_id AND other.occupies AND other.id <> NEW.id
      AND other.site_id <> NEW.site_id
      AND other.ends_at > datetime(NEW.starts_at, '-3 days') AND other.starts_at < datetime(NEW.ends_at, '+3 days')
      AND max(unixepoch(NEW.starts_at) - unixepoch(other.ends_at), unixepoch(other.starts_at) - unixepoch(NEW.ends_at))
          BETWEEN 0 AND 60 * (coalesce(drive.minutes, 0) + district.buffer_minutes) - 1)
BEGIN
    SELECT RAISE(ABORT, 'office_no_travel_time');
END;
-- +goose StatementEnd

CREATE TABLE proposals (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    season_id   TEXT NOT NULL REFERENCES seasons (id) ON DELETE RESTRICT,
    made_at     DATETIME NOT NULL,
    taken_at    DATETIME,      -- NULL until its visits were taken
    body        TEXT NOT NULL, -- JSON: visits, dropped and unkept promises, score, measures
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX proposals_district ON proposals (district_id, made_at);
CREATE INDEX proposals_season ON proposals (season_id, made_at);
