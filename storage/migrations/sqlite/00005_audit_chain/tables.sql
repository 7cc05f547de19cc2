-- The audit log as a chain: each entry has a hash over itself and the one before, and
-- audit_head tells where the chain ends. The hashes of entries from before are no
-- work for SQL: storage/auditmigration.go runs this, moves the entries over from
-- audit_log_unchained, notes their end in audit_head, and then runs guards.sql.

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

CREATE TABLE audit_head (
    single INTEGER PRIMARY KEY CHECK (single = 1),
    count  INTEGER NOT NULL,
    hash   TEXT NOT NULL -- of the entry with that number
);
