-- A second wall behind the queries' own conditions. The projector (role zone) sees all; the gateway reads as
-- zone_reader, and then a row shows only to its person, to a party to it, or to staff of its area.
-- The viewer is set inside the function that reads, in the same round trip.

ALTER TABLE persons ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline ENABLE ROW LEVEL SECURITY;

CREATE POLICY projector_writes ON persons TO zone USING (true) WITH CHECK (true);
CREATE POLICY projector_writes ON cases TO zone USING (true) WITH CHECK (true);
CREATE POLICY projector_writes ON timeline TO zone USING (true) WITH CHECK (true);

CREATE POLICY viewer_reads ON persons FOR SELECT TO zone_reader USING (
    person_id = nullif(current_setting('viewer.person', true), '')
    OR area LIKE nullif(current_setting('viewer.area_like', true), ''));
CREATE POLICY viewer_reads ON cases FOR SELECT TO zone_reader USING (
    person_id = nullif(current_setting('viewer.person', true), '')
    OR area LIKE nullif(current_setting('viewer.area_like', true), '')
    OR nullif(current_setting('viewer.organisation', true), '') = ANY (parties));
CREATE POLICY viewer_reads ON timeline FOR SELECT TO zone_reader USING (
    person_id = nullif(current_setting('viewer.person', true), '')
    OR area LIKE nullif(current_setting('viewer.area_like', true), '')
    OR nullif(current_setting('viewer.organisation', true), '') = ANY (parties));

-- Who is looking, for the rest of the transaction; `viewer_area_like` is a pattern such as '4331%'. A part that
-- does not apply is NULL and matches nothing; so is the empty text that a pooled connection is left with after.
CREATE FUNCTION look_as(viewer_person text, viewer_area_like text, viewer_organisation text) RETURNS void
    LANGUAGE sql AS $$
    SELECT set_config('viewer.person', coalesce(viewer_person, ''), true),
           set_config('viewer.area_like', coalesce(viewer_area_like, ''), true),
           set_config('viewer.organisation', coalesce(viewer_organisation, ''), true);
$$;

-- A person's page in one round trip: profile, cases with reasons, the newest lines of the timeline.
CREATE FUNCTION person_page(viewer_person text, viewer_area_like text, viewer_organisation text,
                            wanted text, lines integer) RETURNS jsonb
    LANGUAGE plpgsql AS $$
DECLARE page jsonb;
BEGIN
    PERFORM look_as(viewer_person, viewer_area_like, viewer_organisation);
    SELECT jsonb_build_object(
        'profile', (SELECT to_jsonb(p) FROM (SELECT person_id, area, birth_month, groups, updated_at
                                             FROM persons WHERE person_id = wanted) p),
        'cases', coalesce((SELECT jsonb_agg(c ORDER BY c.changed_at DESC, c.entity_id) FROM (
            SELECT pillar, entity, entity_id, area, title, state, state_label, due_on, todo, amount, reasons, data,
                   changed_at FROM cases WHERE person_id = wanted) c), '[]'),
        'timeline', coalesce((SELECT jsonb_agg(t ORDER BY t.occurred_at DESC, t.event_id DESC) FROM (
            SELECT event_id, occurred_at, pillar, type, label, title, entity, entity_id, by_role
            FROM timeline WHERE person_id = wanted ORDER BY occurred_at DESC, event_id DESC LIMIT lines) t), '[]'))
    INTO page;
    RETURN page;
END $$;
