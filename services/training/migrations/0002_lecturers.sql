CREATE TABLE lecturers (
    lecturer_id  text PRIMARY KEY,
    person_id    text NOT NULL UNIQUE,
    area         text NOT NULL,
    courses      text[] NOT NULL,
    parts        text[] NOT NULL,
    due_on       date,
    suspended_on date,
    state        text NOT NULL,
    version      integer NOT NULL
);
CREATE INDEX lecturers_area ON lecturers (area);
CREATE TABLE dispatches (
    dispatch_id text PRIMARY KEY,
    lecturer_id text NOT NULL REFERENCES lecturers,
    class_id    text NOT NULL REFERENCES classes,
    state       text NOT NULL,
    version     integer NOT NULL
);
-- A lecturer is asked for a class once at a time.
CREATE UNIQUE INDEX dispatches_open ON dispatches (class_id, lecturer_id) WHERE state IN ('proposed', 'accepted');
CREATE INDEX dispatches_lecturer ON dispatches (lecturer_id);
CREATE TABLE appraisals (
    lecturer_id text NOT NULL REFERENCES lecturers,
    year        integer NOT NULL,
    grade       text NOT NULL,
    PRIMARY KEY (lecturer_id, year)
);
