-- What people do for themselves: drafts, read messages, objections to what is known of them, proxies, closing.

-- Forms that are not handed in yet; the content is sealed like any personal datum.
CREATE TABLE matter_drafts (
    draft_id       text PRIMARY KEY,
    person_id      text NOT NULL,
    title          text NOT NULL,
    content_sealed text NOT NULL,
    version        integer NOT NULL,
    changed_at     timestamptz NOT NULL
);
CREATE INDEX matter_drafts_person ON matter_drafts (person_id, changed_at DESC);

CREATE TABLE message_reads (
    person_id text NOT NULL,
    event_id  uuid NOT NULL,
    read_at   timestamptz NOT NULL,
    PRIMARY KEY (person_id, event_id)
);

-- Somebody says that a datum about them is wrong. Their words may be personal: sealed, and in no event.
CREATE TABLE data_objections (
    data_objection_id  text PRIMARY KEY,
    person_id          text NOT NULL REFERENCES persons,
    area               text NOT NULL,
    field              text NOT NULL,
    group_name         text,
    source             text,
    state              text NOT NULL,
    explanation_sealed text NOT NULL,
    files              text[] NOT NULL,
    raised_at          timestamptz NOT NULL,
    ground             text,
    settled_by         text,
    settled_at         timestamptz
);
CREATE UNIQUE INDEX data_objections_once ON data_objections (person_id, field, coalesce(group_name, ''))
    WHERE state = 'open';

-- Who may act for whom, in which matters, until when; and every time that they did.
CREATE TABLE authorisations (
    authorisation_id text PRIMARY KEY,
    person_id        text NOT NULL REFERENCES persons,
    agent_id         text NOT NULL REFERENCES persons,
    kind             text NOT NULL,
    matters          text[] NOT NULL,
    business_id      text REFERENCES businesses,
    until            date NOT NULL,
    files            text[] NOT NULL,
    state            text NOT NULL,
    recorded_by      text,
    authorised_at    timestamptz NOT NULL,
    ended_at         timestamptz,
    CHECK (agent_id <> person_id)
);
CREATE INDEX authorisations_person ON authorisations (person_id);
CREATE INDEX authorisations_agent ON authorisations (agent_id, person_id) WHERE state = 'in_force';
CREATE TABLE proxy_acts (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    authorisation_id text NOT NULL,
    person_id        text NOT NULL,
    agent_id         text NOT NULL,
    matter           text NOT NULL,
    what             text NOT NULL,
    acted_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX proxy_acts_person ON proxy_acts (person_id, id DESC);
CREATE TRIGGER proxy_acts_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proxy_acts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Tokens that ended before their time: one by its hash, or all that a person was given before a moment.
CREATE TABLE revocations (
    kind         text NOT NULL CHECK (kind IN ('token', 'person')),
    key          text NOT NULL,
    given_before double precision NOT NULL,
    until        double precision NOT NULL,
    revoked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (kind, key)
);

ALTER TABLE persons ADD COLUMN closed_at timestamptz;
