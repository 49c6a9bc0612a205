-- Changes of policy parameters that wait for a second person, and what became of them.
CREATE TABLE policy_drafts (
    draft_id   text PRIMARY KEY,
    parameter  jsonb NOT NULL,
    drafted_by text NOT NULL,
    drafted_at timestamptz NOT NULL,
    state      text NOT NULL CHECK (state IN ('waiting', 'published', 'rejected')),
    settled_by text CHECK (state <> 'published' OR settled_by <> drafted_by),
    settled_at timestamptz,
    ground     text
);
