-- What is announced in one district, without reading what is announced in all.

-- +goose Up
CREATE INDEX release_changes_district ON release_changes (district_id, ends_at);
