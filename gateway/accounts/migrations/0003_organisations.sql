-- Organisations, who acts for them in which role, and local accounts for those who have no other sign-in.
CREATE TABLE organisations (
    organisation_id text PRIMARY KEY,
    kind            text NOT NULL,
    name            text NOT NULL,
    area            text NOT NULL,
    credit_code     text NOT NULL UNIQUE,
    registered_at   timestamptz NOT NULL
);
CREATE TABLE appointments (
    appointment_id  text PRIMARY KEY,
    person_id       text NOT NULL REFERENCES persons,
    role            text NOT NULL,
    area            text NOT NULL,
    organisation_id text REFERENCES organisations,
    appointed_at    timestamptz NOT NULL,
    ended_on        date
);
CREATE UNIQUE INDEX appointments_once ON appointments (person_id, role, area, coalesce(organisation_id, ''))
    WHERE ended_on IS NULL;
CREATE TABLE sign_in_accounts (
    account       text PRIMARY KEY,
    person_id     text NOT NULL UNIQUE REFERENCES persons,
    password_hash text NOT NULL,
    failures      integer NOT NULL DEFAULT 0,
    locked_until  timestamptz
);
