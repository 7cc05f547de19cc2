-- What planning has to respect of crews and sites, and what makes one place need visits
-- more than another.

-- +goose Up
ALTER TABLE districts ADD COLUMN rest_minutes integer NOT NULL DEFAULT 660 CHECK (rest_minutes >= 0);

ALTER TABLE shifts ADD COLUMN crew text NOT NULL DEFAULT '';

-- JSON: weekdays, minutes of the day and dates of the year.
ALTER TABLE sites ADD COLUMN opening text NOT NULL DEFAULT '{}';

ALTER TABLE localities ADD COLUMN exposed boolean NOT NULL DEFAULT false;
ALTER TABLE localities ADD COLUMN attendance integer CHECK (attendance >= 0); -- NULL where unknown
ALTER TABLE localities ADD COLUMN wishes integer NOT NULL DEFAULT 0 CHECK (wishes >= 0);
ALTER TABLE localities ADD COLUMN visiting_office_id text REFERENCES offices (id) ON DELETE RESTRICT;
