-- Reasons are kept once, beside a case's data and not in it as well; the page is written as text in one go, so that
-- nobody parses it on its way to whoever asked.
UPDATE cases SET data = data - 'reasons' WHERE data ? 'reasons';

DROP FUNCTION person_page(text, text, text, text, integer);
CREATE FUNCTION person_page(viewer_person text, viewer_area_like text, viewer_organisation text,
                            wanted text, lines integer) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE page text;
BEGIN
    PERFORM look_as(viewer_person, viewer_area_like, viewer_organisation);
    SELECT json_build_object(
        'profile', (SELECT to_json(p) FROM (SELECT person_id, area, birth_month, groups, updated_at
                                            FROM persons WHERE person_id = wanted) p),
        'cases', coalesce((SELECT json_agg(c ORDER BY c.changed_at DESC, c.entity_id) FROM (
            SELECT pillar, entity, entity_id, area, title, state, state_label, due_on, todo, amount, reasons, data,
                   changed_at FROM cases WHERE person_id = wanted) c), '[]'),
        'timeline', coalesce((SELECT json_agg(t ORDER BY t.occurred_at DESC, t.event_id DESC) FROM (
            SELECT event_id, occurred_at, pillar, type, label, title, entity, entity_id, by_role
            FROM timeline WHERE person_id = wanted ORDER BY occurred_at DESC, event_id DESC LIMIT lines) t), '[]'))
    INTO page;
    RETURN page;
END $$;
