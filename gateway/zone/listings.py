"""Reading for everybody what the zone shows of things that belong to no person: bases, classes, mentors, activities."""

from contracts.actors import Actor, Role, area_prefix
from contracts.zone import ListingKind
from gateway.zone.queries import Zone
from policies.areas import lineage

# Read as somebody who may see every area; only the columns below leave, and none of them is about a person.
_ANYBODY = Actor(role=Role.SUPERVISOR)
MOST = 200


def public_cases(zone: Zone, pillar: str, entity: str, area: str, states: tuple[str, ...]) -> list[dict]:
    """The things of one kind in an area and above or below it, the one that changed last on top."""
    return zone.rows_as(_ANYBODY, (
        "SELECT entity_id, person_id, area, title, state, state_label, data, changed_at FROM cases"
        " WHERE pillar = %s AND entity = %s AND (area LIKE %s OR area = ANY(%s)) AND state = ANY(%s)"
        " ORDER BY changed_at DESC, entity_id LIMIT %s"),
        pillar, entity, area_prefix(area) + "%", list(lineage(area)), list(states), MOST)


def public_case(zone: Zone, pillar: str, entity: str, entity_id: str) -> dict | None:
    """One thing of a kind that anybody may look up by its number."""
    return next(iter(zone.rows_as(_ANYBODY, (
        "SELECT entity_id, area, title, state, state_label, data, changed_at FROM cases"
        " WHERE pillar = %s AND entity = %s AND entity_id = %s"), pillar, entity, entity_id)), None)


def contact_for(zone: Zone, area: str) -> str | None:
    """Whom the people of an area may ask: the window that is published nearest to them; None where there is none."""
    found = zone.rows_as(_ANYBODY, (
        "SELECT title, data ->> 'contact' AS contact FROM cases WHERE pillar = 'zone' AND entity = 'listing'"
        " AND state = 'published' AND data ->> 'kind' = %s AND area = ANY(%s)"
        " ORDER BY array_position(%s, area), changed_at DESC LIMIT 1"),
        ListingKind.CONTACTS.value, list(lineage(area)), list(lineage(area)))
    return "：".join(filter(None, (found[0]["title"], found[0]["contact"]))) if found else None


def counted_by(zone: Zone, pillar: str, entity: str, field: str, states: tuple[str, ...]) -> dict[str, int]:
    """How many cases of a kind stand in `states`, by what their `field` names: seats by class, tenants by base."""
    found = zone.rows_as(_ANYBODY, (
        "SELECT data ->> %s AS named, count(*)::integer AS counted FROM cases"
        " WHERE pillar = %s AND entity = %s AND state = ANY(%s) GROUP BY 1"),
        field, pillar, entity, list(states))
    return {row["named"]: row["counted"] for row in found}


def read_for_everybody(zone: Zone, sql: str, parameters: dict) -> list[dict]:
    """Rows that are counted over all areas, whoever asks; what leaves is the caller's care."""
    return zone.read_as(_ANYBODY, sql, parameters)
