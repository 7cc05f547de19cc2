-- The audit log as a chain: each entry has a hash over itself and the one before, and
-- audit_head tells where the chain ends. The hashes of entries from before are no
-- work for SQL: storage/auditmigration.go runs this, moves the entries over from
-- audit_log_unchained and drops it.

DROP TRIGGER audit_log_no_update;
DROP TRIGGER audit_log_no_delete;
ALTER TABLE audit_log RENAME TO audit_log_unchained;

CREATE TABLE audit_log (
    id          INTEGER PRIMARY KEY, -- from 1 without a gap
    at          DATETIME NOT NULL,
    actor_id    TEXT NOT NULL,       -- the account's; empty for the program itself
    actor_name  TEXT NOT NULL CHECK (actor_name <> ''),
    actor_from  TEXT NOT NULL,
    action      TEXT NOT NULL
        CHECK (action IN ('create', 'update', 'delete', 'release', 'read', 'sign_in', 'sign_in_refused', 'sign_out')),
    thing       TEXT NOT NULL,
    thing_id    TEXT NOT NULL,
    district_id TEXT NOT NULL,
    before_row  TEXT NOT NULL, -- JSON; empty where there was nothing
    after_row   TEXT NOT NULL, -- JSON; empty where nothing is left
    hash        TEXT NOT NULL CHECK (length(hash) = 64)
);
CREATE INDEX audit_log_of_district ON audit_log (district_id, id);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_thing ON audit_log (thing, thing_id);

CREATE TABLE audit_head (
    single INTEGER PRIMARY KEY CHECK (single = 1),
    count  INTEGER NOT NULL,
    hash   TEXT NOT NULL -- of the entry with that number
);
INSERT INTO audit_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

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
