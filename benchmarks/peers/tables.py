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
# The pillar's own business tables as they stand, and seats enough that every class is within the plan, for both.
FILING_TABLES = """
UPDATE training.ledger_accounts SET balance = balance + CASE WHEN key LIKE '%:plan' THEN -1000000 ELSE 1000000 END
    WHERE key IN ('2024:433100:siyb:plan', '2024:433100:siyb:free');
DROP SCHEMA IF EXISTS peer_training CASCADE;
CREATE SCHEMA peer_training;
CREATE TABLE peer_training.institutions (LIKE training.institutions INCLUDING ALL);
CREATE TABLE peer_training.plans (LIKE training.plans INCLUDING ALL);
CREATE TABLE peer_training.enrolments (LIKE training.enrolments INCLUDING ALL);
CREATE TABLE peer_training.classes (LIKE training.classes INCLUDING ALL);
CREATE TABLE peer_training.ledger_accounts (LIKE training.ledger_accounts INCLUDING ALL);
CREATE TABLE peer_training.ledger_transfers (LIKE training.ledger_transfers INCLUDING ALL);
INSERT INTO peer_training.institutions SELECT * FROM training.institutions;
INSERT INTO peer_training.plans SELECT * FROM training.plans;
INSERT INTO peer_training.enrolments SELECT * FROM training.enrolments;
INSERT INTO peer_training.ledger_accounts SELECT * FROM training.ledger_accounts;
"""
