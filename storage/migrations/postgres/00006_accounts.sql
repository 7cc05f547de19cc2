-- Who may do what, and what opens their accounts. Nothing here is a secret in clear.

-- +goose Up
CREATE TABLE accounts (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    email      text COLLATE "C" NOT NULL UNIQUE,
    name       text NOT NULL,
    authority  text NOT NULL CHECK (authority IN ('police', 'kommun')),
    closed     boolean NOT NULL,
    version    integer NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE account_grants (
    account_id  text NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    position    integer NOT NULL, -- in the account's list, from 0
    role        text NOT NULL CHECK (role IN ('planner', 'crew', 'coordinator', 'communicator', 'admin')),
    district_id text REFERENCES districts (id) ON DELETE RESTRICT, -- NULL for every district
    PRIMARY KEY (account_id, position)
);
CREATE INDEX account_grants_district ON account_grants (district_id);

CREATE TABLE account_identities (
    issuer     text NOT NULL,
    subject    text NOT NULL,
    account_id text NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX account_identities_account ON account_identities (account_id);

CREATE TABLE account_passwords (
    account_id text NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE RESTRICT,
    hash       text NOT NULL CHECK (hash LIKE '$argon2id$%'),
    changed_at timestamptz NOT NULL
);

CREATE TABLE passkeys (
    id         text COLLATE "C" NOT NULL PRIMARY KEY, -- the credential's, in base64url
    account_id text NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    name       text NOT NULL,
    credential bytea NOT NULL,
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX passkeys_account ON passkeys (account_id);

CREATE TABLE account_keys (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('token', 'feed', 'invitation')),
    account_id  text NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
    name        text NOT NULL,
    hash        text NOT NULL UNIQUE,
    scopes      text NOT NULL, -- JSON list
    district_id text REFERENCES districts (id) ON DELETE CASCADE,
    office_id   text REFERENCES offices (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    used_at     timestamptz
);
CREATE INDEX account_keys_account ON account_keys (account_id, kind);

CREATE TABLE sessions (
    hash       text NOT NULL PRIMARY KEY,
    id         text NOT NULL UNIQUE,
    account_id text REFERENCES accounts (id) ON DELETE CASCADE, -- NULL until somebody has signed in
    data       bytea NOT NULL,
    agent      text NOT NULL,
    came_from  text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_end ON sessions (ends_at);

CREATE TABLE sign_in_failures (
    what  text NOT NULL PRIMARY KEY, -- a hash of what was named, or of where it came from
    count integer NOT NULL CHECK (count > 0),
    last  timestamptz NOT NULL
);
