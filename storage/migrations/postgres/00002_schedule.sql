-- The working schedule and what the engine suggests for it. The database itself
-- keeps an office from being in two places, the drive between them included.

-- +goose Up
CREATE TABLE visits (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    occasion_id text REFERENCES occasions (id) ON DELETE RESTRICT,
    site_id     text NOT NULL REFERENCES sites (id) ON DELETE RESTRICT,
    office_id   text NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    state       text NOT NULL
        CHECK (state IN ('draft', 'announced', 'delayed', 'moved', 'cancelled', 'broken_off', 'held')),
    -- Whether the visit keeps its office from being elsewhere. It follows from the
    -- state, but is lifted for a moment while visits change places.
    occupies    boolean NOT NULL,
    pinned      boolean NOT NULL,
    public_note text NOT NULL,
    note        text NOT NULL,
    reason      text NOT NULL,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (ends_at > starts_at),
    CONSTRAINT office_double_booked
        EXCLUDE USING gist (office_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (occupies)
);
CREATE INDEX visits_time ON visits (starts_at);
CREATE INDEX visits_district ON visits (district_id, starts_at);
CREATE INDEX visits_locality ON visits (locality_id, starts_at);
CREATE INDEX visits_office ON visits (office_id, ends_at);
CREATE INDEX visits_site ON visits (site_id);
CREATE INDEX visits_occasion ON visits (occasion_id);

-- The drives to the visit before and from it to the next. What overlaps is left to
-- office_double_booked. Three days are more than any drive in Sweden takes: they
-- only spare a look at every other visit.
-- +goose StatementBegin
CREATE FUNCTION refuse_visit_without_travel_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers must not overlook each other's visits: the second waits here, and
    -- the query below then sees what the first has committed.
    PERFORM 1 FROM offices WHERE id = NEW.office_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM visits other
        JOIN districts district ON district.id = NEW.district_id
        LEFT JOIN site_travel drive ON drive.from_site = other.site_id AND drive.to_site = NEW.site_id
        CROSS JOIN LATERAL (
            SELECT make_interval(mins => coalesce(drive.minutes, 0) + district.buffer_minutes) AS time) needed
        WHERE other.office_id = NEW.office_id AND other.occupies AND other.id <> NEW.id
          AND other.site_id <> NEW.site_id
          AND other.ends_at > NEW.starts_at - interval '3 days' AND other.starts_at < NEW.ends_at + interval '3 days'
          AND (other.ends_at <= NEW.starts_at AND other.ends_at + needed.time > NEW.starts_at
               OR other.starts_at >= NEW.ends_at AND NEW.ends_at + needed.time > other.starts_at))
    THEN
        RAISE EXCEPTION 'the office could not drive there in time'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'office_no_travel_time';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER visits_insert_travel BEFORE INSERT ON visits
    FOR EACH ROW WHEN (NEW.occupies) EXECUTE FUNCTION refuse_visit_without_travel_time();
-- A visit that stays within the slot it has, because only its state changes or it
-- gets shorter, is never in the way: buffers and positions may have changed since.
CREATE TRIGGER visits_update_travel BEFORE UPDATE ON visits
    FOR EACH ROW
    WHEN (NEW.occupies
        AND NOT (OLD.occupies AND NEW.office_id = OLD.office_id AND NEW.site_id = OLD.site_id
                 AND NEW.starts_at >= OLD.starts_at AND NEW.ends_at <= OLD.ends_at))
    EXECUTE FUNCTION refuse_visit_without_travel_time();

CREATE TABLE proposals (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    season_id   text NOT NULL REFERENCES seasons (id) ON DELETE RESTRICT,
    made_at     timestamptz NOT NULL,
    taken_at    timestamptz,   -- NULL until its visits were taken
    body        text NOT NULL, -- JSON: visits, dropped and unkept promises, score, measures
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX proposals_district ON proposals (district_id, made_at);
CREATE INDEX proposals_season ON proposals (season_id, made_at);
