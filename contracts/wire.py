"""How an envelope travels in AMQP headers: CloudEvents 1.0 (AMQP binding) and W3C trace context."""

import json
from datetime import datetime

from contracts.actors import Actor
from contracts.messages import Envelope

PREFIX = "cloudEvents:"
SPEC_VERSION = "1.0"
VERSION_HEADER = f"{PREFIX}entityversion"
_EXTENSIONS = {"correlationid": "correlation_id", "causationid": "causation_id", "entity": "entity",
               "entityid": "entity_id", "entityversion": "entity_version", "personid": "person_id"}


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json_bytes(value) -> bytes:
    """`value` in UTF-8 JSON: compact, and Chinese as itself. Escaped it is twice as long, and each reader undoes it.

    Half a character has no other form than the escaped one; whoever reads it says what is wrong with it.
    """
    try:
        return _COMPACT(value).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def to_headers(envelope: Envelope) -> dict[str, str | int]:
    """The headers of one message; parts that are absent are left out."""
    headers = {f"{PREFIX}specversion": SPEC_VERSION, f"{PREFIX}id": envelope.id,
               f"{PREFIX}type": envelope.type, f"{PREFIX}source": envelope.source,
               f"{PREFIX}time": envelope.occurred_at.isoformat(),
               f"{PREFIX}actor": _COMPACT(envelope.actor.as_data()),
               f"{PREFIX}subject": envelope.entity_id, "traceparent": envelope.traceparent}
    headers |= {f"{PREFIX}{name}": getattr(envelope, attribute) for name, attribute in _EXTENSIONS.items()}
    if envelope.deadline:
        headers[f"{PREFIX}deadline"] = envelope.deadline.isoformat()
    return {name: value for name, value in headers.items() if value is not None}


def from_headers(headers: dict, receiver: str | None = None) -> Envelope:
    """The envelope in `headers` for a receiver; raises KeyError or ValueError when a required part is missing or
    wrong."""
    extensions = {attribute: headers.get(f"{PREFIX}{name}") for name, attribute in _EXTENSIONS.items()}
    deadline = headers.get(f"{PREFIX}deadline")
    return Envelope(
        id=headers[f"{PREFIX}id"], type=headers[f"{PREFIX}type"], source=headers[f"{PREFIX}source"],
        actor=Actor.from_data(json.loads(headers[f"{PREFIX}actor"])),
        occurred_at=datetime.fromisoformat(headers[f"{PREFIX}time"]),
        traceparent=headers.get("traceparent"),
        deadline=datetime.fromisoformat(deadline) if deadline else None, receiver=receiver,
        **extensions)
