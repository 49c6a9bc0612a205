-- Keyed tokens that people and their businesses have or had. They are never taken away: a number that was changed still
-- links what was had before.
CREATE TABLE marks (
    kind      text NOT NULL,
    token     text NOT NULL,
    person_id text NOT NULL,
    holder    text NOT NULL,
    PRIMARY KEY (kind, token, person_id, holder)
);
CREATE INDEX marks_person ON marks (person_id);

-- Two benefits that may not stack, had by linked people: one row per pair, with a person's verdict.
CREATE TABLE suspicions (
    suspicion_id text PRIMARY KEY,
    claim_id     text NOT NULL REFERENCES claims,
    person_id    text NOT NULL,
    area         text NOT NULL,
    programme    text NOT NULL,
    other_id     text NOT NULL,
    other_kind   text NOT NULL,
    state        text NOT NULL CHECK (state IN ('open', 'cleared', 'confirmed')),
    data         jsonb NOT NULL,
    ground       text,
    valid_until  date,
    version      integer NOT NULL,
    CHECK ((state = 'open') = (ground IS NULL))
);
CREATE INDEX suspicions_claim ON suspicions (claim_id);
CREATE INDEX suspicions_other ON suspicions (other_id);
CREATE INDEX suspicions_area ON suspicions (area, state);
-- What an auditor is shown of a claim.
CREATE INDEX events_claim ON events ((data ->> 'claim_id')) WHERE data ? 'claim_id';
