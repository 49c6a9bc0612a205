-- Money moved between budget lines by two people.
CREATE TABLE budget_transfers (
    transfer_id    text PRIMARY KEY,
    year           integer NOT NULL,
    area           text NOT NULL,
    from_budget_id text NOT NULL REFERENCES budgets,
    to_area        text NOT NULL,
    to_budget_id   text NOT NULL,
    to_programme   text NOT NULL,
    amount         bigint NOT NULL CHECK (amount > 0),
    ground         text NOT NULL,
    title          text NOT NULL,
    state          text NOT NULL CHECK (state IN ('proposed', 'booked', 'declined')),
    proposed_by    text NOT NULL,
    settled_by     text,
    version        integer NOT NULL,
    CHECK (from_budget_id <> to_budget_id),
    CHECK (state <> 'booked' OR settled_by IS NOT NULL AND settled_by <> proposed_by)
);

-- Notices that came with an award: clean and over when they are kept, and never changed. Money for their line rests
-- on them as it does on a notice of our own.
CREATE TABLE received_notices (
    claim_id     text PRIMARY KEY REFERENCES claims,
    award_id     text NOT NULL UNIQUE,
    notice_id    text NOT NULL,
    title        text NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    opened_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    working_days integer NOT NULL CHECK (working_days > 0),
    kept_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (ends_at >= opened_at + working_days * interval '1 day')
);
CREATE FUNCTION guard_received_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR clock.business_now() < NEW.ends_at THEN
        RAISE EXCEPTION 'a received notice is over when it is kept, and stays as it came' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER received_notices_stay BEFORE INSERT OR UPDATE OR DELETE ON received_notices
    FOR EACH ROW EXECUTE FUNCTION guard_received_notice();
CREATE TRIGGER received_notices_are_never_emptied BEFORE TRUNCATE ON received_notices
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No money before its notice: its own, or the one that its award came with.
CREATE OR REPLACE FUNCTION refuse_money_before_notice() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE received bigint;
BEGIN
    SELECT r.amount INTO received FROM received_notices r WHERE r.claim_id = NEW.claim_id;
    IF FOUND AND NOT EXISTS (SELECT 1 FROM notice_lines l WHERE l.subject = NEW.claim_id) THEN
        IF received <> NEW.amount THEN
            RAISE EXCEPTION 'the notice of % named another amount', NEW.claim_id USING ERRCODE = '23514';
        END IF;
    ELSE
        PERFORM require_clean_notice(NEW.claim_id, NEW.amount);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = NEW.claim_id
                                            AND c.state IN ('publicised', 'cleared', 'in_payment')) THEN
        RAISE EXCEPTION 'the claim % is not one to be paid', NEW.claim_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

-- A line whose evidence fails just before payment leaves its batch; the lines that stay are counted anew.
ALTER TABLE payment_lines DROP CONSTRAINT payment_lines_result_check;
ALTER TABLE payment_lines ADD CONSTRAINT payment_lines_result_check
    CHECK (result IN ('paid', 'failed', 'unknown', 'sent_back', 'stopped'));
ALTER TABLE batches DROP CONSTRAINT batches_lines_check, DROP CONSTRAINT batches_amount_check;
ALTER TABLE batches ADD CONSTRAINT batches_lines_check CHECK (lines >= 0),
                    ADD CONSTRAINT batches_amount_check CHECK (amount >= 0);
CREATE INDEX payment_lines_payment ON payment_lines (payment_id);
CREATE INDEX payments_claim ON payments (claim_id);
CREATE INDEX payments_batch ON payments (batch_id);

-- What a bank said against the record: kept until a person settles it.
CREATE TABLE bank_questions (
    bank_question_id text PRIMARY KEY,
    batch_id         text NOT NULL REFERENCES batches,
    payment_id       text NOT NULL REFERENCES payments,
    claim_id         text NOT NULL,
    area             text NOT NULL,
    state            text NOT NULL,
    data             jsonb NOT NULL,
    version          integer NOT NULL
);
CREATE INDEX bank_questions_claim ON bank_questions (claim_id);

-- After payment: what must go on holding, what is to be repaid, what came back.
CREATE TABLE warnings (
    warning_id text PRIMARY KEY,
    claim_id   text NOT NULL REFERENCES claims,
    person_id  text NOT NULL,
    area       text NOT NULL,
    programme  text NOT NULL,
    state      text NOT NULL,
    title      text NOT NULL,
    due_on     date,
    codes      text[] NOT NULL,
    version    integer NOT NULL
);
CREATE UNIQUE INDEX warnings_one_open ON warnings (claim_id) WHERE state IN ('asked', 'warned');
CREATE INDEX warnings_claim ON warnings (claim_id);

CREATE TABLE instalments (
    claw_back_id text NOT NULL REFERENCES claw_backs,
    line         integer NOT NULL,
    due_on       date NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (claw_back_id, line)
);
CREATE TABLE repayments (
    repayment_id   text PRIMARY KEY,
    claw_back_id   text NOT NULL REFERENCES claw_backs,
    amount         bigint NOT NULL CHECK (amount > 0),
    received_on    date NOT NULL,
    bank_reference text NOT NULL,
    UNIQUE (claw_back_id, bank_reference)
);
CREATE TRIGGER repayments_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON repayments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
