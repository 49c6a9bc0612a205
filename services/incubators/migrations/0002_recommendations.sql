-- Bases that were put forward for a higher level, once a base, level and year.
CREATE TABLE recommendations (
    recommendation_id text PRIMARY KEY,
    base_id           text NOT NULL REFERENCES bases,
    level             text NOT NULL,
    recommended_on    date NOT NULL
);
