"""Whether today's declaration of an event still reads what was sent before: the sample is what was sent."""

import json
import pkgutil
from pathlib import Path
from typing import Any

import contracts
from contracts.language import learn
from contracts.messages import EVENTS, Message
from contracts.problems import Invalid

SAMPLES = Path(contracts.__file__).parent / "samples"


def published_events() -> dict[str, type[Message]]:
    """Every event type that the contracts declare, and no test's own."""
    homes = [package.name for package in pkgutil.iter_modules(contracts.__path__) if package.ispkg]
    learn()
    return {type_: event for type_, event in sorted(EVENTS.items()) if type_.split(".")[0] in homes}


def sample(type_: str) -> dict[str, Any]:
    """The frozen sample of an event type."""
    return json.loads((SAMPLES / f"{type_}.json").read_text(encoding="utf-8"))


def faults(event: type[Message], frozen: dict[str, Any]) -> list[str]:
    """What would break for a message like the frozen one; empty while the declaration is compatible.

    A field that went or was renamed, another type, and a new field that is required are incompatible: they need a
    new version. A new optional field is compatible.
    """
    try:
        read = event.from_data(frozen)
    except Invalid as problem:
        return [f"{name}: {'、'.join(words)}" for name, words in problem.fields.items()]
    return list(_differences(frozen, read.as_data()))


def _differences(frozen: Any, written: Any, place: str = ""):
    if isinstance(frozen, dict) and isinstance(written, dict):
        for name in frozen:
            yield from _differences(frozen[name], written.get(name), f"{place}.{name}".lstrip("."))
    elif isinstance(frozen, list) and isinstance(written, list) and len(frozen) == len(written):
        for number, (before, after) in enumerate(zip(frozen, written, strict=True)):
            yield from _differences(before, after, f"{place}.{number}")
    elif frozen != written or type(frozen) is not type(written):
        yield f"{place}: {frozen!r} is written back as {written!r}"
