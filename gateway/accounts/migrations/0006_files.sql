-- Files by the hash of their content: who handed them in, who may open them, who did.
CREATE TABLE files (
    file_id         text NOT NULL,
    media_type      text NOT NULL,
    size            integer NOT NULL,
    owner_id        text NOT NULL,
    organisation_id text,
    area            text NOT NULL,
    kept_at         timestamptz NOT NULL,
    PRIMARY KEY (file_id, owner_id)
);
CREATE TABLE file_reads (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id   text NOT NULL,
    viewer_id text,
    role      text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER file_reads_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON file_reads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
