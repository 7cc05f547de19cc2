-- What finds entries of the audit log, and what keeps them as they are. Runs when the
-- entries from before are in it.

DROP TABLE audit_log_unchained;

CREATE INDEX audit_log_of_district ON audit_log (district_id, id);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_thing ON audit_log (thing, thing_id);

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

-- An INSERT OR REPLACE would remove a row without asking the triggers above.
CREATE TRIGGER audit_log_next BEFORE INSERT ON audit_log
WHEN NEW.id IS NOT (SELECT count + 1 FROM audit_head)
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER audit_log_grown AFTER INSERT ON audit_log
BEGIN
    UPDATE audit_head SET count = NEW.id, hash = NEW.hash;
END;

CREATE TRIGGER audit_head_no_insert BEFORE INSERT ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

-- The head only follows the log.
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
WHEN NEW.single IS NOT OLD.single OR NEW.count IS NOT OLD.count + 1
    OR NOT EXISTS (SELECT 1 FROM audit_log WHERE id = NEW.count AND hash = NEW.hash)
BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;
