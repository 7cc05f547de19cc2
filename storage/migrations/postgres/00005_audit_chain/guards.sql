-- What finds entries of the audit log, and what keeps them as they are. Runs when the
-- entries from before are in it.

DROP TABLE audit_log_unchained;

CREATE INDEX audit_log_of_district ON audit_log (district_id, id);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_thing ON audit_log (thing, thing_id);

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

CREATE FUNCTION refuse_other_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id IS DISTINCT FROM greatest((SELECT count FROM audit_head), (SELECT max(id) FROM audit_log)) + 1 THEN
        RAISE EXCEPTION 'the audit log is only added to, one entry after the other'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_log_next BEFORE INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_other_audit_entry();

-- The head moves once in a transaction, when it commits: each version of a row that a
-- transaction leaves behind makes the next look at that row slower.
CREATE FUNCTION continue_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id < (SELECT max(id) FROM audit_log) THEN
        RETURN NULL;
    END IF;
    UPDATE audit_head SET count = NEW.id, hash = NEW.hash;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit log has lost its end'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER audit_log_grown AFTER INSERT ON audit_log DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION continue_audit_log();

-- The head only follows the log.
CREATE FUNCTION refuse_other_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.single <> OLD.single OR NEW.count <= OLD.count OR NEW.count <> (SELECT max(id) FROM audit_log)
        OR NOT EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.count AND hash = NEW.hash) THEN
        RAISE EXCEPTION 'the end of the audit log is where the log ends'
            USING ERRCODE = 'object_not_in_prerequisite_state', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION refuse_other_audit_head();
CREATE TRIGGER audit_head_append_only BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
