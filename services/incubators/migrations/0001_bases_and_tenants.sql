-- The row that everyone who looks for room in a city waits for, so that no invitation is overlooked.
CREATE TABLE cities (
    city text PRIMARY KEY
);
-- People by opaque id; `area` is unknown until their registration was heard of.
CREATE TABLE people (
    person_id text PRIMARY KEY,
    area      text,
    groups    jsonb NOT NULL DEFAULT '[]',
    version   integer NOT NULL DEFAULT 0
);
CREATE TABLE businesses (
    business_id text PRIMARY KEY,
    person_id   text NOT NULL,
    open        boolean NOT NULL,
    version     integer NOT NULL
);
CREATE INDEX businesses_person ON businesses (person_id);
CREATE TABLE bases (
    base_id           text PRIMARY KEY,
    name              text NOT NULL,
    area              text NOT NULL,
    city              text NOT NULL,
    level             text NOT NULL,
    kind              text NOT NULL,
    operator_id       text NOT NULL,
    government_funded boolean NOT NULL,
    state             text NOT NULL,
    version           integer NOT NULL
);
CREATE INDEX bases_city ON bases (city);
CREATE TABLE spaces (
    space_id         text PRIMARY KEY,
    base_id          text NOT NULL REFERENCES bases,
    name             text NOT NULL,
    kind             text NOT NULL,
    places           integer NOT NULL CHECK (places > 0),
    shared_equipment text[] NOT NULL
);
-- Courses that people completed, as far as heard; a revocation may be heard of first.
CREATE TABLE completions (
    enrolment_id text PRIMARY KEY,
    person_id    text NOT NULL,
    area         text,
    completed_on date,
    revoked      boolean NOT NULL DEFAULT false
);
CREATE INDEX completions_person ON completions (person_id);
CREATE TABLE invitations (
    invitation_id text PRIMARY KEY,
    enrolment_id  text NOT NULL UNIQUE REFERENCES completions,
    person_id     text NOT NULL,
    area          text NOT NULL,
    city          text NOT NULL,
    state         text NOT NULL,
    base_id       text REFERENCES bases,
    due_on        date,
    first_at      timestamptz NOT NULL,
    version       integer NOT NULL
);
CREATE INDEX invitations_person ON invitations (person_id);
CREATE INDEX invitations_waiting ON invitations (city, first_at) WHERE state = 'deferred';
CREATE INDEX invitations_standing ON invitations (base_id) WHERE state = 'sent';
CREATE TABLE fast_tracks (
    fast_track_id text PRIMARY KEY,
    person_id     text NOT NULL,
    area          text NOT NULL,
    city          text NOT NULL,
    title         text NOT NULL,
    state         text NOT NULL,
    base_id       text REFERENCES bases,
    due_on        date,
    first_at      timestamptz NOT NULL,
    version       integer NOT NULL
);
CREATE INDEX fast_tracks_waiting ON fast_tracks (city, first_at) WHERE state = 'waiting';
CREATE INDEX fast_tracks_person ON fast_tracks (person_id) WHERE state = 'reserved';
CREATE TABLE tenancies (
    tenancy_id    text PRIMARY KEY,
    person_id     text NOT NULL,
    base_id       text NOT NULL REFERENCES bases,
    base_level    text NOT NULL,
    business_id   text,
    invitation_id text,
    project       text NOT NULL,
    state         text NOT NULL,
    applied_on    date NOT NULL,
    since         date,
    jobs          integer NOT NULL DEFAULT 0,
    version       integer NOT NULL
);
CREATE INDEX tenancies_base ON tenancies (base_id, state);
-- A person is in one base at a time, and asks a base once at a time.
CREATE UNIQUE INDEX tenancies_one_base_a_person ON tenancies (person_id) WHERE state = 'admitted';
CREATE UNIQUE INDEX tenancies_one_application ON tenancies (person_id, base_id)
    WHERE state IN ('applied', 'waiting', 'admitted');
CREATE TABLE tenancy_questions (
    tenancy_question_id text PRIMARY KEY,
    tenancy_id          text NOT NULL REFERENCES tenancies,
    state               text NOT NULL,
    version             integer NOT NULL
);
CREATE TABLE service_requests (
    service_request_id text PRIMARY KEY,
    tenancy_id         text NOT NULL REFERENCES tenancies,
    kind               text NOT NULL,
    state              text NOT NULL,
    requested_on       date NOT NULL,
    version            integer NOT NULL
);
-- The row that two visits of one base and year wait for.
CREATE TABLE visit_years (
    base_id text NOT NULL,
    year    integer NOT NULL,
    counted integer NOT NULL DEFAULT 0,
    PRIMARY KEY (base_id, year)
);
CREATE TABLE visits (
    visit_id  text PRIMARY KEY,
    base_id   text NOT NULL,
    mentor_id text NOT NULL,
    held_on   date NOT NULL
);
CREATE INDEX visits_base ON visits (base_id, held_on);
-- What was confirmed of a base this year: tenancy_id is empty for the base itself.
CREATE TABLE data_refreshes (
    base_id      text NOT NULL REFERENCES bases,
    year         integer NOT NULL,
    tenancy_id   text NOT NULL DEFAULT '',
    refreshed_on date NOT NULL,
    PRIMARY KEY (base_id, year, tenancy_id)
);
