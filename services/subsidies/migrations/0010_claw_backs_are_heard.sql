-- Whoever is to pay back is heard before the decision and may appeal against it. Whoever decided takes no part in that.
ALTER TABLE claw_backs
    ADD COLUMN opened_on  date,
    ADD COLUMN heard_on   date,
    ADD COLUMN decided_on date,
    ADD COLUMN decided_by text,
    ADD COLUMN letter_id  text;
ALTER TABLE appeals ADD COLUMN claw_back_id text REFERENCES claw_backs;
CREATE INDEX appeals_claw_back ON appeals (claw_back_id) WHERE claw_back_id IS NOT NULL;

-- What had come back on a claw-back that was overturned, and was given again: once, in full.
CREATE TABLE refunds (
    claw_back_id   text PRIMARY KEY REFERENCES claw_backs,
    amount         bigint NOT NULL CHECK (amount > 0),
    paid_on        date NOT NULL,
    bank_reference text NOT NULL,
    recorded_by    text NOT NULL
);
CREATE TRIGGER refunds_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refunds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
