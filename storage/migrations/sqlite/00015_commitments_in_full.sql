-- What pledges say beside figures: who answers, where and by when.

-- +goose Up
ALTER TABLE pledges ADD COLUMN follow_up_month INTEGER NOT NULL DEFAULT 0 CHECK (follow_up_month BETWEEN 0 AND 12); -- 0 for none
ALTER TABLE pledges ADD COLUMN follow_up_forum TEXT NOT NULL DEFAULT '';
ALTER TABLE pledges ADD COLUMN follow_up_by TEXT NOT NULL DEFAULT '';

ALTER TABLE commitments ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN forum TEXT NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN due TEXT; -- NULL for none of its own
ALTER TABLE commitments ADD COLUMN every INTEGER NOT NULL DEFAULT 0 CHECK (every >= 0); -- periods; 0 is the same as 1
