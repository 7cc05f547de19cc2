-- What pledges say beside figures: who answers, where and by when.

-- +goose Up
ALTER TABLE pledges ADD COLUMN follow_up_month integer NOT NULL DEFAULT 0 CHECK (follow_up_month BETWEEN 0 AND 12); -- 0 for none
ALTER TABLE pledges ADD COLUMN follow_up_forum text NOT NULL DEFAULT '';
ALTER TABLE pledges ADD COLUMN follow_up_by text NOT NULL DEFAULT '';

ALTER TABLE commitments ADD COLUMN responsible text NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN forum text NOT NULL DEFAULT '';
ALTER TABLE commitments ADD COLUMN due date; -- NULL for none of its own
ALTER TABLE commitments ADD COLUMN every integer NOT NULL DEFAULT 0 CHECK (every >= 0); -- periods; 0 is the same as 1
