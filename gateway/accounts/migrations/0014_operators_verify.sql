-- What does not add up between history and tables, counted: for the accounts' own question and for operators, who
-- learn these numbers and see nobody's row.
CREATE FUNCTION verification() RETURNS TABLE (fault text, number bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT '有登记事件而无人员记录', count(*) FROM events e WHERE type = 'zone.person_registered.v1'
       AND NOT EXISTS (SELECT 1 FROM persons p WHERE p.person_id = e.entity_id)
    UNION ALL
    SELECT '有人员记录而无登记事件', count(*) FROM persons p WHERE NOT EXISTS (
        SELECT 1 FROM events e WHERE e.type = 'zone.person_registered.v1' AND e.entity_id = p.person_id)
    UNION ALL
    SELECT '由一人拟定并批准的政策参数', count(*) FROM policy_drafts
     WHERE state = 'published' AND settled_by = drafted_by
    UNION ALL
    SELECT '已过有效期而未失效的身份类别', count(*) FROM statuses s
     WHERE lapsed_on IS NULL AND valid_until < (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date - 1
       AND NOT EXISTS (SELECT 1 FROM statuses o WHERE (o.person_id, o.group_name) = (s.person_id, s.group_name)
                          AND o.lapsed_on IS NULL AND (o.valid_until IS NULL OR o.valid_until
                              >= (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date - 1))
$$;
REVOKE EXECUTE ON FUNCTION verification() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION verification() TO accounts, ops_read;
