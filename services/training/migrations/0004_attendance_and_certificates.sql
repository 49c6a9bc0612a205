-- The timetable of a class. Overlaps are decided under the locks of lecturer and trainees.
CREATE TABLE sessions (
    class_id    text NOT NULL REFERENCES classes,
    session     integer NOT NULL,
    held_on     date NOT NULL,
    starts_at   text NOT NULL,
    ends_at     text NOT NULL CHECK (ends_at > starts_at),
    place       text NOT NULL,
    lecturer_id text,
    PRIMARY KEY (class_id, session)
);
CREATE INDEX sessions_lecturer ON sessions (lecturer_id, held_on);

-- What a class's sign-in codes are made from. Never announced, answered or logged.
CREATE TABLE sign_in_secrets (
    class_id text PRIMARY KEY REFERENCES classes,
    secret   text NOT NULL DEFAULT gen_random_uuid()::text || gen_random_uuid()::text
);
CREATE TABLE sign_ins (
    sign_in_id   text PRIMARY KEY,
    class_id     text NOT NULL REFERENCES classes,
    session      integer NOT NULL,
    person_id    text NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments,
    held_on      date NOT NULL,
    device_mark  text NOT NULL,
    signed_in_at timestamptz NOT NULL,
    state        text NOT NULL,
    marks        text[] NOT NULL,
    version      integer NOT NULL,
    UNIQUE (class_id, session, person_id)
);
CREATE INDEX sign_ins_person ON sign_ins (person_id, held_on);
CREATE INDEX sign_ins_device ON sign_ins (device_mark, held_on);

-- A sign-in and a roll call are two sources; a roll call replaces only what an earlier one said.
ALTER TABLE attendance ADD COLUMN source text NOT NULL DEFAULT 'roll_call' CHECK (source IN ('roll_call', 'sign_in'));

-- The groups that hold for a person: those that come first on waiting lists are a policy's.
ALTER TABLE people ADD COLUMN groups jsonb NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN groups_version integer NOT NULL DEFAULT 0;
ALTER TABLE enrolments ADD COLUMN waiting_since timestamptz;

-- Every sitting of an examination, passed or not.
CREATE TABLE examinations (
    enrolment_id text NOT NULL REFERENCES enrolments,
    attempt      integer NOT NULL,
    mark         integer,
    held_on      date,
    passed       boolean NOT NULL,
    PRIMARY KEY (enrolment_id, attempt)
);

CREATE TABLE certificates (
    number       text PRIMARY KEY,
    enrolment_id text NOT NULL REFERENCES enrolments,
    person_id    text NOT NULL,
    class_id     text NOT NULL,
    completed_on date NOT NULL,
    issued_on    date NOT NULL,
    state        text NOT NULL CHECK (state IN ('valid', 'reissued', 'revoked')),
    replaces     text REFERENCES certificates,
    replaced_by  text
);
-- One certificate of an enrolment holds.
CREATE UNIQUE INDEX certificates_valid ON certificates (enrolment_id) WHERE state = 'valid';
INSERT INTO certificates (number, enrolment_id, person_id, class_id, completed_on, issued_on, state)
SELECT certificate_number, enrolment_id, person_id, class_id, completed_on, completed_on,
       CASE WHEN revoked THEN 'revoked' ELSE 'valid' END
FROM enrolments WHERE certificate_number IS NOT NULL AND completed_on IS NOT NULL;

-- A certificate is never changed or removed; it only ceases to hold, once.
CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a certificate is never removed';
    END IF;
    IF (NEW.number, NEW.enrolment_id, NEW.person_id, NEW.class_id, NEW.completed_on, NEW.issued_on, NEW.replaces)
       IS DISTINCT FROM
       (OLD.number, OLD.enrolment_id, OLD.person_id, OLD.class_id, OLD.completed_on, OLD.issued_on, OLD.replaces)
       OR OLD.state <> 'valid' OR NEW.state = 'valid' THEN
        RAISE EXCEPTION 'a certificate is immutable: it may only cease to hold, once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_certificate BEFORE UPDATE OR DELETE ON certificates
    FOR EACH ROW EXECUTE FUNCTION keep_certificate();
CREATE TRIGGER keep_certificates BEFORE TRUNCATE ON certificates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
