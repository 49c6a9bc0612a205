-- Business time: one clock that all processes share. `ahead` is what business time is ahead of real time.
CREATE SCHEMA IF NOT EXISTS clock;
CREATE TABLE IF NOT EXISTS clock.business (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    ahead interval NOT NULL DEFAULT interval '0'
);
INSERT INTO clock.business DEFAULT VALUES ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION clock.business_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT clock_timestamp() + ahead FROM clock.business';

-- Never backwards: what the calendar has caused cannot be taken back.
CREATE OR REPLACE FUNCTION clock.move_to(moment timestamptz) RETURNS timestamptz
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = clock, pg_temp AS $$
DECLARE moved timestamptz;
BEGIN
    PERFORM 1 FROM clock.business FOR UPDATE;
    IF moment < clock.business_now() AND EXISTS (SELECT 1 FROM clock.business WHERE ahead <> interval '0') THEN
        RAISE EXCEPTION 'business time never goes back' USING ERRCODE = '22008';
    END IF;
    UPDATE clock.business SET ahead = moment - clock_timestamp();
    PERFORM pg_notify('clock', '');
    SELECT clock.business_now() INTO moved;
    RETURN moved;
END $$;
