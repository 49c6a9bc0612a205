CREATE TABLE mentors (
    mentor_id    text PRIMARY KEY,
    person_id    text NOT NULL UNIQUE,
    area         text NOT NULL,
    pool         text NOT NULL,
    origin       text NOT NULL,
    team         text,
    topics       text[] NOT NULL,
    parts        text[] NOT NULL,
    due_on       date,
    suspended_on date,
    state        text NOT NULL,
    version      integer NOT NULL
);
CREATE TABLE tasks (
    task_id         text PRIMARY KEY,
    kind            text NOT NULL,
    title           text NOT NULL,
    area            text NOT NULL,
    organisation_id text,
    activity_id     text,
    due_on          date NOT NULL,
    mentor_id       text REFERENCES mentors,
    state           text NOT NULL,
    version         integer NOT NULL,
    CHECK ((state = 'claimed') <= (mentor_id IS NOT NULL))
);
CREATE INDEX tasks_mentor ON tasks (mentor_id) WHERE state = 'claimed';
-- The row that everyone who looks for a mentor in a city waits for, so that no founder is overlooked.
CREATE TABLE cities (
    city text PRIMARY KEY
);
CREATE TABLE mentor_offers (
    mentor_offer_id text PRIMARY KEY,
    person_id       text NOT NULL,
    area            text NOT NULL,
    city            text NOT NULL,
    occasion        text NOT NULL,
    mentor_id       text REFERENCES mentors,
    first_at        timestamptz NOT NULL,
    state           text NOT NULL,
    version         integer NOT NULL
);
-- A founder has one mentor, or one offer of one, at a time.
CREATE UNIQUE INDEX mentor_offers_one_a_person ON mentor_offers (person_id) WHERE state <> 'declined';
CREATE INDEX mentor_offers_waiting ON mentor_offers (city, first_at) WHERE state = 'waiting';
CREATE INDEX mentor_offers_mentor ON mentor_offers (mentor_id);
CREATE TABLE visits (
    visit_id    text PRIMARY KEY,
    mentor_id   text NOT NULL REFERENCES mentors,
    base_id     text,
    person_id   text,
    area        text NOT NULL,
    place_kind  text NOT NULL,
    title       text NOT NULL,
    held_on     date NOT NULL,
    recorded_on date NOT NULL
);
