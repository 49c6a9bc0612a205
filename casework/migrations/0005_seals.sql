-- The trail is sealed in a chain: whoever changes, removes or slips in a row of what was sealed breaks it, and whoever
-- makes the whole chain anew no longer agrees with the heads that other pillars keep of it.
CREATE VIEW trail_rows AS
    SELECT 'events' AS source, id::text AS row_id, recorded_at AS at,
           encode(sha256(convert_to(concat_ws('|', id, type, entity, entity_id, entity_version, person_id, data::text,
               headers::text, correlation_id, extract(epoch FROM occurred_at)), 'UTF8')), 'hex') AS hash
      FROM events
    UNION ALL
    SELECT 'decisions', id::text, decided_at,
           encode(sha256(convert_to(concat_ws('|', id, subject, rule, rule_version, message_id, policy_hash,
               inputs::text, outcome, answer::text, answer_hash, extract(epoch FROM decided_at)), 'UTF8')), 'hex')
      FROM decisions
    UNION ALL
    SELECT 'ledger_transfers', id::text, booked_at,
           encode(sha256(convert_to(concat_ws('|', id, event_id, from_account, to_account, amount, memo,
               extract(epoch FROM booked_at)), 'UTF8')), 'hex')
      FROM ledger_transfers
    UNION ALL
    SELECT 'audit', id::text, noted_at,
           encode(sha256(convert_to(concat_ws('|', id, what, actor::text, problem::text,
               extract(epoch FROM noted_at)), 'UTF8')), 'hex')
      FROM audit;

CREATE TABLE seals (
    number    bigint PRIMARY KEY CHECK (number > 0),
    previous  text NOT NULL,
    hash      text NOT NULL UNIQUE,
    rows      integer NOT NULL CHECK (rows > 0),
    sealed_at timestamptz NOT NULL
);
CREATE TABLE sealed_rows (
    source text NOT NULL,
    row_id text NOT NULL,
    seal   bigint NOT NULL REFERENCES seals,
    place  integer NOT NULL,
    hash   text NOT NULL,
    PRIMARY KEY (source, row_id),
    UNIQUE (seal, place)
);
CREATE TRIGGER seals_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed_rows_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The heads of other pillars' chains, kept here, where their role can't reach.
CREATE TABLE witnessed_heads (
    service text NOT NULL,
    number  bigint NOT NULL,
    hash    text NOT NULL,
    PRIMARY KEY (service, number)
);
CREATE TRIGGER witnessed_heads_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON witnessed_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
