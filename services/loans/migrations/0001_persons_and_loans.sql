-- What loans know of people without asking; the row of a person is what decisions about that person wait for.
CREATE TABLE people (
    person_id text PRIMARY KEY,
    area      text,
    groups    jsonb NOT NULL DEFAULT '[]',
    version   integer NOT NULL DEFAULT 0,
    shown     jsonb
);
CREATE TABLE completions (
    enrolment_id text PRIMARY KEY,
    person_id    text NOT NULL,
    course       text NOT NULL,
    revoked      boolean NOT NULL,
    version      integer NOT NULL
);
CREATE INDEX completions_person ON completions (person_id);
CREATE TABLE businesses (
    business_id text PRIMARY KEY,
    person_id   text NOT NULL,
    kind        text NOT NULL,
    open        boolean NOT NULL,
    version     integer NOT NULL
);
CREATE INDEX businesses_person ON businesses (person_id);
CREATE TABLE prizes (
    prize_id  text PRIMARY KEY,
    person_id text NOT NULL
);
CREATE INDEX prizes_person ON prizes (person_id);
CREATE TABLE papers (
    person_id text NOT NULL,
    kind      text NOT NULL,
    file_id   text NOT NULL,
    loan_id   text NOT NULL,
    PRIMARY KEY (person_id, kind, file_id)
);

-- Bases and tenancies, as far as a counter-guarantee may be waived on them. Version 0: heard of by a tenancy alone.
CREATE TABLE bases (
    base_id text PRIMARY KEY,
    name    text NOT NULL,
    level   text,
    version integer NOT NULL
);
CREATE TABLE tenancies (
    tenancy_id text PRIMARY KEY,
    person_id  text NOT NULL,
    base_id    text NOT NULL,
    area       text NOT NULL,
    admitted   boolean NOT NULL,
    version    integer NOT NULL
);
CREATE INDEX tenancies_base ON tenancies (base_id);
CREATE INDEX tenancies_person ON tenancies (person_id);
CREATE TABLE grounds (
    ground_id   text PRIMARY KEY,
    person_id   text NOT NULL,
    kind        text NOT NULL,
    state       text NOT NULL,
    up_to       bigint,
    valid_until date,
    bank_id     text,
    base_id     text
);
CREATE INDEX grounds_person ON grounds (person_id);

CREATE TABLE cooperations (
    cooperation_id text PRIMARY KEY,
    bank_id        text NOT NULL,
    name           text NOT NULL,
    area           text NOT NULL,
    UNIQUE (bank_id, area)
);
CREATE TABLE funds (
    fund_id           text PRIMARY KEY,
    guarantee_body_id text NOT NULL,
    area              text NOT NULL,
    UNIQUE (guarantee_body_id, area)
);

CREATE TABLE loans (
    loan_id             text PRIMARY KEY,
    person_id           text NOT NULL,
    area                text NOT NULL,
    city                text NOT NULL,
    kind                text NOT NULL,
    amount              bigint NOT NULL CHECK (amount > 0),
    term_months         integer NOT NULL,
    bank_id             text NOT NULL,
    purpose             text NOT NULL,
    state               text NOT NULL,
    version             integer NOT NULL,
    guarantee_body_id   text,
    business_id         text,
    partner_ids         text[] NOT NULL,
    employees           integer NOT NULL,
    employees_of_groups integer NOT NULL,
    waived              bigint,
    required            bigint,
    lodged              bigint NOT NULL DEFAULT 0,
    ground_ids          text[] NOT NULL DEFAULT '{}',
    fund_id             text REFERENCES funds,
    annual_rate         numeric,
    lpr                 numeric,
    method              text,
    day_count           text,
    contract_number     text,
    signed_on           date,
    disbursed_on        date,
    overdue_since       date,
    outstanding         bigint CHECK (outstanding >= 0),
    due_on              date,
    todo                text NOT NULL DEFAULT '',
    compensated         bigint NOT NULL DEFAULT 0,
    recovered           bigint NOT NULL DEFAULT 0,
    jobs                integer NOT NULL DEFAULT 0,
    UNIQUE (bank_id, contract_number)
);
CREATE INDEX loans_person ON loans (person_id);
CREATE TABLE instalments (
    loan_id         text NOT NULL REFERENCES loans,
    line            integer NOT NULL,
    due_on          date NOT NULL,
    principal       bigint NOT NULL CHECK (principal >= 0),
    interest        bigint NOT NULL CHECK (interest >= 0),
    budget_interest bigint NOT NULL CHECK (budget_interest BETWEEN 0 AND interest),
    PRIMARY KEY (loan_id, line)
);
-- A bank's reference counts once, whichever loan it is sent for.
CREATE TABLE repayments (
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    repayment_id   text PRIMARY KEY,
    loan_id        text NOT NULL REFERENCES loans,
    bank_id        text NOT NULL,
    bank_reference text NOT NULL,
    paid_on        date NOT NULL,
    principal      bigint NOT NULL CHECK (principal >= 0),
    interest       bigint NOT NULL CHECK (interest >= 0),
    early          bigint NOT NULL CHECK (early BETWEEN 0 AND principal),
    UNIQUE (bank_id, bank_reference)
);
CREATE INDEX repayments_loan ON repayments (loan_id, seq);
CREATE TABLE recoveries (
    loan_id      text NOT NULL REFERENCES loans,
    reference    text NOT NULL,
    amount       bigint NOT NULL CHECK (amount > 0),
    recovered_on date NOT NULL,
    PRIMARY KEY (loan_id, reference)
);
CREATE TABLE flags (
    loan_id text NOT NULL REFERENCES loans,
    cause   text NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX flags_loan ON flags (loan_id);
