-- One form for several programmes; one correction notice in the life of a claim, by whichever way it is written;
-- who refused it, by which letter; the role that a referred claim waits for.
ALTER TABLE claims
    ADD COLUMN submission_id text,
    ADD COLUMN corrections   integer NOT NULL DEFAULT 0 CHECK (corrections <= 1),
    ADD COLUMN correct_by    date,
    ADD COLUMN referred_to   text,
    ADD COLUMN refused_by    text,
    ADD COLUMN letter_id     text;
CREATE INDEX claims_submission ON claims (submission_id) WHERE submission_id IS NOT NULL;

-- An appeal against one refusal. Whoever refused the claim never decides on it.
CREATE TABLE appeals (
    appeal_id  text PRIMARY KEY,
    claim_id   text NOT NULL REFERENCES claims,
    letter_id  text NOT NULL UNIQUE,
    person_id  text NOT NULL,
    area       text NOT NULL,
    programme  text NOT NULL,
    title      text NOT NULL,
    amount     bigint NOT NULL CHECK (amount >= 0),
    state      text NOT NULL,
    opened_on  date NOT NULL,
    allowed    integer NOT NULL,
    due_on     date,
    decided_on date,
    refused_by text,
    taken_by   text CHECK (taken_by <> refused_by),
    version    integer NOT NULL
);
CREATE INDEX appeals_claim ON appeals (claim_id);
CREATE INDEX appeals_area ON appeals (area, state);

-- Letters are issued once and never change; what they say is in their event.
CREATE TABLE letters (
    letter_id text PRIMARY KEY,
    kind      text NOT NULL,
    number    text NOT NULL UNIQUE,
    person_id text NOT NULL,
    area      text NOT NULL,
    claim_id  text REFERENCES claims,
    issued_on date NOT NULL
);
CREATE INDEX letters_claim ON letters (claim_id);
CREATE TRIGGER letters_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON letters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
