-- One row per person: what two decisions about one person wait for.
CREATE TABLE claimants (
    person_id text PRIMARY KEY
);
-- What other pillars and the zone announced about a person: each thing at its latest version, whatever the order.
CREATE TABLE facts (
    kind      text NOT NULL,
    entity_id text NOT NULL,
    person_id text NOT NULL,
    data      jsonb NOT NULL,
    version   integer NOT NULL,
    PRIMARY KEY (kind, entity_id)
);
CREATE INDEX facts_person ON facts (person_id);
CREATE INDEX facts_area ON facts ((data ->> 'area') text_pattern_ops);

CREATE TABLE assessments (
    assessment_id text PRIMARY KEY,
    person_id     text NOT NULL,
    area          text NOT NULL,
    programme     text NOT NULL,
    period        text NOT NULL,
    state         text NOT NULL,
    statuses      jsonb NOT NULL,
    version       integer NOT NULL,
    UNIQUE (person_id, programme, period)
);
CREATE INDEX assessments_area ON assessments (area, programme);

CREATE TABLE offers (
    offer_id  text PRIMARY KEY,
    person_id text NOT NULL,
    area      text NOT NULL,
    programme text NOT NULL,
    period    text NOT NULL,
    title     text NOT NULL,
    state     text NOT NULL,
    amount    bigint NOT NULL CHECK (amount > 0),
    version   integer NOT NULL,
    UNIQUE (person_id, programme, period)
);

CREATE TABLE claims (
    claim_id     text PRIMARY KEY,
    person_id    text NOT NULL,
    area         text NOT NULL,
    programme    text NOT NULL,
    period       text NOT NULL,
    title        text NOT NULL,
    state        text NOT NULL,
    amount       bigint NOT NULL CHECK (amount >= 0),
    submitted_on date NOT NULL,
    allowed      integer NOT NULL,
    due_on       date,
    level        integer NOT NULL DEFAULT 0,
    handled_by   text[] NOT NULL DEFAULT '{}',
    rested_on    text[] NOT NULL DEFAULT '{}',
    business_id  text,
    budget_id    text,
    notice_id    text,
    files        text[] NOT NULL DEFAULT '{}',
    decided_on   date,
    returned_by_platform boolean NOT NULL DEFAULT false,
    version      integer NOT NULL,
    UNIQUE (claim_id, person_id, programme, period)
);
CREATE UNIQUE INDEX claims_one_alive ON claims (person_id, programme, period)
    WHERE state NOT IN ('withdrawn', 'refused');
CREATE INDEX claims_area_state ON claims (area, state);

-- When a claim's legal clock stood still, and why.
CREATE TABLE claim_pauses (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    claim_id   text NOT NULL REFERENCES claims,
    paused_on  date NOT NULL,
    resumed_on date,
    why        text NOT NULL,
    CHECK (resumed_on IS NULL OR resumed_on >= paused_on)
);
CREATE UNIQUE INDEX claim_pauses_one_open ON claim_pauses (claim_id) WHERE resumed_on IS NULL;
CREATE INDEX claim_pauses_claim ON claim_pauses (claim_id);
