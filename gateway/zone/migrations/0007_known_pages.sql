-- Who looks is set in one step: a function in plain SQL was opened up anew for each call.
CREATE OR REPLACE FUNCTION look_as(viewer_person text, viewer_area_like text, viewer_organisation text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('viewer.person', coalesce(viewer_person, ''), true),
            set_config('viewer.area_like', coalesce(viewer_area_like, ''), true),
            set_config('viewer.organisation', coalesce(viewer_organisation, ''), true);
END $$;

-- A person's page for a reader that may have it already: NULL when what the viewer may see of it is what `known` says,
-- else what it is now, a line break, and the page. What it is: each row's table, place and writing transaction, of
-- those rows that row security shows to this viewer; any change, by whomever, is a row of another transaction. It is
-- looked at before the page is read, so that a page is never older than what is said of it.
CREATE FUNCTION person_page_unless(viewer_person text, viewer_area_like text, viewer_organisation text,
                                   wanted text, lines integer, known text) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE rows_now text;
BEGIN
    PERFORM set_config('viewer.person', coalesce(viewer_person, ''), true),
            set_config('viewer.area_like', coalesce(viewer_area_like, ''), true),
            set_config('viewer.organisation', coalesce(viewer_organisation, ''), true);
    rows_now := (SELECT concat(string_agg(r.one, ',')) FROM (
        SELECT concat(tableoid, ctid, xmin) AS one FROM persons WHERE person_id = wanted
        UNION ALL SELECT concat(tableoid, ctid, xmin) FROM cases WHERE person_id = wanted
        UNION ALL (SELECT concat(tableoid, ctid, xmin) FROM timeline WHERE person_id = wanted
                   ORDER BY occurred_at DESC, event_id DESC LIMIT lines)) r);
    IF rows_now = known THEN
        RETURN NULL;
    END IF;
    RETURN concat(rows_now, E'\n',
                  person_page(viewer_person, viewer_area_like, viewer_organisation, wanted, lines));
END $$;
