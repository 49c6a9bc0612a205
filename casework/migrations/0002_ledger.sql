-- Accounts and balanced transfers in whole numbers (seats, 分). The sum over all accounts of a unit is zero.
CREATE TABLE ledger_accounts (
    key            text PRIMARY KEY,
    unit           text NOT NULL,
    never_negative boolean NOT NULL,
    balance        bigint NOT NULL DEFAULT 0,
    CHECK (NOT never_negative OR balance >= 0)
);
CREATE TABLE ledger_transfers (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid NOT NULL,
    from_account text NOT NULL REFERENCES ledger_accounts (key),
    to_account   text NOT NULL REFERENCES ledger_accounts (key),
    amount       bigint NOT NULL CHECK (amount > 0),
    memo         text NOT NULL,
    booked_at    timestamptz NOT NULL,
    CHECK (from_account <> to_account)
);
CREATE INDEX ledger_transfers_from ON ledger_transfers (from_account, id);
CREATE INDEX ledger_transfers_to ON ledger_transfers (to_account, id);
CREATE TRIGGER ledger_transfers_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
