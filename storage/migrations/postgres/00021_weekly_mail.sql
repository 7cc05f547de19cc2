-- Accounts are told each week of what their authority is to do: whether and in which
-- language, the mails, and of which weeks it has been seen who gets one.

-- +goose Up
ALTER TABLE accounts
    ADD COLUMN weekly_off boolean NOT NULL DEFAULT FALSE,
    ADD COLUMN weekly_language text NOT NULL DEFAULT 'sv';

ALTER TABLE alert_mails
    DROP CONSTRAINT alert_mails_check,
    ADD COLUMN account_id text REFERENCES accounts (id) ON DELETE CASCADE,
    ADD UNIQUE (account_id, event),
    ADD CHECK (num_nonnulls(subscriber_id, request_id, account_id) = 1);

CREATE TABLE alert_rounds (
    event   text COLLATE "C" NOT NULL PRIMARY KEY,
    made_at timestamptz NOT NULL
);
