-- Counties' shares of a city's plan; what no county has is still at the city.
CREATE TABLE plan_shares (
    city   text NOT NULL,
    year   integer NOT NULL,
    course text NOT NULL,
    county text NOT NULL,
    seats  integer NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (city, year, course, county),
    FOREIGN KEY (city, year) REFERENCES plans (city, year)
);
ALTER TABLE institutions
    ADD COLUMN title           text NOT NULL DEFAULT '创业培训机构',
    ADD COLUMN state           text NOT NULL DEFAULT 'accredited',
    ADD COLUMN suspended_until date;
-- People counted toward a document's target in heads; one person counts once for one target of one area.
CREATE TABLE trainee_counts (
    trainee_count_id text PRIMARY KEY,
    person_id        text NOT NULL,
    target           text NOT NULL,
    area             text NOT NULL,
    held_on          date NOT NULL
);
CREATE INDEX trainee_counts_person ON trainee_counts (person_id, target);
ALTER TABLE lecturers
    ADD COLUMN tier          text,
    ADD COLUMN registered_on date,
    ADD COLUMN verified_on   date;
-- Follow-up after the course: whose turn it is to queue, who guides, each contact, and what mentors recorded.
CREATE TABLE guided_people (
    person_id text PRIMARY KEY
);
ALTER TABLE follow_ups
    ADD COLUMN class_id       text,
    ADD COLUMN institution_id text,
    ADD COLUMN completed_on   date,
    ADD COLUMN progress       text,
    ADD COLUMN due_on         date;
UPDATE follow_ups f SET class_id = e.class_id, completed_on = e.completed_on, institution_id = c.institution_id
    FROM enrolments e JOIN classes c USING (class_id) WHERE f.follow_up_id = 'follow-up:' || e.enrolment_id;
CREATE TABLE follow_up_contacts (
    follow_up_id text NOT NULL REFERENCES follow_ups,
    contact_id   text NOT NULL,
    helper       text NOT NULL,
    helper_id    text NOT NULL,
    kind         text NOT NULL,
    held_on      date NOT NULL,
    progress     text NOT NULL,
    advice       text,
    PRIMARY KEY (follow_up_id, contact_id)
);
CREATE TABLE mentors (
    mentor_id    text PRIMARY KEY,
    person_id    text NOT NULL,
    area         text NOT NULL,
    suspended_on date,
    version      integer NOT NULL
);
CREATE INDEX mentors_person ON mentors (person_id);
CREATE TABLE mentor_visits (
    visit_id  text PRIMARY KEY,
    mentor_id text NOT NULL,
    person_id text NOT NULL,
    held_on   date NOT NULL
);
CREATE INDEX mentor_visits_person ON mentor_visits (person_id);
-- Every business of a person, since the one before the course is no success and the one after it is.
CREATE TABLE businesses (
    business_id   text PRIMARY KEY,
    person_id     text NOT NULL,
    registered_on date NOT NULL
);
CREATE INDEX businesses_person ON businesses (person_id);
INSERT INTO businesses (business_id, person_id, registered_on) SELECT business_id, person_id, registered_on FROM successes;
DROP TABLE successes;
CREATE TABLE success_counts (
    enrolment_id  text PRIMARY KEY REFERENCES enrolments,
    business_id   text NOT NULL,
    registered_on date NOT NULL,
    state         text NOT NULL
);
