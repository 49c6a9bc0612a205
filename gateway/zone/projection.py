"""Writes batches of events into the read model, set by set, in one transaction."""

import importlib
import json
from dataclasses import dataclass, field
from datetime import date

from chassis.clock import business_day, start_of
from contracts.actors import NATION
from contracts.language import learn
from contracts.messages import Message
from gateway.zone.duties import shown_duties
from gateway.zone.reactions import Reaction, reaction_to

learn()  # the zone is bound to everything, so it must know every event

# Fields of an event that name an organisation which is party to it.
PARTIES = ("institution_id", "operator_id", "bank_id", "guarantee_body_id", "organisation_id", "provider_id")
_LABELS: dict[str, dict] = {}


@dataclass
class Batch:
    """The rows that a batch of events comes to."""

    persons: dict[str, dict] = field(default_factory=dict)
    cases: dict[tuple, dict] = field(default_factory=dict)
    timeline: list[dict] = field(default_factory=list)
    figures: list[dict] = field(default_factory=list)

    def add(self, event: Message) -> None:
        envelope, reaction, data = event.envelope, reaction_to(event.type), event.as_data()
        about = _about(event, reaction, data)
        if envelope.entity == "person":
            _highest(self.persons, envelope.entity_id, _person_row(event, data))
        elif reaction.case and (reaction.state or "state" in data):
            row = _case_row(event, about, data, data.get("state", reaction.state))
            _highest(self.cases, (row["pillar"], row["entity"], row["entity_id"]), row)
        if envelope.person_id:
            self.timeline.append(_line(event, about))
        for one in (*reaction.counts(event), *shown_duties(event, data)):
            self.figures.append(_figure(event, *one))


def _highest(rows: dict, key, row: dict) -> None:
    if key not in rows or rows[key]["version"] < row["version"]:
        rows[key] = row


def state_label(pillar: str, entity: str, state: str) -> str:
    """The Chinese word for a state; the state itself where its contract names none."""
    if pillar not in _LABELS:
        _LABELS[pillar] = getattr(importlib.import_module(f"contracts.{pillar}"), "STATE_LABELS", {})
    return _LABELS[pillar].get(entity, {}).get(state, state)


def _parties(data: dict) -> list[str]:
    return sorted({data[name] for name in PARTIES if data.get(name)})


def _title(event: Message, reaction: Reaction, data: dict) -> str:
    if reaction.title:
        return reaction.title(event)
    return data.get("title") or data.get("name") or data.get("what") or type(event).label


def _about(event: Message, reaction: Reaction, data: dict) -> dict:
    """What a case and a line of the timeline both say."""
    envelope = event.envelope
    return {"pillar": envelope.type.split(".", 1)[0], "entity": envelope.entity, "entity_id": envelope.entity_id,
            "person_id": envelope.person_id, "parties": _parties(data), "area": data.get("area") or NATION,
            "title": _title(event, reaction, data), "type": envelope.type, "event_id": envelope.id}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_PERSON_SHOWS = ("person_id", "area", "birth_month", "groups", "updated_at")
_CASE_SHOWS = ("pillar", "entity", "entity_id", "area", "title", "state", "state_label", "due_on", "todo", "amount")
_LINE_SHOWS = ("event_id", "occurred_at", "pillar", "type", "label", "title", "entity", "entity_id", "by_role")


def _shown(row: dict, names: tuple[str, ...]) -> dict:
    """A row whose page is its columns `names`, as they will be said; the database keeps the JSON that it is sent."""
    row["page"] = {name: row[name] for name in names}
    return row


def _person_row(event: Message, data: dict) -> dict:
    return _shown({"person_id": event.envelope.entity_id, "area": data["area"], "birth_month": data["birth_month"],
                   "groups": data["groups"], "version": event.envelope.entity_version,
                   "updated_at": event.envelope.occurred_at.isoformat()}, _PERSON_SHOWS)


def _case_row(event: Message, about: dict, data: dict, state: str) -> dict:
    """A case; its page is put together where it is written, so that reasons and data are written down once."""
    rest = {"state": state} | data
    reasons = _told(rest.pop("reasons", None) or [], rest.pop("stated", None))  # those are kept once, beside the data
    return _shown(about | {
        "state": state, "state_label": state_label(about["pillar"], about["entity"], state),
        "due_on": data.get("due_on"), "todo": data.get("todo"), "amount": data.get("amount"), "reasons": reasons,
        "data": rest, "version": event.envelope.entity_version,
        "changed_at": event.envelope.occurred_at.isoformat()}, _CASE_SHOWS)


def _told(reasons: list, stated: list | None) -> list[dict]:
    """The reasons with their clauses; an event that has only their codes under that name states them beside."""
    return stated or [] if reasons and isinstance(reasons[0], str) else reasons


def _line(event: Message, about: dict) -> dict:
    envelope = event.envelope
    return _shown(about | {"occurred_at": envelope.occurred_at.isoformat(), "label": type(event).label,
                           "by_role": envelope.actor.role.value}, _LINE_SHOWS)


def _figure(event: Message, measure: str, area: str, amount: int, held_on: str | None = None) -> dict:
    """One figure; what was held on a day counts for that day, whenever it was entered."""
    occurred = start_of(date.fromisoformat(held_on)) if held_on else event.envelope.occurred_at
    return {"event_id": event.envelope.id, "measure": measure, "area": area, "amount": amount,
            "year": business_day(occurred).year, "occurred_at": occurred.isoformat()}


Rows = list[tuple[str, str]]
_NEW = "INSERT INTO projected (event_id) SELECT unnest(%s::uuid[])"
_PERSONS = ("INSERT INTO persons AS p SELECT * FROM json_to_recordset(%s) AS r(person_id text, area text,"
            " birth_month text, groups jsonb, version integer, updated_at timestamptz, page text) ORDER BY person_id"
            " ON CONFLICT (person_id) DO UPDATE SET area = excluded.area, birth_month = excluded.birth_month,"
            " groups = excluded.groups, version = excluded.version, updated_at = excluded.updated_at,"
            " page = excluded.page WHERE p.version < excluded.version")
_CASES = ("INSERT INTO cases AS c SELECT r.pillar, r.entity, r.entity_id, r.person_id, r.parties, r.area, r.title,"
          " r.state, r.state_label, r.due_on, r.todo, r.amount, r.reasons::jsonb, r.data::jsonb, r.type,"
          " r.event_id, r.version, r.changed_at::timestamptz,"
          " concat(left(r.page, -1), ',\"reasons\":', r.reasons, ',\"data\":', r.data,"
          " ',\"changed_at\":\"', r.changed_at, '\"}')"
          " FROM json_to_recordset(%s) AS r(pillar text, entity text, entity_id text, person_id text,"
          " parties text[], area text, title text, state text, state_label text, due_on date, todo text,"
          " amount text, reasons text, data text, type text, event_id uuid, version integer,"
          " changed_at text, page text) ORDER BY pillar, entity, entity_id"
          " ON CONFLICT (pillar, entity, entity_id) DO UPDATE SET person_id = excluded.person_id,"
          " parties = excluded.parties, area = excluded.area, title = excluded.title, state = excluded.state,"
          " state_label = excluded.state_label, due_on = excluded.due_on, todo = excluded.todo,"
          " amount = excluded.amount, reasons = excluded.reasons, data = excluded.data, type = excluded.type,"
          " event_id = excluded.event_id, version = excluded.version, changed_at = excluded.changed_at,"
          " page = excluded.page WHERE c.version < excluded.version")
_TIMELINE = ("WITH lines AS MATERIALIZED (SELECT * FROM json_to_recordset(%s) AS r(event_id uuid, person_id text,"
             " area text, parties text[], occurred_at timestamptz, pillar text, type text, label text, title text,"
             " entity text, entity_id text, by_role text, page text)),"
             " written AS (INSERT INTO timeline SELECT event_id, person_id, area, parties, occurred_at, pillar, type,"
             " label, title, entity, entity_id, by_role, page FROM lines)"
             " INSERT INTO changes (event_id, person_id, occurred_at, pillar, type, label, title, entity, entity_id)"
             " SELECT event_id, person_id, occurred_at, pillar, type, label, title, entity, entity_id FROM lines"
             " ON CONFLICT DO NOTHING")
_FIGURES = ("INSERT INTO figures SELECT event_id, measure, area, year, amount, occurred_at FROM"
            " json_to_recordset(%s) AS r(event_id uuid, measure text, area text, year integer, amount bigint,"
            " occurred_at timestamptz)")


def project(connection, events: list[Message]) -> int:
    """Write what is new among `events` into the read model; how many were new. The caller commits."""
    fresh = _fresh(connection, events)
    _write(connection, rows_of(fresh))
    return len(fresh)


def rows_of(events: list[Message]) -> Rows:
    """What new events come to: the statements that write them, each with its rows in JSON."""
    batch = Batch()
    for event in events:
        batch.add(event)
    sets = ((_PERSONS, list(batch.persons.values())), (_CASES, list(batch.cases.values())),
            (_TIMELINE, batch.timeline), (_FIGURES, batch.figures))
    return [(statement, _json(rows)) for statement, rows in sets if rows]


def write_new(connection, events: list[Message], rows: Rows) -> None:
    """Write events that are all taken to be new, with their `rows_of`; UniqueViolation when one of them is not.

    Asks nothing, so that nothing is waited for. The caller commits.
    """
    connection.execute(_NEW, [sorted(event.id for event in events)])
    _write(connection, rows)


def _write(connection, rows: Rows) -> None:
    for statement, written in rows:
        connection.execute(statement, [written], prepare=True)


def _fresh(connection, events: list[Message]) -> list[Message]:
    """Those of `events` that were not projected before, each once; they count as projected from here."""
    by_id = {event.id: event for event in events}
    rows = connection.execute(_NEW + " ON CONFLICT DO NOTHING RETURNING event_id::text", [sorted(by_id)]).fetchall()
    return [by_id[row[0]] for row in rows]
