-- Recognition campaigns of bases. Scores lie sealed in casework's tables, notices on casework's board.
CREATE TABLE campaigns (
    campaign_id text PRIMARY KEY,
    code        text NOT NULL,
    title       text NOT NULL,
    area        text NOT NULL,
    apply_until date NOT NULL,
    opened_on   date NOT NULL,
    winners     integer NOT NULL CHECK (winners > 0),
    state       text NOT NULL,
    notice_id   text,
    version     integer NOT NULL
);
CREATE TABLE candidatures (
    candidature_id text PRIMARY KEY,
    campaign_id    text NOT NULL REFERENCES campaigns,
    base_id        text NOT NULL REFERENCES bases,
    base_name      text NOT NULL,
    operator_id    text NOT NULL,
    area           text NOT NULL,
    state          text NOT NULL,
    rank           integer,
    amount         bigint CHECK (amount > 0),
    version        integer NOT NULL,
    UNIQUE (campaign_id, base_id)
);
CREATE TABLE assessors (
    assessor_id  text PRIMARY KEY,
    campaign_id  text NOT NULL REFERENCES campaigns,
    person_id    text NOT NULL,
    area         text NOT NULL,
    recused_from text[] NOT NULL,
    UNIQUE (campaign_id, person_id)
);
-- Nothing is conferred before its notice has run out clean and named this amount: neither by this program nor by a
-- direct statement. What was conferred stays.
CREATE TABLE awards (
    award_id       text PRIMARY KEY,
    candidature_id text NOT NULL UNIQUE REFERENCES candidatures,
    amount         bigint CHECK (amount > 0),
    conferred_on   date NOT NULL
);
CREATE FUNCTION refuse_award_before_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM require_clean_notice(NEW.candidature_id, NEW.amount);
    RETURN NEW;
END $$;
CREATE TRIGGER awards_follow_a_clean_notice BEFORE INSERT ON awards
    FOR EACH ROW EXECUTE FUNCTION refuse_award_before_notice();
CREATE TRIGGER awards_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON awards
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
