-- What stands once it is written: releases, the promise ledger, the audit log.

-- +goose Up
CREATE TABLE releases (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          text COLLATE "C" NOT NULL UNIQUE,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    number      integer NOT NULL CHECK (number >= 1),
    at          timestamptz NOT NULL,
    comment     text NOT NULL,
    urgent      boolean NOT NULL,
    CONSTRAINT release_raced UNIQUE (district_id, number)
);
CREATE INDEX releases_time ON releases (at);

CREATE TABLE release_changes (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- a later change has a higher one
    release_id   text NOT NULL REFERENCES releases (id) ON DELETE RESTRICT,
    district_id  text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    visit_id     text NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    kind         text NOT NULL
        CHECK (kind IN ('new', 'moved', 'delayed', 'cancelled', 'broken_off', 'held', 'details')),
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    before_visit text,          -- JSON: the public visit before; NULL for a new one
    after_visit  text NOT NULL, -- JSON: the public visit
    CHECK (ends_at > starts_at)
);
CREATE INDEX release_changes_release ON release_changes (release_id);
CREATE INDEX release_changes_visit ON release_changes (visit_id, id);
CREATE INDEX release_changes_time ON release_changes (ends_at);

CREATE TABLE ledger (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    district_id    text NOT NULL,
    release        integer NOT NULL,
    visit_id       text NOT NULL REFERENCES visits (id) ON DELETE RESTRICT,
    locality_id    text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    kind           text NOT NULL
        CHECK (kind IN ('new', 'moved', 'delayed', 'cancelled', 'broken_off', 'held', 'details')),
    at             timestamptz NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL,
    notice_seconds bigint NOT NULL,
    FOREIGN KEY (district_id, release) REFERENCES releases (district_id, number) ON DELETE RESTRICT,
    CHECK (ends_at > starts_at)
);
CREATE INDEX ledger_release ON ledger (district_id, release);
CREATE INDEX ledger_visit ON ledger (visit_id);
CREATE INDEX ledger_locality ON ledger (locality_id, starts_at);

CREATE TABLE ledger_commitments (
    ledger_id     bigint NOT NULL REFERENCES ledger (id) ON DELETE RESTRICT,
    position      integer NOT NULL, -- in the entry's list, from 0
    commitment_id text NOT NULL REFERENCES commitments (id) ON DELETE RESTRICT,
    PRIMARY KEY (ledger_id, position)
);
CREATE INDEX ledger_commitments_commitment ON ledger_commitments (commitment_id);

-- The audit log refers to nothing: it outlives what it tells of.
CREATE TABLE audit_log (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    actor_name  text NOT NULL CHECK (actor_name <> ''),
    actor_from  text NOT NULL,
    action      text NOT NULL CHECK (action IN ('create', 'update', 'delete', 'release')),
    thing       text NOT NULL,
    thing_id    text NOT NULL,
    district_id text NOT NULL,
    before_row  text NOT NULL, -- JSON; empty where there was nothing
    after_row   text NOT NULL  -- JSON; empty where nothing is left
);
CREATE INDEX audit_log_district ON audit_log (district_id, id);
CREATE INDEX audit_log_time ON audit_log (at);

-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER releases_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON releases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER release_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON release_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER ledger_commitments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_commitments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
