"""A rule's inputs as plain JSON and back, so that a decision can be run again years later."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import cattrs

from contracts.actors import Actor
from contracts.messages import Envelope, Message
from policies.reader import PolicyView

_MESSAGE, _POLICY = "$message", "$policy"


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter()
    for kind in (date, datetime):
        converter.register_unstructure_hook(kind, lambda value: value.isoformat())
        converter.register_structure_hook(kind, lambda text, wanted: wanted.fromisoformat(text))
    for kind in (Decimal, Fraction):
        converter.register_unstructure_hook(kind, str)
        converter.register_structure_hook(kind, lambda text, wanted: wanted(text))
    converter.register_unstructure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, StrEnum),
                                             lambda value: value.value)
    return converter


CONVERTER = _converter()


def plain_inputs(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs as JSON; the policy is left to its snapshot, and a message keeps who acted."""
    return {name: _plain(value) for name, value in inputs.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, PolicyView):
        return {_POLICY: value.hash}
    if isinstance(value, Message):
        envelope = value.envelope
        return {_MESSAGE: value.as_data(), "envelope": CONVERTER.unstructure(envelope) if envelope else None}
    return CONVERTER.unstructure(value)


def load_inputs(plain: dict[str, Any], types: dict[str, Any], policy: PolicyView | None) -> dict[str, Any]:
    """The inputs of a rule again, by the annotations of its parameters."""
    return {name: _load(value, types[name], policy) for name, value in plain.items()}


def _load(value: Any, kind: Any, policy: PolicyView | None) -> Any:
    if isinstance(value, dict) and _POLICY in value:
        return policy
    if isinstance(value, dict) and _MESSAGE in value:
        message = kind.from_data(value[_MESSAGE])
        return message.with_envelope(_envelope(value["envelope"])) if value["envelope"] else message
    return CONVERTER.structure(value, kind)


def _envelope(data: dict) -> Envelope:
    actor = Actor.from_data({key: part for key, part in data["actor"].items() if part is not None})
    moments = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in ("occurred_at", "deadline")}
    return Envelope(**{**data, **moments, "actor": actor})
