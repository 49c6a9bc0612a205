-- What a page says of a person, a case and a line is written when it changes, not each time it is read.
ALTER TABLE persons ADD COLUMN page text;
ALTER TABLE cases ADD COLUMN page text;
ALTER TABLE timeline ADD COLUMN page text;
UPDATE persons p SET page = (SELECT row_to_json(r) FROM (
    SELECT p.person_id, p.area, p.birth_month, p.groups, p.updated_at) r);
UPDATE cases c SET page = (SELECT row_to_json(r) FROM (
    SELECT c.pillar, c.entity, c.entity_id, c.area, c.title, c.state, c.state_label, c.due_on, c.todo, c.amount,
           c.reasons, c.data, c.changed_at) r);
UPDATE timeline t SET page = (SELECT row_to_json(r) FROM (
    SELECT t.event_id, t.occurred_at, t.pillar, t.type, t.label, t.title, t.entity, t.entity_id, t.by_role) r);
ALTER TABLE persons ALTER COLUMN page SET NOT NULL;
ALTER TABLE cases ALTER COLUMN page SET NOT NULL;
ALTER TABLE timeline ALTER COLUMN page SET NOT NULL;

CREATE OR REPLACE FUNCTION person_page(viewer_person text, viewer_area_like text, viewer_organisation text,
                                       wanted text, lines integer) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM look_as(viewer_person, viewer_area_like, viewer_organisation);
    RETURN concat(
        '{"profile":', coalesce((SELECT p.page FROM persons p WHERE p.person_id = wanted), 'null'),
        ',"cases":[', (SELECT string_agg(c.page, ',' ORDER BY c.changed_at DESC, c.entity_id)
                       FROM cases c WHERE c.person_id = wanted),
        '],"timeline":[', (SELECT string_agg(t.page, ',' ORDER BY t.occurred_at DESC, t.event_id DESC) FROM (
            SELECT page, occurred_at, event_id FROM timeline WHERE person_id = wanted
            ORDER BY occurred_at DESC, event_id DESC LIMIT lines) t), ']}');
END $$;
