"""From raw deliveries to messages. What cannot be decoded says why, in a cause that operators group by."""

import json
from datetime import UTC, datetime

from chassis.failed import Delivery
from chassis.receiving import Undecodable
from chassis.store import derived_id
from chassis.trace import child_of
from contracts.actors import Actor, Role
from contracts.messages import COMMANDS, EVENTS, QUESTIONS, Envelope, Message, event_from_wire
from contracts.problems import Invalid, Problem
from contracts.wire import from_headers


def decode_event(delivery: Delivery) -> Message:
    """The domain event in `delivery`; raises Undecodable (undecodable, unknown_type, unknown_version)."""
    envelope = _event_envelope(delivery)
    if envelope.type not in EVENTS:
        raise Undecodable(*_unknown(envelope.type))
    try:
        message = event_from_wire(envelope.type, json.loads(delivery.body), envelope)
    except (ValueError, Invalid) as error:
        fields = sorted(error.fields) if isinstance(error, Invalid) else type(error).__name__
        raise Undecodable("undecodable", f"the body is not a {envelope.type}: {fields}") from error
    return message.with_envelope(_received(envelope, delivery.receiver))


def _event_envelope(delivery: Delivery) -> Envelope:
    try:
        return from_headers(delivery.headers)
    except (KeyError, ValueError, TypeError) as error:
        raise Undecodable("undecodable", f"no readable envelope: {type(error).__name__} {error}") from error


def _unknown(type_: str) -> tuple[str, str]:
    stem = type_.rsplit(".", 1)[0] + "."
    known = [known for known in EVENTS if known.startswith(stem)]
    if known:
        return "unknown_version", f"{type_}, known are {known}"
    return "unknown_type", type_


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
    envelope = from_headers(delivery.headers) if user == trusted_user else _system_envelope(delivery, user)
    return message.with_envelope(_received(envelope, name))


def _keywords(delivery: Delivery) -> dict:
    try:
        body = json.loads(delivery.body)
        arguments, keywords = body.get("args") or [], body.get("kwargs") or {}
    except (ValueError, AttributeError) as error:
        raise Problem("调用内容不是正确的 JSON", code="malformed_json") from error
    if arguments:
        raise Problem("请用命名参数调用", code="bad_request")
    return keywords


def _system_envelope(delivery: Delivery, user: str | None) -> Envelope:
    properties = delivery.properties or {}
    call_id = properties.get("correlation_id") or delivery.message_id
    return Envelope(id=derived_id("system-call", user, call_id), type=delivery.receiver,
                    source=f"system:{user or 'unnamed'}", correlation_id=derived_id("system-call", user, call_id),
                    actor=Actor(role=Role.SYSTEM, system=user or "unnamed"), occurred_at=datetime.now(UTC),
                    traceparent=child_of(delivery.headers.get("traceparent")))
