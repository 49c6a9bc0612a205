"""What the writing peers need in the database and on the broker."""

HANDLED = "training.completed.v1"
HANDLER_QUEUE = f"evt-peer_source-{HANDLED}--peer_handler.count_completion"
TABLES = """
CREATE SCHEMA IF NOT EXISTS peer;
CREATE TABLE IF NOT EXISTS peer.inbox (id text PRIMARY KEY, handled_at timestamptz DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS peer.people (person_id text PRIMARY KEY, state text, certificate text);
CREATE TABLE IF NOT EXISTS peer.plans (city text, course text, seats int, taken int, PRIMARY KEY (city, course));
CREATE TABLE IF NOT EXISTS peer.classes (class_id uuid PRIMARY KEY, institution_id text, area text, course text,
    title text, seats int, starts_on date, ends_on date, sessions int, state text);
INSERT INTO peer.plans VALUES ('433100', 'siyb', 1000000, 0) ON CONFLICT DO NOTHING;
"""
