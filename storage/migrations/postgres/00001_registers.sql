-- What there is to plan with, and what has been promised.
--
-- Instants are in whole seconds, as on SQLite. No day is NULL. What listings are
-- sorted by compares by code points (COLLATE "C"), so that they come in the same
-- order on both databases, whatever the server's locale.

-- +goose Up
-- For exclusion constraints over an identifier and a range.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE districts (
    id             text COLLATE "C" NOT NULL PRIMARY KEY,
    slug           text NOT NULL UNIQUE,
    name           text COLLATE "C" NOT NULL,
    notice_days    integer NOT NULL CHECK (notice_days >= 0),
    buffer_minutes integer NOT NULL CHECK (buffer_minutes >= 0),
    contact_line   text NOT NULL,
    version        integer NOT NULL CHECK (version >= 1),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);

CREATE TABLE municipalities (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    slug        text NOT NULL UNIQUE,
    name        text COLLATE "C" NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX municipalities_district ON municipalities (district_id);

CREATE TABLE localities (
    id                text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id       text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id   text NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    slug              text NOT NULL UNIQUE,
    name              text COLLATE "C" NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('basort', 'tatort', 'stadsdel', 'centralort')),
    lat               double precision NOT NULL,
    lon               double precision NOT NULL,
    population        integer NOT NULL CHECK (population >= 0),
    visiting_weekdays text NOT NULL, -- JSON list of seven truths, Monday first
    visiting_weeks    text NOT NULL CHECK (visiting_weeks IN ('every', 'odd', 'even')),
    visiting_opens    integer NOT NULL CHECK (visiting_opens >= 0),
    visiting_closes   integer NOT NULL,
    visiting_minutes  integer NOT NULL CHECK (visiting_minutes >= 0),
    visiting_need     integer NOT NULL CHECK (visiting_need > 0),
    version           integer NOT NULL CHECK (version >= 1),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CHECK (visiting_closes >= visiting_opens)
);
CREATE INDEX localities_district ON localities (district_id);
CREATE INDEX localities_municipality ON localities (municipality_id);

CREATE TABLE sites (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    name        text COLLATE "C" NOT NULL,
    street      text NOT NULL,
    postal_code text NOT NULL,
    town        text NOT NULL,
    lat         double precision NOT NULL,
    lon         double precision NOT NULL,
    directions  text NOT NULL,
    preference  integer NOT NULL CHECK (preference >= 0),
    retired     boolean NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX sites_district ON sites (district_id);
CREATE INDEX sites_locality ON sites (locality_id);

-- Minutes of driving between the sites of a district, in both directions. It is
-- derived from the sites' positions and goes with them.
CREATE TABLE site_travel (
    from_site text NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    to_site   text NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    minutes   integer NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (from_site, to_site)
);
CREATE INDEX site_travel_to ON site_travel (to_site);

CREATE TABLE offices (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        text COLLATE "C" NOT NULL,
    base_name   text NOT NULL,
    base_lat    double precision NOT NULL,
    base_lon    double precision NOT NULL,
    retired     boolean NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX offices_district ON offices (district_id);

CREATE TABLE absences (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id   text NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    from_day    date NOT NULL,
    to_day      date NOT NULL,
    note        text NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (to_day >= from_day),
    CONSTRAINT absence_overlap EXCLUDE USING gist (office_id WITH =, daterange(from_day, to_day, '[]') WITH &&)
);
CREATE INDEX absences_district ON absences (district_id, from_day);

CREATE TABLE shifts (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id   text NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    slots       integer NOT NULL CHECK (slots >= 0),
    note        text NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (ends_at > starts_at),
    CONSTRAINT shift_overlap EXCLUDE USING gist (office_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
);
CREATE INDEX shifts_district ON shifts (district_id, starts_at);

CREATE TABLE pledges (
    id              text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id     text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    municipality_id text NOT NULL REFERENCES municipalities (id) ON DELETE RESTRICT,
    slug            text NOT NULL UNIQUE,
    kind            text NOT NULL CHECK (kind IN ('pledge', 'agreement')),
    title           text NOT NULL,
    reference       text NOT NULL,
    parties         text NOT NULL, -- JSON list of names
    signed          date,          -- NULL for a draft
    from_day        date NOT NULL,
    to_day          date,          -- NULL for no last day
    replaces_id     text REFERENCES pledges (id) ON DELETE RESTRICT,
    frame_id        text REFERENCES pledges (id) ON DELETE RESTRICT,
    follow_up       text NOT NULL,
    demonstration   boolean NOT NULL,
    version         integer NOT NULL CHECK (version >= 1),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX pledges_district ON pledges (district_id, from_day);
CREATE INDEX pledges_municipality ON pledges (municipality_id);
CREATE INDEX pledges_replaces ON pledges (replaces_id);
CREATE INDEX pledges_frame ON pledges (frame_id);

CREATE TABLE commitments (
    id           text COLLATE "C" NOT NULL PRIMARY KEY,
    pledge_id    text NOT NULL REFERENCES pledges (id) ON DELETE RESTRICT,
    position     integer NOT NULL, -- in the pledge's list, from 0
    article      integer NOT NULL CHECK (article >= 1),
    title        text NOT NULL,
    text         text NOT NULL,
    owner        text NOT NULL CHECK (owner IN ('police', 'kommun', 'both', 'police_with_kommun')),
    indicator    text NOT NULL,
    count        integer NOT NULL CHECK (count >= 0),
    per          text NOT NULL CHECK (per IN ('', 'week', 'month', 'year', 'validity')),
    aim_days     integer NOT NULL CHECK (aim_days >= 0),
    max_gap_days integer NOT NULL CHECK (max_gap_days >= 0),
    binds        text NOT NULL CHECK (binds IN ('year_round', 'outside_summer')),
    kinds        text NOT NULL, -- JSON list of kinds of localities
    localities   text NOT NULL, -- JSON list of identifiers
    UNIQUE (pledge_id, position),
    UNIQUE (pledge_id, article)
);

-- What is signed stands: the pledge, and each of its commitments.
-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_signed_pledge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signed pledge never changes'
        USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'pledge_signed';
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_signed_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pledges WHERE id IN (OLD.pledge_id, NEW.pledge_id) AND signed IS NOT NULL) THEN
        RAISE EXCEPTION 'a signed pledge never changes'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'pledge_signed';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
-- +goose StatementEnd

CREATE TRIGGER pledges_signed BEFORE UPDATE OR DELETE ON pledges
    FOR EACH ROW WHEN (OLD.signed IS NOT NULL) EXECUTE FUNCTION refuse_change_of_signed_pledge();
CREATE TRIGGER commitments_signed BEFORE INSERT OR UPDATE OR DELETE ON commitments
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_signed_commitment();

CREATE TABLE seasons (
    id                    text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id           text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name                  text COLLATE "C" NOT NULL,
    from_day              date NOT NULL,
    to_day                date NOT NULL,
    summer_from_month     integer NOT NULL CHECK (summer_from_month BETWEEN 0 AND 12),
    summer_from_day       integer NOT NULL CHECK (summer_from_day BETWEEN 0 AND 31),
    summer_to_month       integer NOT NULL CHECK (summer_to_month BETWEEN 0 AND 12),
    summer_to_day         integer NOT NULL CHECK (summer_to_day BETWEEN 0 AND 31),
    summer_occasion_share integer NOT NULL CHECK (summer_occasion_share BETWEEN 0 AND 1000),
    summer_locality_rate  integer NOT NULL CHECK (summer_locality_rate BETWEEN 0 AND 1000),
    version               integer NOT NULL CHECK (version >= 1),
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX seasons_district ON seasons (district_id, from_day);

CREATE TABLE occasions (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    site_id     text NOT NULL REFERENCES sites (id) ON DELETE RESTRICT,
    name        text COLLATE "C" NOT NULL,
    from_day    date NOT NULL,
    to_day      date NOT NULL,
    opens       integer NOT NULL CHECK (opens >= 0),
    closes      integer NOT NULL,
    priority    integer NOT NULL CHECK (priority BETWEEN 1 AND 3),
    visitors    integer NOT NULL CHECK (visitors >= 0),
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (to_day >= from_day),
    CHECK (closes > opens)
);
CREATE INDEX occasions_district ON occasions (district_id, from_day);
CREATE INDEX occasions_site ON occasions (site_id);
