-- What there is to plan with, and what has been promised.
--
-- Instants are DATETIME: UTC as text in whole seconds, so that they compare as
-- text. Days are ISO 8601 dates as TEXT; no day is NULL.

-- +goose Up
CREATE TABLE districts (
    id             TEXT NOT NULL PRIMARY KEY,
    slug           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    notice_days    INTEGER NOT NULL CHECK (notice_days >= 0),
    buffer_minutes INTEGER NOT NULL CHECK (buffer_minutes >= 0),
    contact_line   TEXT NOT NULL,
    version        INTEGER NOT NULL CHECK (version >= 1),
    created_at     DATETIME NOT NULL,
    updated_at     DATETIME NOT NULL
);

CREATE TABLE municipalities (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    slug        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX municipalities_district ON municipalities (district_id);

CREATE TABLE localities (
    id                TEXT NOT NULL PRIMARY KEY,
    district_id       TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id   TEXT NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    slug              TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('basort', 'tatort', 'stadsdel', 'centralort')),
    lat               REAL NOT NULL,
    lon               REAL NOT NULL,
    population        INTEGER NOT NULL CHECK (population >= 0),
    visiting_weekdays TEXT NOT NULL, -- JSON list of seven truths, Monday first
    visiting_weeks    TEXT NOT NULL CHECK (visiting_weeks IN ('every', 'odd', 'even')),
    visiting_opens    INTEGER NOT NULL CHECK (visiting_opens >= 0),
    visiting_closes   INTEGER NOT NULL,
    visiting_minutes  INTEGER NOT NULL CHECK (visiting_minutes >= 0),
    visiting_need     INTEGER NOT NULL CHECK (visiting_need > 0),
    version           INTEGER NOT NULL CHECK (version >= 1),
    created_at        DATETIME NOT NULL,
    updated_at        DATETIME NOT NULL,
    CHECK (visiting_closes >= visiting_opens)
);
CREATE INDEX localities_district ON localities (district_id);
CREATE INDEX localities_municipality ON localities (municipality_id);

CREATE TABLE sites (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    street      TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    town        TEXT NOT NULL,
    lat         REAL NOT NULL,
    lon         REAL NOT NULL,
    directions  TEXT NOT NULL,
    preference  INTEGER NOT NULL CHECK (preference >= 0),
    retired     BOOLEAN NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX sites_district ON sites (district_id);
CREATE INDEX sites_locality ON sites (locality_id);

-- Minutes of driving between the sites of a district, in both directions. It is
-- derived from the sites' positions and goes with them.
CREATE TABLE site_travel (
    from_site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    to_site   TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    minutes   INTEGER NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (from_site, to_site)
) WITHOUT ROWID;
CREATE INDEX site_travel_to ON site_travel (to_site);

CREATE TABLE offices (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    base_name   TEXT NOT NULL,
    base_lat    REAL NOT NULL,
    base_lon    REAL NOT NULL,
    retired     BOOLEAN NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);
CREATE INDEX offices_district ON offices (district_id);

CREATE TABLE absences (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id   TEXT NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    from_day    TEXT NOT NULL,
    to_day      TEXT NOT NULL,
    note        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX absences_district ON absences (district_id, from_day);
CREATE INDEX absences_office ON absences (office_id, to_day);

-- +goose StatementBegin
CREATE TRIGGER absences_insert_overlap BEFORE INSERT ON absences
WHEN EXISTS (SELECT 1 FROM absences other
             WHERE other.office_id = NEW.office_id AND other.id <> NEW.id
               AND other.to_day >= NEW.from_day AND other.from_day <= NEW.to_day)
BEGIN
    SELECT RAISE(ABORT, 'absence_overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER absences_update_overlap BEFORE UPDATE ON absences
WHEN EXISTS (SELECT 1 FROM absences other
             WHERE other.office_id = NEW.office_id AND other.id <> NEW.id
               AND other.to_day >= NEW.from_day AND other.from_day <= NEW.to_day)
BEGIN
    SELECT RAISE(ABORT, 'absence_overlap');
END;
-- +goose StatementEnd

CREATE TABLE shifts (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id   TEXT NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    starts_at   DATETIME NOT NULL,
    ends_at     DATETIME NOT NULL,
    slots       INTEGER NOT NULL CHECK (slots >= 0),
    note        TEXT NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX shifts_district ON shifts (district_id, starts_at);
CREATE INDEX shifts_office ON shifts (office_id, ends_at);

-- +goose StatementBegin
CREATE TRIGGER shifts_insert_overlap BEFORE INSERT ON shifts
WHEN EXISTS (SELECT 1 FROM shifts other
             WHERE other.office_id = NEW.office_id AND other.id <> NEW.id
               AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'shift_overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER shifts_update_overlap BEFORE UPDATE ON shifts
WHEN EXISTS (SELECT 1 FROM shifts other
             WHERE other.office_id = NEW.office_id AND other.id <> NEW.id
               AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'shift_overlap');
END;
-- +goose StatementEnd

CREATE TABLE pledges (
    id              TEXT NOT NULL PRIMARY KEY,
    district_id     TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id TEXT NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    slug            TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL CHECK (kind IN ('pledge', 'agreement')),
    title           TEXT NOT NULL,
    reference       TEXT NOT NULL,
    parties         TEXT NOT NULL, -- JSON list of names
    signed          TEXT,          -- NULL for a draft
    from_day        TEXT NOT NULL,
    to_day          TEXT,          -- NULL for no last day
    replaces_id     TEXT REFERENCES pledges (id) ON DELETE RESTRICT,
    frame_id        TEXT REFERENCES pledges (id) ON DELETE RESTRICT,
    follow_up       TEXT NOT NULL,
    demonstration   BOOLEAN NOT NULL,
    version         INTEGER NOT NULL CHECK (version >= 1),
    created_at      DATETIME NOT NULL,
    updated_at      DATETIME NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX pledges_district ON pledges (district_id, from_day);
CREATE INDEX pledges_municipality ON pledges (municipality_id);
CREATE INDEX pledges_replaces ON pledges (replaces_id);
CREATE INDEX pledges_frame ON pledges (frame_id);

CREATE TABLE commitments (
    id           TEXT NOT NULL PRIMARY KEY,
    pledge_id    TEXT NOT NULL REFERENCES pledges (id) ON DELETE RESTRICT,
    position     INTEGER NOT NULL, -- in the pledge's list, from 0
    article      INTEGER NOT NULL CHECK (article >= 1),
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    owner        TEXT NOT NULL CHECK (owner IN ('police', 'kommun', 'both', 'police_with_kommun')),
    indicator    TEXT NOT NULL,
    count        INTEGER NOT NULL CHECK (count >= 0),
    per          TEXT NOT NULL CHECK (per IN ('', 'week', 'month', 'year', 'validity')),
    aim_days     INTEGER NOT NULL CHECK (aim_days >= 0),
    max_gap_days INTEGER NOT NULL CHECK (max_gap_days >= 0),
    binds        TEXT NOT NULL CHECK (binds IN ('year_round', 'outside_summer')),
    kinds        TEXT NOT NULL, -- JSON list of kinds of localities
    localities   TEXT NOT NULL, -- JSON list of identifiers
    UNIQUE (pledge_id, position),
    UNIQUE (pledge_id, article)
);

-- What is signed stands: the pledge, and each of its commitments.
-- +goose StatementBegin
CREATE TRIGGER pledges_signed_update BEFORE UPDATE ON pledges WHEN OLD.signed IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'pledge_signed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pledges_signed_delete BEFORE DELETE ON pledges WHEN OLD.signed IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'pledge_signed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER commitments_signed_insert BEFORE INSERT ON commitments
WHEN EXISTS (SELECT 1 FROM pledges WHERE id = NEW.pledge_id AND signed IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'pledge_signed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER commitments_signed_update BEFORE UPDATE ON commitments
WHEN EXISTS (SELECT 1 FROM pledges WHERE id IN (OLD.pledge_id, NEW.pledge_id) AND signed IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'pledge_signed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER commitments_signed_delete BEFORE DELETE ON commitments
WHEN EXISTS (SELECT 1 FROM pledges WHERE id = OLD.pledge_id AND signed IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'pledge_signed');
END;
-- +goose StatementEnd

CREATE TABLE seasons (
    id                    TEXT NOT NULL PRIMARY KEY,
    district_id           TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name                  TEXT NOT NULL,
    from_day              TEXT NOT NULL,
    to_day                TEXT NOT NULL,
    summer_from_month     INTEGER NOT NULL CHECK (summer_from_month BETWEEN 0 AND 12),
    summer_from_day       INTEGER NOT NULL CHECK (summer_from_day BETWEEN 0 AND 31),
    summer_to_month       INTEGER NOT NULL CHECK (summer_to_month BETWEEN 0 AND 12),
    summer_to_day         INTEGER NOT NULL CHECK (summer_to_day BETWEEN 0 AND 31),
    summer_occasion_share INTEGER NOT NULL CHECK (summer_occasion_share BETWEEN 0 AND 1000),
    summer_locality_rate  INTEGER NOT NULL CHECK (summer_locality_rate BETWEEN 0 AND 1000),
    version               INTEGER NOT NULL CHECK (version >= 1),
    created_at            DATETIME NOT NULL,
    updated_at            DATETIME NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX seasons_district ON seasons (district_id, from_day);

CREATE TABLE occasions (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    site_id     TEXT NOT NULL REFERENCES sites (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    to_day      TEXT NOT NULL,
    opens       INTEGER NOT NULL CHECK (opens >= 0),
    closes      INTEGER NOT NULL,
    priority    INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
    visitors    INTEGER NOT NULL CHECK (visitors >= 0),
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK (to_day >= from_day),
    CHECK (closes > opens)
);
CREATE INDEX occasions_district ON occasions (district_id, from_day);
CREATE INDEX occasions_site ON occasions (site_id);
