-- By which the calendar that an occasion was read from knows it; '' for none.

-- +goose Up
ALTER TABLE occasions ADD COLUMN uid TEXT NOT NULL DEFAULT '';
