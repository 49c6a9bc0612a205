-- Persons: what rules may know in the clear, who they are sealed (AES-256-GCM with the id of its key).
CREATE TABLE persons (
    person_id           text PRIMARY KEY,
    id_index            text NOT NULL UNIQUE,
    name_check          text NOT NULL,
    birth_month         text NOT NULL,
    area                text NOT NULL,
    name_sealed         text NOT NULL,
    id_number_sealed    text NOT NULL,
    phone_sealed        text NOT NULL,
    address_sealed      text,
    bank_account_sealed text,
    phone_token         text,
    address_token       text,
    account_token       text,
    registered_at       timestamptz NOT NULL
);

-- The evidence for a person's target groups; a group holds while one piece of evidence does.
CREATE TABLE statuses (
    person_id   text NOT NULL REFERENCES persons,
    group_name  text NOT NULL,
    source      text NOT NULL,
    kind        text NOT NULL,
    fetched_on  date NOT NULL,
    valid_until date,
    lapsed_on   date,
    PRIMARY KEY (person_id, group_name, source)
);

-- Who read whose data in clear, which, and why. Grows only.
CREATE TABLE clear_reads (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    viewer    jsonb NOT NULL,
    person_id text NOT NULL,
    what      text[] NOT NULL,
    reason    text NOT NULL CHECK (length(reason) >= 2),
    read_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX clear_reads_person ON clear_reads (person_id);
CREATE TRIGGER clear_reads_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clear_reads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
