CREATE TABLE budgets (
    budget_id text PRIMARY KEY,
    area      text NOT NULL,
    year      integer NOT NULL,
    programme text NOT NULL,
    total     bigint NOT NULL CHECK (total > 0),
    UNIQUE (area, year, programme)
);

CREATE TABLE batches (
    batch_id text PRIMARY KEY,
    area     text NOT NULL,
    state    text NOT NULL,
    lines    integer NOT NULL CHECK (lines > 0),
    amount   bigint NOT NULL CHECK (amount > 0),
    maker    text NOT NULL,
    checker  text,
    approver text,
    version  integer NOT NULL
);

-- One payment per person, programme and period, for ever.
CREATE TABLE payments (
    payment_id     text PRIMARY KEY,
    claim_id       text NOT NULL,
    batch_id       text NOT NULL REFERENCES batches,
    person_id      text NOT NULL,
    area           text NOT NULL,
    programme      text NOT NULL,
    period         text NOT NULL,
    title          text NOT NULL,
    amount         bigint NOT NULL CHECK (amount > 0),
    state          text NOT NULL,
    paid_on        date,
    bank_reference text,
    version        integer NOT NULL DEFAULT 0,
    UNIQUE (person_id, programme, period),
    FOREIGN KEY (claim_id, person_id, programme, period) REFERENCES claims (claim_id, person_id, programme, period),
    CHECK ((state = 'paid') = (paid_on IS NOT NULL))
);

-- A payment in a batch: an attempt. Only one attempt lives at a time, and one that the bank paid ends them.
CREATE TABLE payment_lines (
    batch_id   text NOT NULL REFERENCES batches,
    line       integer NOT NULL,
    payment_id text NOT NULL REFERENCES payments,
    claim_id   text NOT NULL,
    amount     bigint NOT NULL CHECK (amount > 0),
    result     text CHECK (result IN ('paid', 'failed', 'unknown', 'sent_back')),
    PRIMARY KEY (batch_id, line),
    UNIQUE (batch_id, payment_id)
);
CREATE UNIQUE INDEX payment_lines_one_alive ON payment_lines (payment_id)
    WHERE result IS NULL OR result IN ('paid', 'unknown');

-- No money before its notice has run out clean: neither by this program nor by a direct statement.
CREATE FUNCTION refuse_money_before_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM require_clean_notice(NEW.claim_id, NEW.amount);
    IF NOT EXISTS (SELECT 1 FROM claims c WHERE c.claim_id = NEW.claim_id
                                            AND c.state IN ('publicised', 'cleared', 'in_payment')) THEN
        RAISE EXCEPTION 'the claim % is not one to be paid', NEW.claim_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_follow_a_clean_notice BEFORE INSERT OR UPDATE OF claim_id, amount ON payments
    FOR EACH ROW EXECUTE FUNCTION refuse_money_before_notice();
CREATE TRIGGER payment_lines_follow_a_clean_notice
    BEFORE INSERT OR UPDATE OF batch_id, payment_id, claim_id, amount ON payment_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_money_before_notice();

CREATE TABLE claw_backs (
    claw_back_id text PRIMARY KEY,
    claim_id     text NOT NULL REFERENCES claims,
    payment_id   text NOT NULL REFERENCES payments,
    person_id    text NOT NULL,
    area         text NOT NULL,
    programme    text NOT NULL,
    title        text NOT NULL,
    amount       bigint NOT NULL,
    state        text NOT NULL,
    version      integer NOT NULL
);
CREATE INDEX claw_backs_claim ON claw_backs (claim_id);

-- What was paid stays on record as paid.
CREATE FUNCTION keep_what_was_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was paid stays on record as paid' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER payments_stay_paid BEFORE UPDATE ON payments FOR EACH ROW
    WHEN (OLD.state = 'paid' AND (NEW.state, NEW.person_id, NEW.programme, NEW.period, NEW.amount)
          IS DISTINCT FROM (OLD.state, OLD.person_id, OLD.programme, OLD.period, OLD.amount))
    EXECUTE FUNCTION keep_what_was_paid();
CREATE TRIGGER payments_are_never_taken_away BEFORE DELETE OR TRUNCATE ON payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_lines_are_never_taken_away BEFORE DELETE OR TRUNCATE ON payment_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
