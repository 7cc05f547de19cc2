-- Others' calendars of events that are looked at again, and the patterns that shifts
-- are made from.

-- +goose Up
-- The fingerprint of what an occasion's calendar said when it was last taken up.
ALTER TABLE occasions ADD COLUMN heard text NOT NULL DEFAULT '';

CREATE TABLE event_calendars (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        text COLLATE "C" NOT NULL,
    url         text NOT NULL,
    read_at     timestamptz, -- NULL for never
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (district_id, url)
);

CREATE TABLE shift_series (
    id           text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id  text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id    text NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    weekdays     text NOT NULL, -- JSON list of seven, Monday first
    opens        integer NOT NULL CHECK (opens >= 0),
    closes       integer NOT NULL CHECK (closes > opens),
    weeks        text NOT NULL CHECK (weeks IN ('every', 'odd', 'even')),
    interval     integer NOT NULL CHECK (interval >= 1),
    from_day     date NOT NULL,
    to_day       date NOT NULL,
    except_days  text NOT NULL, -- JSON list of days
    holidays_off text NOT NULL, -- JSON list of classes
    slots        integer NOT NULL CHECK (slots >= 0),
    crew         text NOT NULL,
    note         text NOT NULL,
    version      integer NOT NULL CHECK (version >= 1),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX shift_series_district ON shift_series (district_id, from_day);
CREATE INDEX shift_series_office ON shift_series (office_id);

ALTER TABLE shifts ADD COLUMN series_id text REFERENCES shift_series (id) ON DELETE RESTRICT; -- NULL for one made by hand
CREATE INDEX shifts_series ON shifts (series_id, starts_at);
