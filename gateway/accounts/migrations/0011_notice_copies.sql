-- What stood in public of each notice, as it stood there: the content by its hash, the platform's signature over it.
CREATE TABLE notice_copies (
    notice_id  text PRIMARY KEY,
    area       text NOT NULL,
    file_id    text NOT NULL,
    signature  text NOT NULL,
    public_key text NOT NULL,
    kept_at    timestamptz NOT NULL
);
CREATE TRIGGER notice_copies_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_copies
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
