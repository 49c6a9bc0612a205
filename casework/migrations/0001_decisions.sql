-- Every decision with what it rested on, so that it can be read, replayed and rehearsed.
CREATE TABLE decisions (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject       text NOT NULL,
    rule          text NOT NULL,
    rule_version  integer NOT NULL,
    message_id    text NOT NULL,
    policy_hash   text,
    inputs        jsonb NOT NULL,
    outcome       text NOT NULL,
    answer        jsonb NOT NULL,
    answer_hash   text NOT NULL,
    decided_at    timestamptz NOT NULL
);
CREATE INDEX decisions_subject ON decisions (subject);
CREATE INDEX decisions_rule ON decisions (rule, rule_version);
CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The policies that decisions rested on, once each.
CREATE TABLE policy_snapshots (
    hash text PRIMARY KEY,
    view jsonb NOT NULL
);
