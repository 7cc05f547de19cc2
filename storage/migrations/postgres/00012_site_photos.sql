-- What everyone may know of a site beside the way there: where to park, how it is to
-- get in, and a photo. A photo's picture goes with its site.

-- +goose Up
ALTER TABLE sites ADD COLUMN parking text NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN accessibility text NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN photo_hash text NOT NULL DEFAULT ''; -- '' for no photo
ALTER TABLE sites ADD COLUMN photo_alt text NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN photo_width integer NOT NULL DEFAULT 0;
ALTER TABLE sites ADD COLUMN photo_height integer NOT NULL DEFAULT 0;

CREATE TABLE site_pictures (
    site_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
    hash    text NOT NULL,
    large   bytea NOT NULL, -- JPEG, made by the program
    small   bytea NOT NULL
);
