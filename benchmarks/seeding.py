"""People and their events for the read model: real events of five kinds, projected, then copied by SQL to size."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import psycopg

import contracts
from contracts.actors import Actor, Role
from contracts.language import learn
from contracts.messages import EVENTS, Envelope, event_from_wire
from contracts.wire import from_headers, to_headers
from dev.story import JISHOU
from gateway.zone.projection import project

SAMPLES = Path(contracts.__file__).parent / "samples"
KINDS = ("zone.person_registered.v1", "training.completed.v1", "incubators.invitation_sent.v1",
         "loans.prequalified.v1", "subsidies.assessed.v1")
COMPLETED = KINDS[1]
MARK = "bench"

learn()


def wire_event(type_: str, person: str, version: int = 1) -> tuple[str, str, dict, dict]:
    """A new event as the relay would publish it: id, type, data, headers."""
    event_id, kind = str(uuid.uuid4()), EVENTS[type_]
    data = json.loads((SAMPLES / f"{type_}.json").read_text(encoding="utf-8"))
    data = data.get("data", data) | {"person_id": person}
    if kind.entity != "person":
        data[f"{kind.entity}_id"] = f"{kind.entity}-{person}"
    envelope = Envelope(id=event_id, type=type_, source="benchmarks", correlation_id=event_id,
                        actor=Actor(role=Role.CITIZEN, person_id=person, area=JISHOU),
                        occurred_at=datetime.now(UTC), entity=kind.entity, entity_id=data[f"{kind.entity}_id"],
                        entity_version=version, person_id=person)
    return event_id, type_, data, to_headers(envelope)


def person(number: int) -> str:
    return f"p-{MARK}-{number}"


def seed(url: str, people: int, copies: int) -> int:
    """Project five events for each of `people`, then copy all to `copies` times as many; how many people."""
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path TO zone")
        for start in range(0, people, 100):
            rows = [wire_event(kind, person(number)) for number in range(start, min(start + 100, people))
                    for kind in KINDS]
            project(connection, [event_from_wire(row[1], row[2], from_headers(row[3])) for row in rows])
    multiply(url, 1, copies - 1)
    return people * copies


def multiply(url: str, first: int, copies: int) -> None:
    """Add `copies` copies of the seeded people, numbered from `first`, with cases, lines and figures."""
    if copies < 1:
        return
    numbers = {"first": first, "last": first + copies - 1, "mark": f"p-{MARK}-%"}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path TO zone")
        for table, columns in _COLUMNS.items():
            changed = ", ".join(columns.values())
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {changed} FROM {table}"
                " CROSS JOIN generate_series(%(first)s::int, %(last)s) k"
                " WHERE person_id LIKE %(mark)s AND person_id NOT LIKE '%%/%%'", numbers)
        connection.execute("INSERT INTO projected (event_id) SELECT event_id FROM timeline ON CONFLICT DO NOTHING")
        connection.execute("VACUUM ANALYZE")


def _copied(columns: str, **changed: str) -> dict[str, str]:
    return {name: changed.get(name, name) for name in columns.replace(",", " ").split()}


_PERSON = "person_id || '/' || k"
_COLUMNS = {
    "persons": _copied("person_id, area, birth_month, groups, version, updated_at, page", person_id=_PERSON),
    "cases": _copied("pillar, entity, entity_id, person_id, parties, area, title, state, state_label, due_on, todo,"
                     " amount, reasons, data, type, event_id, version, changed_at, page",
                     person_id=_PERSON, entity_id="entity_id || '/' || k", event_id="gen_random_uuid()"),
    "changes": _copied("event_id, person_id, occurred_at, pillar, type, label, title, entity, entity_id",
                       event_id="gen_random_uuid()", person_id=_PERSON, entity_id="entity_id || '/' || k"),
    "timeline": _copied("event_id, person_id, area, parties, occurred_at, pillar, type, label, title, entity,"
                        " entity_id, by_role, page", event_id="gen_random_uuid()", person_id=_PERSON,
                        entity_id="entity_id || '/' || k"),
}
