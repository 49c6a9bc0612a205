-- Businesses and online shops, consents, and forms that concern several pillars.
CREATE TABLE businesses (
    business_id    text PRIMARY KEY,
    person_id      text NOT NULL REFERENCES persons,
    kind           text NOT NULL,
    state          text NOT NULL,
    name           text NOT NULL,
    number         text NOT NULL UNIQUE,
    area           text NOT NULL,
    registered_on  date NOT NULL,
    closed_on      date,
    evidence       text NOT NULL,
    number_token   text NOT NULL,
    address_token  text,
    address_sealed text
);
CREATE INDEX businesses_person ON businesses (person_id);
CREATE TABLE consents (
    consent_id   text PRIMARY KEY,
    person_id    text NOT NULL REFERENCES persons,
    purpose      text NOT NULL,
    given_at     timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE UNIQUE INDEX consents_once ON consents (person_id, purpose) WHERE withdrawn_at IS NULL;
CREATE TABLE matters (
    matter_id    text PRIMARY KEY,
    person_id    text NOT NULL REFERENCES persons,
    area         text NOT NULL,
    business_id  text REFERENCES businesses,
    wishes       jsonb NOT NULL,
    files        text[] NOT NULL,
    submitted_at timestamptz NOT NULL
);
