-- Money that was paid and that the bank sent back (退汇): once per attempt, with what it undoes, and never changed.
CREATE TABLE bank_returns (
    payment_id     text NOT NULL,
    batch_id       text NOT NULL,
    claim_id       text NOT NULL REFERENCES claims,
    amount         bigint NOT NULL CHECK (amount > 0),
    returned_on    date NOT NULL,
    bank_reference text NOT NULL,
    cause          text NOT NULL,
    paid_on        date NOT NULL,
    paid_reference text,
    confirmed_by   text NOT NULL,
    PRIMARY KEY (payment_id, batch_id),
    FOREIGN KEY (batch_id, payment_id) REFERENCES payment_lines (batch_id, payment_id),
    CHECK (returned_on >= paid_on)
);
CREATE TRIGGER bank_returns_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_returns
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who brought in what a bank says against the record: a return is settled by somebody else.
ALTER TABLE bank_questions ADD COLUMN put_by text;

ALTER TABLE payment_lines DROP CONSTRAINT payment_lines_result_check;
ALTER TABLE payment_lines ADD CONSTRAINT payment_lines_result_check
    CHECK (result IN ('paid', 'failed', 'unknown', 'sent_back', 'stopped', 'returned'));

-- What was paid stays on record as paid, unless its money came back and that is on record.
CREATE OR REPLACE FUNCTION keep_what_was_paid() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.state = 'returned'
       AND (NEW.payment_id, NEW.batch_id, NEW.claim_id, NEW.person_id, NEW.programme, NEW.period, NEW.amount)
         = (OLD.payment_id, OLD.batch_id, OLD.claim_id, OLD.person_id, OLD.programme, OLD.period, OLD.amount)
       AND EXISTS (SELECT 1 FROM bank_returns r WHERE r.payment_id = OLD.payment_id AND r.batch_id = OLD.batch_id
                                                  AND r.amount = OLD.amount) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was paid stays on record as paid' USING ERRCODE = '42501';
END $$;
