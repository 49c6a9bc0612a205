CREATE TABLE institutions (
    institution_id text PRIMARY KEY,
    area           text NOT NULL,
    courses        text[] NOT NULL,
    valid_until    date NOT NULL
);
CREATE TABLE plans (
    plan_id text PRIMARY KEY,
    city    text NOT NULL,
    year    integer NOT NULL,
    seats   jsonb NOT NULL,
    UNIQUE (city, year)
);
CREATE TABLE classes (
    class_id       text PRIMARY KEY,
    institution_id text NOT NULL,
    area           text NOT NULL,
    city           text NOT NULL,
    course         text NOT NULL,
    title          text NOT NULL,
    seats          integer NOT NULL CHECK (seats > 0),
    starts_on      date NOT NULL,
    ends_on        date NOT NULL,
    sessions       integer NOT NULL,
    state          text NOT NULL,
    version        integer NOT NULL
);
CREATE INDEX classes_city_course ON classes (city, course);
CREATE TABLE enrolments (
    enrolment_id       text PRIMARY KEY,
    class_id           text NOT NULL REFERENCES classes,
    person_id          text NOT NULL,
    course             text NOT NULL,
    city               text NOT NULL,
    state              text NOT NULL,
    completed_on       date,
    certificate_number text UNIQUE,
    revoked            boolean NOT NULL DEFAULT false,
    version            integer NOT NULL,
    UNIQUE (class_id, person_id)
);
CREATE INDEX enrolments_person ON enrolments (person_id);
CREATE INDEX enrolments_city_course ON enrolments (city, course) WHERE state = 'completed';
CREATE TABLE attendance (
    class_id  text NOT NULL REFERENCES classes,
    session   integer NOT NULL,
    person_id text NOT NULL,
    PRIMARY KEY (class_id, session, person_id)
);
CREATE TABLE certificate_serials (
    series text PRIMARY KEY,
    last   integer NOT NULL
);
CREATE TABLE follow_ups (
    follow_up_id text PRIMARY KEY,
    person_id    text NOT NULL,
    area         text NOT NULL,
    course       text NOT NULL,
    helpers      text[] NOT NULL,
    state        text NOT NULL
);
CREATE INDEX follow_ups_person ON follow_ups (person_id);
-- Trainees who registered a business afterwards: the success rate counts them (hunan-2024 二（一）3).
CREATE TABLE successes (
    person_id     text PRIMARY KEY,
    business_id   text NOT NULL,
    registered_on date NOT NULL
);
-- Registered people, by opaque id; the row is what two enrolments of one person wait for.
CREATE TABLE people (
    person_id text PRIMARY KEY
);
