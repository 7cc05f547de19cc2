-- What planning has to respect of crews and sites, and what makes one place need visits
-- more than another.

-- +goose Up
ALTER TABLE districts ADD COLUMN rest_minutes INTEGER NOT NULL DEFAULT 660 CHECK (rest_minutes >= 0);

ALTER TABLE shifts ADD COLUMN crew TEXT NOT NULL DEFAULT '';

-- JSON: weekdays, minutes of the day and dates of the year.
ALTER TABLE sites ADD COLUMN opening TEXT NOT NULL DEFAULT '{}';

ALTER TABLE localities ADD COLUMN exposed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE localities ADD COLUMN attendance INTEGER CHECK (attendance >= 0); -- NULL where unknown
ALTER TABLE localities ADD COLUMN wishes INTEGER NOT NULL DEFAULT 0 CHECK (wishes >= 0);
ALTER TABLE localities ADD COLUMN visiting_office_id TEXT REFERENCES offices (id) ON DELETE RESTRICT;
