"""From raw deliveries to messages. What cannot be decoded says why, in a cause that operators group by."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from chassis.delivery import Delivery
from chassis.receiving import Undecodable
from chassis.store import derived_id
from chassis.trace import child_of, new_traceparent
from contracts.actors import CALENDAR_ACTOR, Actor, Role
from contracts.messages import COMMANDS, EVENTS, QUESTIONS, Envelope, Message, event_from_wire
from contracts.problems import Invalid, Problem
from contracts.wire import from_headers


def decode_event(delivery: Delivery, wanted: str | None = None) -> Message:
    """The domain event in `delivery`; raises Undecodable (undecodable, unknown_type, unknown_version).

    `wanted` is the one type that the receiver was written for: another version is unknown to it, even when
    this process knows that version elsewhere.
    """
    try:
        envelope = from_headers(delivery.headers, delivery.receiver)
    except Exception as error:  # whatever is wrong with it, it is kept with the reason
        raise Undecodable("undecodable", f"no readable envelope: {type(error).__name__} {error}") from error
    if envelope.type not in EVENTS or wanted not in (None, envelope.type):
        raise Undecodable(*_unknown(envelope.type, EVENTS if wanted is None else [wanted]))
    try:
        return event_from_wire(envelope.type, json.loads(delivery.body), envelope)
    except Exception as error:  # too deep, no text, no object, a wrong field: all end in quarantine
        fields = sorted(error.fields) if isinstance(error, Invalid) else type(error).__name__
        raise Undecodable("undecodable", f"the body is not a {envelope.type}: {fields}") from error


def decode_timer(delivery: Delivery) -> Message:
    """The command in a timer's row; its id is the timer's, so a repeat finds its inbox row.

    It occurred when it was due, however late it is delivered. Raises Undecodable.
    """
    try:
        headers = delivery.headers
        envelope = Envelope(id=delivery.message_id, type=delivery.type, source="calendar", actor=CALENDAR_ACTOR,
                            occurred_at=datetime.fromisoformat(headers["due_at"]),
                            correlation_id=headers["correlation_id"], traceparent=new_traceparent(),
                            receiver=delivery.receiver)
        return COMMANDS[delivery.type].from_data(json.loads(delivery.body)).with_envelope(envelope)
    except Exception as error:  # set by an older version of this service, or by hand
        raise Undecodable("undecodable", f"no timer of {delivery.type}: {type(error).__name__} {error}") from error


def _unknown(type_: str, known: Iterable[str]) -> tuple[str, str]:
    stem = str(type_).rsplit(".", 1)[0] + "."
    versions = [each for each in known if each.startswith(stem)]
    return ("unknown_version", f"{type_}, known are {versions}") if versions else ("unknown_type", str(type_))


def _received(envelope: Envelope, receiver: str) -> Envelope:
    return Envelope(**{**vars(envelope), "receiver": receiver})


def decode_call(delivery: Delivery, trusted_user: str) -> Message:
    """The command or question in an RPC call; raises a Problem when it is wrong.

    The actor in the headers is believed only from the gateway, whose name the broker has validated; any other
    caller is a system that can't pretend to be a person.
    """
    name = delivery.receiver
    message_class = COMMANDS.get(name) or QUESTIONS.get(name)
    if message_class is None:
        raise Problem(f"没有这个业务：{name}", code="not_found")
    message = message_class.from_data(_keywords(delivery))
    user = (delivery.properties or {}).get("user_id")
    envelope = _gateway_envelope(delivery) if user == trusted_user else _system_envelope(delivery, user)
    return message.with_envelope(_received(envelope, name))


def _keywords(delivery: Delivery) -> dict:
    try:
        body = json.loads(delivery.body)
        arguments, keywords = body.get("args") or [], body.get("kwargs") or {}
    except Exception as error:
        raise Problem("调用内容不是正确的 JSON", code="malformed_json") from error
    if arguments:
        raise Problem("请用命名参数调用", code="bad_request")
    return keywords


def _gateway_envelope(delivery: Delivery) -> Envelope:
    try:
        return from_headers(delivery.headers)
    except Exception as error:
        raise Problem(f"消息头不完整：{type(error).__name__}", code="bad_request") from error


def _system_envelope(delivery: Delivery, user: str | None) -> Envelope:
    properties = delivery.properties or {}
    call_id = properties.get("correlation_id") or delivery.message_id
    return Envelope(id=derived_id("system-call", user, call_id), type=delivery.receiver,
                    source=f"system:{user or 'unnamed'}", correlation_id=derived_id("system-call", user, call_id),
                    actor=Actor(role=Role.SYSTEM, system=user or "unnamed"), occurred_at=datetime.now(UTC),
                    traceparent=child_of(delivery.headers.get("traceparent")))
