-- Rosters that are worked off bit by bit while their sender watches. The sheet itself is a kept file.
CREATE TABLE roster_jobs (
    job_id        text PRIMARY KEY,
    file_id       text NOT NULL,
    owner_id      text NOT NULL,
    options       jsonb NOT NULL,
    state         text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    step          text NOT NULL,
    total         integer NOT NULL,
    done          integer NOT NULL DEFAULT 0,
    fault         text,
    -- Technical time: who works on it says so every few rows; after that anybody who asks may take it up.
    claimed_until timestamptz NOT NULL,
    opened_at     timestamptz NOT NULL
);
CREATE TABLE roster_job_rows (
    job_id         text NOT NULL REFERENCES roster_jobs,
    row            integer NOT NULL,
    person_id      text,
    registered_now boolean NOT NULL DEFAULT false,
    reason         text,
    PRIMARY KEY (job_id, row)
);
