-- Who may do what, and what opens their accounts. Nothing here is a secret in clear.

-- +goose Up
CREATE TABLE accounts (
    id         TEXT NOT NULL PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    authority  TEXT NOT NULL CHECK (authority IN ('police', 'kommun')),
    closed     BOOLEAN NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1),
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);

CREATE TABLE account_grants (
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    position    INTEGER NOT NULL, -- in the account's list, from 0
    role        TEXT NOT NULL CHECK (role IN ('planner', 'crew', 'coordinator', 'communicator', 'admin')),
    district_id TEXT REFERENCES districts (id) ON DELETE RESTRICT, -- NULL for every district
    PRIMARY KEY (account_id, position)
) WITHOUT ROWID;
CREATE INDEX account_grants_district ON account_grants (district_id);

CREATE TABLE account_identities (
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    PRIMARY KEY (issuer, subject)
) WITHOUT ROWID;
CREATE INDEX account_identities_account ON account_identities (account_id);

CREATE TABLE account_passwords (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE RESTRICT,
    hash       TEXT NOT NULL CHECK (hash LIKE '$argon2id$%'),
    changed_at DATETIME NOT NULL
) WITHOUT ROWID;

CREATE TABLE passkeys (
    id         TEXT NOT NULL PRIMARY KEY, -- the credential's, in base64url
    account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    name       TEXT NOT NULL,
    credential BLOB NOT NULL,
    created_at DATETIME NOT NULL,
    used_at    DATETIME
) WITHOUT ROWID;
CREATE INDEX passkeys_account ON passkeys (account_id);

CREATE TABLE account_keys (
    id          TEXT NOT NULL PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('token', 'feed', 'invitation')),
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    name        TEXT NOT NULL,
    hash        TEXT NOT NULL UNIQUE,
    scopes      TEXT NOT NULL, -- JSON list
    district_id TEXT REFERENCES districts (id) ON DELETE CASCADE,
    office_id   TEXT REFERENCES offices (id) ON DELETE CASCADE,
    created_at  DATETIME NOT NULL,
    expires_at  DATETIME,
    used_at     DATETIME
) WITHOUT ROWID;
CREATE INDEX account_keys_account ON account_keys (account_id, kind);

CREATE TABLE sessions (
    hash       TEXT NOT NULL PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, -- NULL until somebody has signed in
    data       BLOB NOT NULL,
    agent      TEXT NOT NULL,
    came_from  TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    seen_at    DATETIME NOT NULL,
    ends_at    DATETIME NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_end ON sessions (ends_at);

CREATE TABLE sign_in_failures (
    what  TEXT NOT NULL PRIMARY KEY, -- a hash of what was named, or of where it came from
    count INTEGER NOT NULL CHECK (count > 0),
    last  DATETIME NOT NULL
) WITHOUT ROWID;
