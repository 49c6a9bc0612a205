"""How a service says what it answers to. The marks are plain attributes: a service runs under nameko
(`chassis.nameko_skin`), inside the gateway (accounts) and in a test alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

MARK = "__receives__"


@dataclass(frozen=True, kw_only=True)
class Receives:
    """One handler of a service: what kind of message it takes, and which."""

    kind: str
    message: type
    method: str
    counts_from: str | None = None


def _mark(kind: str, message: type, handler: Callable, **more) -> Callable:
    setattr(handler, MARK, Receives(kind=kind, message=message, method=handler.__name__, **more))
    return handler


def command(message: type) -> Callable:
    """The method carries out this command; it is named after the command."""
    return partial(_mark, "command", message)


def question(message: type) -> Callable:
    """The method answers this question, reading only."""
    return partial(_mark, "question", message)


def reaction(message: type, *, counts_from: str | None = None) -> Callable:
    """The method reacts to this domain event, named `verb_object_on_event`.

    `counts_from` (a day) says from when a reaction counts that is added to a running platform; earlier
    events reach it only when an operator feeds them from the log.
    """
    return partial(_mark, "reaction", message, counts_from=counts_from)


def receivers_of(service_class: type) -> list[Receives]:
    """What a service answers to, in the order of its table of contents."""
    seen: dict[str, Receives] = {}
    for cls in reversed(service_class.__mro__):
        for name, attribute in vars(cls).items():
            if mark := getattr(attribute, MARK, None):
                seen[name] = mark
    return list(seen.values())
