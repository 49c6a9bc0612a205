-- Whom the platform tells outside its pages: addresses of systems (webhooks), and people by short message.

CREATE TABLE webhooks (
    webhook_id text PRIMARY KEY,
    owner_id   text NOT NULL,
    everybody  boolean NOT NULL,
    address    text NOT NULL,
    pillars    text[] NOT NULL,
    generation integer NOT NULL,
    after_seq  bigint NOT NULL,
    opened_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at  timestamptz
);
CREATE INDEX webhooks_owner ON webhooks (owner_id) WHERE closed_at IS NULL;

CREATE TABLE webhook_deliveries (
    delivery_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id   text NOT NULL REFERENCES webhooks,
    seq          bigint NOT NULL,
    event_id     uuid NOT NULL,
    payload      jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     integer NOT NULL DEFAULT 0,
    answered     integer,
    fault        text,
    next_try_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    delivered_at timestamptz,
    UNIQUE (webhook_id, seq)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_try_at) WHERE state = 'waiting';

-- Every try, for good.
CREATE TABLE webhook_attempts (
    delivery_id bigint NOT NULL,
    answered    integer,
    fault       text,
    took_ms     integer NOT NULL,
    tried_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER webhook_attempts_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON webhook_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE notification_wishes (
    person_id   text PRIMARY KEY,
    channels    text[] NOT NULL,
    quiet_from  integer NOT NULL,
    quiet_until integer NOT NULL
);
CREATE TABLE notifications (
    notification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id       text NOT NULL,
    event_id        uuid NOT NULL,
    channel         text NOT NULL,
    text            text NOT NULL,
    state           text NOT NULL,
    reason          text,
    due_at          timestamptz NOT NULL,
    sent_at         timestamptz,
    UNIQUE (person_id, event_id, channel)
);
CREATE INDEX notifications_due ON notifications (due_at) WHERE state = 'waiting';
-- How far the feed of changes was read for notifications.
CREATE TABLE feed_places (
    reader text PRIMARY KEY,
    seq    bigint NOT NULL
);
