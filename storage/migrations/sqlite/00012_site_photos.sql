-- What everyone may know of a site beside the way there: where to park, how it is to
-- get in, and a photo. A photo's picture goes with its site.

-- +goose Up
ALTER TABLE sites ADD COLUMN parking TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN accessibility TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN photo_hash TEXT NOT NULL DEFAULT ''; -- '' for no photo
ALTER TABLE sites ADD COLUMN photo_alt TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN photo_width INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sites ADD COLUMN photo_height INTEGER NOT NULL DEFAULT 0;

CREATE TABLE site_pictures (
    site_id TEXT NOT NULL PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
    hash    TEXT NOT NULL,
    large   BLOB NOT NULL, -- JPEG, made by the program
    small   BLOB NOT NULL
);
