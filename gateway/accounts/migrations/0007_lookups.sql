-- Who looked people up by ID number, one or a whole roster: what they asked for stays unsaid.
CREATE TABLE lookups (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    viewer    jsonb NOT NULL,
    asked     integer NOT NULL,
    found     integer NOT NULL,
    looked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER lookups_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lookups
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
