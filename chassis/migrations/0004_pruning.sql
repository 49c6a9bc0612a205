-- Handled messages are forgotten after a time; a replay must know up to when.
CREATE TABLE forgotten (
    receiver text PRIMARY KEY,
    up_to    timestamptz NOT NULL
);
-- Rows come in the order of their time, so that a few bytes for many of them are index enough.
CREATE INDEX inbox_handled ON inbox USING brin (handled_at);
