-- What was answered to requests that may be sent again, for a day.

-- +goose Up
CREATE TABLE answers (
    name    TEXT NOT NULL PRIMARY KEY, -- a hash of whose request it was and the key that names it
    request TEXT NOT NULL,             -- a hash of the request: another under the same key is refused
    at      DATETIME NOT NULL,
    sealed  BLOB                       -- NULL until it is answered
);
CREATE INDEX answers_at ON answers (at);
