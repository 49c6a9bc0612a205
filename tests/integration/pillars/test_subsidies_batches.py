"""Everybody is assessed anew in batches, and a batch costs as much at the end as at the beginning."""

import psycopg

from services.subsidies.store.facts import PEOPLE_WITHIN


def nodes(plan: dict) -> list[dict]:
    return [plan, *(node for below in plan.get("Plans", ()) for node in nodes(below))]


def test_a_batch_of_people_reads_on_where_the_last_one_ended(migrated):
    """Walking through everybody before, batch after batch, made a hundred thousand people five times as slow."""
    with psycopg.connect(migrated, options="-c search_path=subsidies") as connection:
        connection.execute("INSERT INTO claimants SELECT 'z-' || lpad(n::text, 5, '0') FROM generate_series(1, 8000) n")
        connection.execute("INSERT INTO facts (kind, entity_id, person_id, data, version) SELECT 'person', person_id,"
                           " person_id, '{\"area\": \"210102\"}', 1 FROM claimants WHERE person_id LIKE 'z-%'")
        connection.execute("ANALYZE claimants"), connection.execute("ANALYZE facts")
        [[plan]] = connection.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + PEOPLE_WITHIN,
                                      ["z-07000", "z-07000", "210102%", 100]).fetchone()
        connection.rollback()
    assert plan["Plan"]["Actual Rows"] == 100
    assert sum(node["Actual Rows"] * node["Actual Loops"] for node in nodes(plan["Plan"])) < 2500
