"""A person's own cases by shelf, one case with its way, and the messages that their timeline makes."""

from collections.abc import Callable
from datetime import date

from casework.working_days import IsWorkingDay
from contracts.actors import Actor
from contracts.zone.pages import Shelf
from gateway.zone.queries import CASE_COLUMNS, Zone, earlier_than
from gateway.zone.steps import steps_of, working_days_left

_APPEALS = ("appeal", "objection", "data_objection")
# What stands on which shelf; every condition is on rows of one person, which an index finds.
_SHELVES: dict[Shelf, str] = {
    Shelf.ALL: "true",
    Shelf.TO_DO: "coalesce(todo, '') <> ''",
    Shelf.OFFERS: "(pillar, entity, state) IN (('subsidies', 'offer', 'offered'), ('incubators', 'invitation', 'sent'),"
                  " ('events', 'mentor_offer', 'offered'), ('events', 'pairing', 'offered'))",
    Shelf.CERTIFICATES: "data ->> 'certificate_number' IS NOT NULL",
    Shelf.RATINGS: "(pillar, entity) = ('events', 'rating')",
    Shelf.APPEALS: f"entity IN {_APPEALS!r}",
}
_LINE = "event_id::text, occurred_at, pillar, type, label, title, entity, entity_id, by_role"
# What somebody did on their own screen is no message to them; what the platform or a desk made of it is.
_MESSAGE = "NOT (pillar = 'zone' AND by_role = 'citizen')"


def own_cases(zone: Zone, viewer: Actor, shelf: Shelf, pillar: str | None, after: list | None,
              limit: int) -> list[dict]:
    """The viewer's cases on a shelf, the one that changed last on top."""
    return zone.rows_as(viewer, (
        f"SELECT {CASE_COLUMNS} FROM cases WHERE person_id = %s AND {_SHELVES[shelf]}"
        " AND (%s::text IS NULL OR pillar = %s)"
        " AND (%s::timestamptz IS NULL OR (changed_at, entity_id) < (%s::timestamptz, %s))"
        " ORDER BY changed_at DESC, entity_id DESC LIMIT %s"),
        viewer.person_id, pillar, pillar, *earlier_than(after), limit)


def followed(zone: Zone, viewer: Actor, case: dict, today: date,
             working_days_of: Callable[[str], IsWorkingDay] | None = None) -> dict:
    """A case with its steps, what has happened so far and the working days that are left."""
    history = zone.rows_as(viewer, (
        f"SELECT {_LINE} FROM timeline WHERE person_id = %s AND pillar = %s AND entity = %s AND entity_id = %s"
        " ORDER BY occurred_at, event_id LIMIT 200"),
        case["person_id"], case["pillar"], case["entity"], case["entity_id"])
    works = working_days_of(case["area"]) if working_days_of and case["due_on"] else None
    return case | {"steps": steps_of(case["pillar"], case["entity"], case["state"]), "history": history,
                   "working_days_left": working_days_left(case["due_on"], today, case["area"], works)}


def messages(zone: Zone, viewer: Actor, before: list | None, limit: int) -> list[dict]:
    """What the viewer is told, the newest first."""
    return zone.rows_as(viewer, (
        f"SELECT {_LINE} FROM timeline WHERE person_id = %s AND {_MESSAGE}"
        " AND (%s::timestamptz IS NULL OR (occurred_at, event_id) < (%s::timestamptz, %s::uuid))"
        " ORDER BY occurred_at DESC, event_id DESC LIMIT %s"), viewer.person_id, *earlier_than(before), limit)


def count_messages(zone: Zone, viewer: Actor) -> int:
    """How many messages the viewer has been told."""
    return zone.rows_as(viewer, f"SELECT count(*) AS told FROM timeline WHERE person_id = %s AND {_MESSAGE}",
                        viewer.person_id)[0]["told"]


def message_ids(zone: Zone, viewer: Actor, wanted: list[str] | None) -> list[str]:
    """The ids of the viewer's messages; of `wanted` those that are."""
    rows = zone.rows_as(viewer, (
        f"SELECT event_id::text FROM timeline WHERE person_id = %s AND {_MESSAGE}"
        " AND (%s::text[] IS NULL OR event_id::text = ANY(%s))"), viewer.person_id, wanted, wanted)
    return [row["event_id"] for row in rows]


def dealings_of(zone: Zone, viewer: Actor) -> tuple[str, ...]:
    """The kinds of the viewer's cases on which money, certificates or places rest, so that identity must be kept."""
    rows = zone.rows_as(viewer, (
        "SELECT DISTINCT pillar || '.' || entity AS kind FROM cases WHERE person_id = %s AND (pillar, entity) IN"
        " (('training', 'enrolment'), ('loans', 'loan'), ('incubators', 'tenancy'), ('subsidies', 'claim'),"
        " ('subsidies', 'payment'), ('subsidies', 'claw_back'), ('events', 'prize'), ('subsidies', 'appeal'))"
        " ORDER BY kind"), viewer.person_id)
    return tuple(row["kind"] for row in rows)


def person_of_case(zone: Zone, viewer: Actor, pillar: str, entity: str, entity_id: str) -> str | None:
    """Whose case this is; None when it is nobody's, or none that the viewer may see."""
    rows = zone.rows_as(viewer, "SELECT person_id FROM cases WHERE pillar = %s AND entity = %s AND entity_id = %s",
                        pillar, entity, entity_id)
    return rows[0]["person_id"] if rows else None


def case_names_file(zone: Zone, viewer: Actor, owners: list[str], file_id: str) -> bool:
    """Whether a case that the viewer may see, of one of the file's owners, names the file."""
    rows = zone.rows_as(viewer, (
        "SELECT 1 AS found FROM cases WHERE person_id = ANY(%s) AND data -> 'files' ? %s LIMIT 1"), owners, file_id)
    return bool(rows)
