-- Registers of target groups as administrators import them: blind indexes of ID numbers, no names.
CREATE TABLE registers (
    register_id text PRIMARY KEY,
    source      text NOT NULL,
    area        text NOT NULL,
    rows        integer NOT NULL,
    kept        integer NOT NULL,
    refused     integer NOT NULL,
    matched     integer NOT NULL,
    imported_by text,
    imported_at timestamptz NOT NULL
);
CREATE TABLE register_entries (
    id_index    text NOT NULL,
    group_name  text NOT NULL,
    source      text NOT NULL,
    register_id text NOT NULL,
    fetched_on  date NOT NULL,
    valid_until date,
    PRIMARY KEY (id_index, group_name, source)
);
