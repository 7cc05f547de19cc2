-- Whose an occasion is.

-- +goose Up
ALTER TABLE occasions
    ADD COLUMN owner  text    NOT NULL DEFAULT 'police' CHECK (owner IN ('police', 'kommun')),
    ADD COLUMN note   text    NOT NULL DEFAULT '',
    ADD COLUMN shared boolean NOT NULL DEFAULT FALSE;
