-- The audit log as a chain: each entry has a hash over itself and the one before, and
-- audit_head tells where the chain ends. The hashes of entries from before are no
-- work for SQL: storage/auditmigration.go runs this, moves the entries over from
-- audit_log_unchained, notes their end in audit_head, and then runs guards.sql.

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

CREATE TABLE audit_head (
    single integer NOT NULL PRIMARY KEY CHECK (single = 1),
    count  bigint NOT NULL,
    hash   text NOT NULL -- of the entry with that number
);
