-- The feed that front ends follow: what changed for a person, in the order in which the zone learned of it.
-- Not rebuilt: its numbers are cursors that clients hold. One projector writes it, so numbers appear in order.
CREATE TABLE changes (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid NOT NULL UNIQUE,
    person_id   text NOT NULL,
    occurred_at timestamptz NOT NULL,
    pillar      text NOT NULL,
    type        text NOT NULL,
    label       text NOT NULL,
    title       text NOT NULL,
    entity      text NOT NULL,
    entity_id   text NOT NULL
);
CREATE INDEX changes_person ON changes (person_id, seq);

-- EventSource cannot send a token: it gets a ticket that opens one stream, once, within seconds.
CREATE TABLE push_tickets (
    ticket_hash text PRIMARY KEY,
    person_id   text NOT NULL,
    expires_at  timestamptz NOT NULL
);
