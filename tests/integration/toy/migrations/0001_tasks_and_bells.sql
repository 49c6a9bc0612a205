CREATE TABLE tasks (id text PRIMARY KEY, points integer NOT NULL);
CREATE TABLE effects (task_id text NOT NULL, points integer NOT NULL);
CREATE TABLE rings (no bigint GENERATED ALWAYS AS IDENTITY, bell_id text NOT NULL, rang_at timestamptz NOT NULL);
CREATE TABLE mended (at timestamptz NOT NULL DEFAULT now());
CREATE SEQUENCE tries;
