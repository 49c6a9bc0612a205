-- 公示: a list stands in public until ends_at; an objection stops its own line and no other. The rules that money
-- depends on are kept here, so that no program and no direct statement can go round them.
CREATE TABLE notices (
    notice_id    text PRIMARY KEY,
    area         text NOT NULL,
    title        text NOT NULL,
    working_days integer NOT NULL CHECK (working_days > 0),
    opened_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    closed_at    timestamptz,
    -- So many working days take as many whole days at least, whichever calendar counts them.
    CHECK (ends_at >= opened_at + working_days * interval '1 day')
);
CREATE TABLE notice_lines (
    notice_id text NOT NULL REFERENCES notices,
    subject   text NOT NULL,
    amount    bigint,
    PRIMARY KEY (notice_id, subject)
);
CREATE INDEX notice_lines_subject ON notice_lines (subject);
CREATE TABLE notice_objections (
    objection_id text PRIMARY KEY,
    notice_id    text NOT NULL,
    subject      text NOT NULL,
    ground       text NOT NULL,
    files        text[] NOT NULL DEFAULT '{}',
    raised_at    timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('open', 'dismissed', 'upheld')),
    finding      text,
    resolved_at  timestamptz,
    FOREIGN KEY (notice_id, subject) REFERENCES notice_lines
);
CREATE INDEX notice_objections_line ON notice_objections (notice_id, subject);

-- A notice begins when it is put up: it is never dated back, shortened, reopened or taken away.
CREATE FUNCTION guard_notice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.opened_at < clock.business_now() - interval '10 minutes' OR NEW.closed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a notice begins when it is put up' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL
       OR NEW.closed_at < OLD.ends_at OR clock.business_now() < OLD.ends_at
       OR (NEW.notice_id, NEW.area, NEW.title, NEW.working_days, NEW.opened_at, NEW.ends_at)
          IS DISTINCT FROM (OLD.notice_id, OLD.area, OLD.title, OLD.working_days, OLD.opened_at, OLD.ends_at) THEN
        RAISE EXCEPTION 'a notice runs its days unchanged' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notices_run_their_days BEFORE INSERT OR UPDATE OR DELETE ON notices
    FOR EACH ROW EXECUTE FUNCTION guard_notice();

-- Every line stands in public for all of the days: none is added later, changed or taken away.
CREATE FUNCTION guard_notice_line() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR NOT EXISTS (
        SELECT 1 FROM notices n WHERE n.notice_id = NEW.notice_id AND n.closed_at IS NULL
                                  AND n.opened_at >= clock.business_now() - interval '10 minutes') THEN
        RAISE EXCEPTION 'the lines of a notice stand from its first day unchanged' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notice_lines_stand BEFORE INSERT OR UPDATE OR DELETE ON notice_lines
    FOR EACH ROW EXECUTE FUNCTION guard_notice_line();

-- An objection comes while the notice runs, and is decided once. It locks its line, so that money asked for at the
-- same moment waits until the objection stands or falls.
CREATE FUNCTION guard_notice_objection() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM notice_lines l WHERE l.notice_id = NEW.notice_id AND l.subject = NEW.subject FOR UPDATE;
        IF NEW.state <> 'open' OR clock.business_now() >= (SELECT ends_at FROM notices WHERE notice_id = NEW.notice_id) THEN
            RAISE EXCEPTION 'an objection comes while the notice runs' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' OR NEW.state = 'open' OR NEW.finding IS NULL
       OR (NEW.objection_id, NEW.notice_id, NEW.subject, NEW.ground, NEW.files, NEW.raised_at)
          IS DISTINCT FROM (OLD.objection_id, OLD.notice_id, OLD.subject, OLD.ground, OLD.files, OLD.raised_at) THEN
        RAISE EXCEPTION 'an objection is decided once, with a finding' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notice_objections_are_decided_once BEFORE INSERT OR UPDATE OR DELETE ON notice_objections
    FOR EACH ROW EXECUTE FUNCTION guard_notice_objection();

-- For the table in which money lines stand: raises unless the latest notice of `about` has run out with every
-- objection dismissed, and named this amount.
CREATE FUNCTION require_clean_notice(about text, money bigint) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE line record;
BEGIN
    SELECT l.notice_id, l.amount, n.ends_at INTO line
      FROM notice_lines l JOIN notices n USING (notice_id) WHERE l.subject = about
     ORDER BY n.opened_at DESC, n.notice_id DESC LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no money for % before a notice', about USING ERRCODE = '23514';
    END IF;
    PERFORM 1 FROM notice_lines l WHERE l.notice_id = line.notice_id AND l.subject = about FOR SHARE;
    IF clock.business_now() < line.ends_at THEN
        RAISE EXCEPTION 'the notice of % has not run its days', about USING ERRCODE = '23514';
    END IF;
    IF EXISTS (SELECT 1 FROM notice_objections o WHERE o.notice_id = line.notice_id AND o.subject = about
                                                  AND o.state <> 'dismissed') THEN
        RAISE EXCEPTION 'an objection to % stands', about USING ERRCODE = '23514';
    END IF;
    IF line.amount IS DISTINCT FROM money THEN
        RAISE EXCEPTION 'the notice of % named another amount', about USING ERRCODE = '23514';
    END IF;
END $$;
