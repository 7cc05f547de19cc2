-- Whose an occasion is.

-- +goose Up
ALTER TABLE occasions ADD COLUMN owner TEXT NOT NULL DEFAULT 'police' CHECK (owner IN ('police', 'kommun'));
ALTER TABLE occasions ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE occasions ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;
