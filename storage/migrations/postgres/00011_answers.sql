-- What was answered to requests that may be sent again, for a day.

-- +goose Up
CREATE TABLE answers (
    name    text COLLATE "C" NOT NULL PRIMARY KEY, -- a hash of whose request it was and the key that names it
    request text NOT NULL,                         -- a hash of the request: another under the same key is refused
    at      timestamptz NOT NULL,
    sealed  bytea                                  -- NULL until it is answered
);
CREATE INDEX answers_at ON answers (at);
