-- What stands once it is written: releases, the promise ledger, the audit log.

-- +goose Up
CREATE TABLE releases (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    number      INTEGER NOT NULL CHECK (number >= 1),
    at          DATETIME NOT NULL,
    comment     TEXT NOT NULL,
    urgent      BOOLEAN NOT NULL,
    CONSTRAINT release_raced UNIQUE (district_id, number)
);
CREATE INDEX releases_time ON releases (at);

CREATE TABLE release_changes (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- a later change has a higher one
    release_id   TEXT NOT NULL REFERENCES releases (id) ON DELETE RESTRICT,
    district_id  TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id     TEXT NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    kind         TEXT NOT NULL
        CHECK (kind IN ('new', 'moved', 'delayed', 'cancelled', 'broken_off', 'held', 'details')),
    starts_at    DATETIME NOT NULL,
    ends_at      DATETIME NOT NULL,
    before_visit TEXT,          -- JSON: the public visit before; NULL for a new one
    after_visit  TEXT NOT NULL, -- JSON: the public visit
    CHECK (ends_at > starts_at)
);
CREATE INDEX release_changes_release ON release_changes (release_id);
CREATE INDEX release_changes_visit ON release_changes (visit_id, id);
CREATE INDEX release_changes_time ON release_changes (ends_at);

CREATE TABLE ledger (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    district_id    TEXT NOT NULL,
    release        INTEGER NOT NULL,
    visit_id       TEXT NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    locality_id    TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    kind           TEXT NOT NULL
        CHECK (kind IN ('new', 'moved', 'delayed', 'cancelled', 'broken_off', 'held', 'details')),
    at             DATETIME NOT NULL,
    starts_at      DATETIME NOT NULL,
    ends_at        DATETIME NOT NULL,
    notice_seconds INTEGER NOT NULL,
    FOREIGN KEY (district_id, release) REFERENCES releases (district_id, number) ON DELETE RESTRICT,
    CHECK (ends_at > starts_at)
);
CREATE INDEX ledger_release ON ledger (district_id, release);
CREATE INDEX ledger_visit ON ledger (visit_id);
CREATE INDEX ledger_locality ON ledger (locality_id, starts_at);

CREATE TABLE ledger_commitments (
    ledger_id     INTEGER NOT NULL REFERENCES ledger (id) ON DELETE RESTRICT,
    position      INTEGER NOT NULL, -- in the entry's list, from 0
    commitment_id TEXT NOT NULL REFERENCES commitments (id) ON DELETE RESTRICT,
    PRIMARY KEY (ledger_id, position)
) WITHOUT ROWID;
CREATE INDEX ledger_commitments_commitment ON ledger_commitments (commitment_id);

-- The audit log refers to nothing: it outlives what it tells of.
CREATE TABLE audit_log (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at          DATETIME NOT NULL,
    actor_name  TEXT NOT NULL CHECK (actor_name <> ''),
    actor_from  TEXT NOT NULL,
    action      TEXT NOT NULL CHECK (action IN ('create', 'update', 'delete', 'release')),
    thing       TEXT NOT NULL,
    thing_id    TEXT NOT NULL,
    district_id TEXT NOT NULL,
    before_row  TEXT NOT NULL, -- JSON; empty where there was nothing
    after_row   TEXT NOT NULL  -- JSON; empty where nothing is left
);
CREATE INDEX audit_log_district ON audit_log (district_id, id);
CREATE INDEX audit_log_time ON audit_log (at);

-- +goose StatementBegin
CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER release_changes_no_update BEFORE UPDATE ON release_changes
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER release_changes_no_delete BEFORE DELETE ON release_changes
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_commitments_no_update BEFORE UPDATE ON ledger_commitments
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ledger_commitments_no_delete BEFORE DELETE ON ledger_commitments
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
-- +goose StatementEnd
