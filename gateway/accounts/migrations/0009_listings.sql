-- Entries of directories that desks publish: what stands there now; the history is in the events.
CREATE TABLE listings (
    listing_id text PRIMARY KEY,
    area       text NOT NULL,
    published  jsonb NOT NULL,
    changed_by text,
    changed_at timestamptz NOT NULL
);
