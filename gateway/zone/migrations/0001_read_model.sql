-- The read model. State columns take the highest version of their entity; timeline lines and figures are added
-- once per event id; so the order of arrival does not matter and a rebuild equals what grew live.

CREATE TABLE projected (
    event_id     uuid PRIMARY KEY,
    projected_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE persons (
    person_id   text PRIMARY KEY,
    area        text NOT NULL,
    birth_month text NOT NULL,
    groups      jsonb NOT NULL,
    version     integer NOT NULL,
    updated_at  timestamptz NOT NULL
);

-- One row per thing a person or desk follows: an enrolment, an assessment, a loan, a claim …
CREATE TABLE cases (
    pillar      text NOT NULL,
    entity      text NOT NULL,
    entity_id   text NOT NULL,
    person_id   text,
    parties     text[] NOT NULL,
    area        text NOT NULL,
    title       text NOT NULL,
    state       text NOT NULL,
    state_label text NOT NULL,
    due_on      date,
    todo        text,
    amount      text,
    reasons     jsonb NOT NULL,
    data        jsonb NOT NULL,
    type        text NOT NULL,
    event_id    uuid NOT NULL,
    version     integer NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (pillar, entity, entity_id)
);
CREATE INDEX cases_person ON cases (person_id, changed_at DESC) WHERE person_id IS NOT NULL;
CREATE INDEX cases_area ON cases (area text_pattern_ops, entity, state);
CREATE INDEX cases_due ON cases (due_on) WHERE due_on IS NOT NULL;

CREATE TABLE timeline (
    event_id    uuid PRIMARY KEY,
    person_id   text NOT NULL,
    area        text NOT NULL,
    parties     text[] NOT NULL,
    occurred_at timestamptz NOT NULL,
    pillar      text NOT NULL,
    type        text NOT NULL,
    label       text NOT NULL,
    title       text NOT NULL,
    entity      text NOT NULL,
    entity_id   text NOT NULL,
    by_role     text NOT NULL
);
CREATE INDEX timeline_person ON timeline (person_id, occurred_at DESC, event_id);

-- What each event adds to a figure of the cockpit; a figure is their sum and opens the events behind it.
CREATE TABLE figures (
    event_id    uuid NOT NULL,
    measure     text NOT NULL,
    area        text NOT NULL,
    year        integer NOT NULL,
    amount      bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (event_id, measure)
);
CREATE INDEX figures_measure ON figures (year, measure, area text_pattern_ops) INCLUDE (amount);
