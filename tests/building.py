"""Test data by named examples: actors, commands and events as they arrive at a handler."""

import uuid
from datetime import UTC, date, datetime

from contracts.actors import Actor, Role
from contracts.messages import Envelope

JISHOU, XIANGXI, HUNAN = "433101", "433100", "430000"
INSTITUTION = "org-institution-jishou"
BASE_OPERATOR = "org-base-jishou"
BANK = "org-bank-xiangxi"
GUARANTEE_BODY = "org-guarantee-xiangxi"
NOON = datetime(2024, 5, 6, 4, 0, tzinfo=UTC)


def an_actor(role: Role, area: str = JISHOU, organisation_id: str | None = None, person_id: str = "staff-1") -> Actor:
    return Actor(role=role, area=area, organisation_id=organisation_id, person_id=person_id)


def the_institution() -> Actor:
    return an_actor(Role.INSTITUTION_STAFF, organisation_id=INSTITUTION)


def the_city() -> Actor:
    return an_actor(Role.CITY_STAFF, area=XIANGXI)


def the_province() -> Actor:
    return an_actor(Role.PROVINCE_STAFF, area=HUNAN)


def the_county_clerk() -> Actor:
    return an_actor(Role.CLERK)


def a_citizen(person_id: str = "person-1") -> Actor:
    return Actor(role=Role.CITIZEN, person_id=person_id, area=JISHOU)


def a_command(command_class: type, by: Actor, *, id: str | None = None, **fields):
    """A command as a handler receives it."""
    message_id = id or str(uuid.uuid4())
    envelope = Envelope(id=message_id, type=command_class.name, source="test", actor=by, occurred_at=NOON,
                        correlation_id=message_id, receiver=command_class.name)
    return command_class(**fields).with_envelope(envelope)


def an_event(event_class: type, receiver: str, *, id: str | None = None, version: int = 1, **fields):
    """A domain event as a reaction of `receiver` receives it."""
    message_id = id or str(uuid.uuid4())
    event = event_class(**fields)
    envelope = Envelope(id=message_id, type=event_class.type, source="test", actor=a_citizen(), occurred_at=NOON,
                        correlation_id=message_id, receiver=receiver, entity=event_class.entity,
                        entity_id=getattr(event, f"{event_class.entity}_id"), entity_version=version)
    return event.with_envelope(envelope)


def a_person_registered(person_id: str = "person-1", area: str = JISHOU, groups: tuple = ()) -> dict:
    """The fields of `zone.person_registered`."""
    return {"person_id": person_id, "birth_month": "1990-05", "area": area, "groups": groups}


def on(text: str) -> date:
    return date.fromisoformat(text)


def sent(command_class: type, by: Actor, **data):
    """A command as a handler receives it, from its wire form."""
    fields = {name: value for name, value in vars(command_class.from_data(data)).items() if name != "envelope"}
    return a_command(command_class, by, **fields)


def heard(event_class: type, receiver: str, *, id: str | None = None, version: int = 1, **data):
    """A domain event as a reaction of `receiver` receives it, from its wire form."""
    fields = {name: value for name, value in vars(event_class.from_data(data)).items() if name != "envelope"}
    return an_event(event_class, receiver, id=id, version=version, **fields)
