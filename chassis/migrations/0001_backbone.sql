-- The backbone that every schema with a log carries: history, outbox, inbox, answers, failures, timers.
-- Runs with search_path set to the schema.

CREATE TABLE events (
    seq            bigint GENERATED ALWAYS AS IDENTITY,
    id             uuid PRIMARY KEY,
    type           text NOT NULL,
    entity         text NOT NULL,
    entity_id      text NOT NULL,
    entity_version integer NOT NULL,
    person_id      text,
    data           jsonb NOT NULL,
    headers        jsonb NOT NULL,
    correlation_id text NOT NULL,
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (entity, entity_id, entity_version)
);
CREATE UNIQUE INDEX events_seq ON events (seq);
CREATE INDEX events_person ON events (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX events_correlation ON events (correlation_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the table %.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Points to what is not confirmed by the broker yet; a row leaves when its message is confirmed.
CREATE TABLE outbox (
    event_id uuid PRIMARY KEY REFERENCES events (id),
    added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outbox_added ON outbox (added_at);
CREATE VIEW outbox_messages AS
    SELECT o.event_id, o.added_at, e.seq, e.type, e.data, e.headers
    FROM outbox o JOIN events e ON e.id = o.event_id;

CREATE TABLE entity_versions (
    entity    text NOT NULL,
    entity_id text NOT NULL,
    version   integer NOT NULL,
    PRIMARY KEY (entity, entity_id)
);

-- One row per message that a receiver has handled: a duplicate finds it and does nothing.
CREATE TABLE inbox (
    receiver   text NOT NULL,
    message_id text NOT NULL,
    body_hash  text,
    answer     jsonb,
    handled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (receiver, message_id)
);

-- Messages that may have run before and are being tried: only what was started and not finished is blamed.
-- `started` counts processes, so that a second try by the same process (after an outage) counts once.
CREATE TABLE message_starts (
    receiver   text NOT NULL,
    message_id text NOT NULL,
    process    uuid NOT NULL,
    started    integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (receiver, message_id)
);

CREATE TABLE failed_messages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    receiver        text NOT NULL,
    message_id      text NOT NULL,
    type            text,
    headers         jsonb NOT NULL,
    body            bytea NOT NULL,
    status          text NOT NULL CHECK (status IN ('retrying', 'parked', 'quarantined', 'done', 'dropped')),
    cause           text NOT NULL,
    error           text NOT NULL,
    trace           text NOT NULL DEFAULT '',
    attempts        integer NOT NULL DEFAULT 0,
    first_failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_failed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_try_at     timestamptz,
    note            text,
    UNIQUE (receiver, message_id)
);
CREATE INDEX failed_messages_due ON failed_messages (next_try_at) WHERE status = 'retrying';

CREATE TABLE timers (
    key            text PRIMARY KEY,
    id             uuid NOT NULL,
    due_at         timestamptz NOT NULL,
    command        text NOT NULL,
    data           jsonb NOT NULL,
    correlation_id text NOT NULL,
    set_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX timers_due ON timers (due_at);

-- Refused attempts: who tried what without the role or area for it.
CREATE TABLE audit (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what      text NOT NULL,
    actor     jsonb NOT NULL,
    problem   jsonb NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Parameters that two people put into force at run time; the YAML is what an installation starts with.
CREATE TABLE published_policies (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  uuid NOT NULL UNIQUE,
    parameter jsonb NOT NULL
);
