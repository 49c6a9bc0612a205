CREATE TABLE activities (
    activity_id     text PRIMARY KEY,
    title           text NOT NULL,
    kind            text NOT NULL,
    area            text NOT NULL,
    venue           text NOT NULL,
    organisation_id text,
    base_id         text,
    held_on         date NOT NULL,
    register_until  date NOT NULL,
    places          integer NOT NULL CHECK (places > 0),
    for_groups      text[] NOT NULL,
    dedicated       boolean NOT NULL,
    bought_in       boolean NOT NULL,
    promotion       text NOT NULL,
    proposed_by     text NOT NULL,
    state           text NOT NULL,
    version         integer NOT NULL
);
-- `queued` orders those who wait; it is given under the activity's lock.
CREATE TABLE registrations (
    registration_id text PRIMARY KEY,
    activity_id     text NOT NULL REFERENCES activities,
    person_id       text NOT NULL,
    queued          integer NOT NULL,
    state           text NOT NULL,
    version         integer NOT NULL
);
CREATE UNIQUE INDEX registrations_once ON registrations (activity_id, person_id) WHERE state <> 'withdrawn';
CREATE INDEX registrations_queue ON registrations (activity_id, state, queued);
CREATE TABLE ratings (
    rating_id      text PRIMARY KEY,
    service_act_id text NOT NULL UNIQUE,
    person_id      text NOT NULL,
    provider_id    text NOT NULL,
    pillar         text NOT NULL,
    area           text NOT NULL,
    title          text NOT NULL,
    grade          text,
    state          text NOT NULL,
    version        integer NOT NULL
);
CREATE INDEX ratings_provider ON ratings (provider_id) WHERE grade IS NOT NULL;
CREATE TABLE rating_cases (
    rating_case_id text PRIMARY KEY,
    rating_id      text NOT NULL UNIQUE REFERENCES ratings,
    person_id      text NOT NULL,
    provider_id    text NOT NULL,
    area           text NOT NULL,
    title          text NOT NULL,
    grade          text NOT NULL,
    due_on         date NOT NULL,
    overdue        boolean NOT NULL,
    contacted_on   date,
    state          text NOT NULL,
    version        integer NOT NULL,
    -- Not even by direct SQL is a case closed whose person nobody reached.
    CHECK (state <> 'closed' OR contacted_on IS NOT NULL)
);
