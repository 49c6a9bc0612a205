"""How a message is declared: a frozen dataclass, its marshmallow schema and its name in a registry."""

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_load

from contracts.actors import Actor, Role
from contracts.compiled import DOUBTS, builder, compiled_load
from contracts.compiled_writing import compiled_dump
from contracts.problems import Invalid

COMMANDS: dict[str, type["Message"]] = {}
QUESTIONS: dict[str, type["Message"]] = {}
EVENTS: dict[str, type["Message"]] = {}


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What travels around a message's data: CloudEvents 1.0 attributes, trace and who acted.

    `occurred_at` is business time; `deadline` is technical time, and only commands and questions have one.
    `receiver` does not travel: the receiving side notes which of its handlers the message is for.
    """

    id: str
    type: str
    source: str
    actor: Actor
    occurred_at: datetime
    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None
    deadline: datetime | None = None
    entity: str | None = None
    entity_id: str | None = None
    entity_version: int | None = None
    person_id: str | None = None
    receiver: str | None = None


class MessageSchema(Schema):
    """Loads into the message's dataclass; unknown fields are refused in commands and passed over in events."""

    message_class: type | None = None
    error_messages = {"unknown": "不认识的内容", "type": "格式不正确"}

    @post_load
    def _build(self, data, **kwargs):
        lists = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return self.message_class(**lists) if self.message_class else lists


@dataclass(frozen=True, kw_only=True)
class Message:
    """Base of every message. `envelope` is attached on receipt and takes no part in equality."""

    envelope: Envelope | None = field(default=None, compare=False, repr=False)

    @property
    def actor(self) -> Actor:
        return self.envelope.actor

    @property
    def id(self) -> str:
        return self.envelope.id

    def with_envelope(self, envelope: Envelope) -> "Message":
        return _builder_of(type(self))(vars(self) | {"envelope": envelope})

    def as_data(self) -> dict[str, Any]:
        """The message's own data in wire form."""
        return _dump_of(type(self))(self)

    @classmethod
    def from_data(cls, data: Any, *, unknown: str = RAISE, envelope: Envelope | None = None) -> "Message":
        """The message in `data`, in `envelope`; raises Invalid naming every wrong field in Chinese."""
        try:
            values = _load_of(cls)(data, unknown != EXCLUDE)
        except DOUBTS:
            return cls._as_schema_has_it(data, unknown).with_envelope(envelope)
        values["envelope"] = envelope
        return _builder_of(cls)(values)

    @classmethod
    def _as_schema_has_it(cls, data: Any, unknown: str) -> "Message":
        try:
            return schema_of(cls).load(data, unknown=unknown)
        except ValidationError as error:
            raise Invalid("请检查标出的内容", fields=flat(error.messages)) from error


@functools.cache
def schema_of(message: type[Message]) -> Schema:
    """The schema of a message class, made once: making one anew costs ten times what it then does."""
    return message.Schema()


@functools.cache
def _load_of(message: type[Message]) -> Callable[..., dict[str, Any]]:
    return compiled_load(schema_of(message))


@functools.cache
def _builder_of(message: type[Message]) -> Callable[[dict[str, Any]], Message]:
    return builder(message)


@functools.cache
def _dump_of(message: type[Message]) -> Callable[[Message], dict[str, Any]]:
    return compiled_dump(schema_of(message))


def flat(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    """Nested marshmallow messages as dotted field names: {"trainees.3.person_id": ["…"]}."""
    if not isinstance(messages, dict):
        return {prefix.rstrip(".") or "_": list(messages) if isinstance(messages, list) else [str(messages)]}
    out: dict[str, list[str]] = {}
    for key, inner in messages.items():
        out.update(flat(inner, prefix if key == "_schema" else f"{prefix}{key}."))
    return out


# Fields may be called `name` or `label` (a person has a name), so these two are asked of the class:
# `type(message).name`. Whatever else a declared class says of itself is kept free of fields.
_MAY_BE_FIELDS = {"name", "label"}


def _build(cls: type, **attributes) -> type:
    """`cls` as a frozen, keyword-only dataclass with its schema; ValueError for a field that hides an attribute."""
    built = dataclass(frozen=True, kw_only=True)(type(cls.__name__, _bases(cls), _body(cls)))
    if attributes and (hidden := {f.name for f in dataclasses.fields(built)} & (set(attributes) - _MAY_BE_FIELDS)):
        raise ValueError(f"{cls.__name__}: fields may not be called {sorted(hidden)}")
    own = {f.name: f.metadata["schema"] for f in dataclasses.fields(built) if "schema" in f.metadata}
    schema = MessageSchema.from_dict(own, name=cls.__name__)
    schema.message_class = built
    built.Schema = schema
    for name, value in attributes.items():
        setattr(built, name, value)
    return built


def _bases(cls: type) -> tuple:
    return cls.__bases__ if any(issubclass(b, Message) for b in cls.__bases__) else (Message,)


def _body(cls: type) -> dict:
    return {key: value for key, value in cls.__dict__.items() if key not in ("__dict__", "__weakref__")}


def part(cls: type) -> type:
    """A piece that other messages contain or extend."""
    return _build(cls)


answer = part


def command(name: str, *, by: tuple[Role, ...]):
    """Declare a command `pillar.verb_noun`; `by` lists the roles that may give it."""

    def declare(cls):
        built = _build(cls, name=name, by=by)
        return COMMANDS.setdefault(name, built)

    return declare


def question(name: str, *, by: tuple[Role, ...]):
    """Declare a question of staff depth."""

    def declare(cls):
        built = _build(cls, name=name, by=by)
        return QUESTIONS.setdefault(name, built)

    return declare


def event(type_: str, *, entity: str, person: str | None = None, label: str):
    """Declare a domain event.

    `entity` names the thing whose version it carries (its id is the field `<entity>_id`), `person` the field
    that holds the opaque id of the person it concerns, `label` what a timeline calls it.
    """

    def declare(cls):
        built = _build(cls, type=type_, entity=entity, person_field=person, label=label)
        return EVENTS.setdefault(type_, built)

    return declare


def event_from_wire(type_: str, data: Any, envelope: Envelope) -> Message:
    """The event of `type_`; unknown extra fields are passed over, since producers may add some."""
    return EVENTS[type_].from_data(data, unknown=EXCLUDE, envelope=envelope)
