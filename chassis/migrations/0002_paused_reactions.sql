-- Reactions that an operator has paused: their messages wait in their queues, their failed ones for their retry.
CREATE TABLE paused_reactions (
    receiver  text PRIMARY KEY,
    reason    text NOT NULL,
    paused_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
