-- Accounts are told each week of what their authority is to do: whether and in which
-- language, the mails, and of which weeks it has been seen who gets one.

-- +goose Up
ALTER TABLE accounts ADD COLUMN weekly_off BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN weekly_language TEXT NOT NULL DEFAULT 'sv';

-- As alert_mails was, with mails to accounts.
CREATE TABLE alert_mails_wider (
    id            TEXT NOT NULL PRIMARY KEY,
    subscriber_id TEXT REFERENCES alert_subscribers (id) ON DELETE CASCADE,
    request_id    TEXT UNIQUE REFERENCES alert_requests (id) ON DELETE CASCADE,
    account_id    TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    event         TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up', 'moot')),
    attempts      INTEGER NOT NULL,
    next_at       DATETIME NOT NULL,
    ends_at       DATETIME NOT NULL,
    settled_at    DATETIME,
    refusal       TEXT NOT NULL,
    UNIQUE (subscriber_id, event), -- each hears of an event once
    UNIQUE (account_id, event),
    CHECK ((subscriber_id IS NOT NULL) + (request_id IS NOT NULL) + (account_id IS NOT NULL) = 1)
);
INSERT INTO alert_mails_wider (id, subscriber_id, request_id, event, state, attempts, next_at, ends_at, settled_at, refusal)
    SELECT id, subscriber_id, request_id, event, state, attempts, next_at, ends_at, settled_at, refusal FROM alert_mails;
DROP TABLE alert_mails;
ALTER TABLE alert_mails_wider RENAME TO alert_mails;
CREATE INDEX alert_mails_due ON alert_mails (state, next_at);

CREATE TABLE alert_rounds (
    event   TEXT NOT NULL PRIMARY KEY,
    made_at DATETIME NOT NULL
) WITHOUT ROWID;
