-- The audit log as a chain: each entry has a hash over itself and the one before, and
-- audit_head tells where the chain ends. The hashes of entries from before are no
-- work for SQL: storage/auditmigration.go runs this, moves the entries over from
-- audit_log_unchained and drops it.

ALTER TABLE audit_log RENAME TO audit_log_unchained;

CREATE TABLE audit_log (
    id          bigint NOT NULL CONSTRAINT audit_log_id PRIMARY KEY, -- from 1 without a gap
    at          timestamptz NOT NULL,
    actor_id    text NOT NULL, -- the account's; empty for the program itself
    actor_name  text NOT NULL CHECK (actor_name <> ''),
    actor_from  text NOT NULL,
    action      text NOT NULL
        CHECK (action IN ('create', 'update', 'delete', 'release', 'read', 'sign_in', 'sign_in_refused', 'sign_out')),
    thing       text NOT NULL,
    thing_id    text NOT NULL,
    district_id text NOT NULL,
    before_row  text NOT NULL, -- JSON; empty where there was nothing
    after_row   text NOT NULL, -- JSON; empty where nothing is left
    hash        text NOT NULL CHECK (length(hash) = 64)
);
CREATE INDEX audit_log_of_district ON audit_log (district_id, id);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_thing ON audit_log (thing, thing_id);

CREATE TABLE audit_head (
    single integer NOT NULL PRIMARY KEY CHECK (single = 1),
    count  bigint NOT NULL,
    hash   text NOT NULL -- of the entry with that number
);
INSERT INTO audit_head VALUES (1, 0, repeat('0', 64));

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

CREATE FUNCTION continue_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE audit_head SET count = NEW.id, hash = NEW.hash;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit log has lost its end'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_log_grown AFTER INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION continue_audit_log();

-- The head only follows the log; with that an entry is the next one, or refused.
CREATE FUNCTION refuse_other_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.single <> OLD.single OR NEW.count <> OLD.count + 1
        OR NOT EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.count AND hash = NEW.hash) THEN
        RAISE EXCEPTION 'the audit log is only added to, one entry after the other'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION refuse_other_audit_head();
CREATE TRIGGER audit_head_append_only BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
