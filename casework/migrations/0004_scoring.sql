-- Rounds of sealed scores. What is wanted and whether it is in can be seen; the points only once all are in.
CREATE TABLE scoring_rounds (
    round_id    text PRIMARY KEY,
    unsealed_at timestamptz
);
CREATE TABLE scoring_wanted (
    round_id     text NOT NULL REFERENCES scoring_rounds,
    candidate_id text NOT NULL,
    scorer_id    text NOT NULL,
    given_at     timestamptz,
    PRIMARY KEY (round_id, candidate_id, scorer_id)
);
CREATE TABLE scores (
    round_id     text NOT NULL,
    candidate_id text NOT NULL,
    scorer_id    text NOT NULL,
    points       integer NOT NULL CHECK (points >= 0),
    PRIMARY KEY (round_id, candidate_id, scorer_id),
    FOREIGN KEY (round_id, candidate_id, scorer_id) REFERENCES scoring_wanted
);
CREATE TRIGGER scores_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scores
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The pillar's own role may put scores in and sees none of a round that is sealed.
ALTER TABLE scores ENABLE ROW LEVEL SECURITY;
CREATE POLICY scores_are_put_in ON scores FOR INSERT WITH CHECK (true);
CREATE POLICY scores_are_seen_when_all_are_in ON scores FOR SELECT USING (
    EXISTS (SELECT 1 FROM scoring_rounds r WHERE r.round_id = scores.round_id AND r.unsealed_at IS NOT NULL));

CREATE FUNCTION refuse_early_unsealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM scoring_wanted w WHERE w.round_id = new.round_id AND w.given_at IS NULL) THEN
        RAISE EXCEPTION 'a score of round % is missing', new.round_id USING ERRCODE = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER rounds_are_unsealed_when_all_are_in BEFORE UPDATE OF unsealed_at ON scoring_rounds
    FOR EACH ROW WHEN (new.unsealed_at IS NOT NULL) EXECUTE FUNCTION refuse_early_unsealing();
CREATE FUNCTION refuse_late_wanting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM scoring_rounds r WHERE r.round_id = new.round_id AND r.unsealed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'round % is unsealed', new.round_id USING ERRCODE = '23514';
    END IF;
    RETURN new;
END $$;
CREATE TRIGGER unsealed_rounds_want_no_more BEFORE INSERT OR UPDATE ON scoring_wanted
    FOR EACH ROW EXECUTE FUNCTION refuse_late_wanting();
