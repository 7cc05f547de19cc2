-- Others' calendars of events that are looked at again, and the patterns that shifts
-- are made from.

-- +goose Up
-- The fingerprint of what an occasion's calendar said when it was last taken up.
ALTER TABLE occasions ADD COLUMN heard TEXT NOT NULL DEFAULT '';

CREATE TABLE event_calendars (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    url         TEXT NOT NULL,
    read_at     DATETIME, -- NULL for never
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    UNIQUE (district_id, url)
);

CREATE TABLE shift_series (
    id           TEXT NOT NULL PRIMARY KEY,
    district_id  TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    office_id    TEXT NOT NULL REFERENCES offices (id) ON DELETE RESTRICT,
    weekdays     TEXT NOT NULL, -- JSON list of seven, Monday first
    opens        INTEGER NOT NULL CHECK (opens >= 0),
    closes       INTEGER NOT NULL CHECK (closes > opens),
    weeks        TEXT NOT NULL CHECK (weeks IN ('every', 'odd', 'even')),
    interval     INTEGER NOT NULL CHECK (interval >= 1),
    from_day     TEXT NOT NULL,
    to_day       TEXT NOT NULL,
    except_days  TEXT NOT NULL, -- JSON list of days
    holidays_off TEXT NOT NULL, -- JSON list of classes
    slots        INTEGER NOT NULL CHECK (slots >= 0),
    crew         TEXT NOT NULL,
    note         TEXT NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    created_at   DATETIME NOT NULL,
    updated_at   DATETIME NOT NULL,
    CHECK (to_day >= from_day)
);
CREATE INDEX shift_series_district ON shift_series (district_id, from_day);
CREATE INDEX shift_series_office ON shift_series (office_id);

ALTER TABLE shifts ADD COLUMN series_id TEXT REFERENCES shift_series (id) ON DELETE RESTRICT; -- NULL for one made by hand
CREATE INDEX shifts_series ON shifts (series_id, starts_at);
