"""Every message has a name of its own in the interface's description: with two of one name, one would be lost."""

import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module

import contracts
from contracts.messages import Message
from gateway.http.schemas import component_name
from gateway.routes import routes_of


def every_message() -> set[type[Message]]:
    """All that contracts and routes declare."""
    for module in pkgutil.walk_packages(contracts.__path__, "contracts."):
        import_module(module.name)
    routes_of("test")
    built = (each for each in _below(Message) if "Schema" in vars(each))  # not what a declaration was made from
    return {each for each in built if each.__module__.startswith(("contracts.", "gateway."))}


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def taken_twice(messages: Iterable[type[Message]]) -> dict[str, list[str]]:
    """The names that several messages would have, and the modules of these."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        found[component_name(message)].append(message.__module__)
    return {name: sorted(modules) for name, modules in found.items() if len(modules) > 1}


def test_no_two_messages_have_one_name_in_the_interfaces_description():
    messages = every_message()
    assert len(messages) > 500
    assert taken_twice(messages) == {}


def test_two_messages_of_one_name_in_two_modules_of_a_pillar_are_found():
    pages, pace = (type("StepLine", (), {"__module__": f"contracts.zone.{module}"}) for module in ("pages", "pace"))
    assert taken_twice([pages, pace]) == {"ZoneStepLine": ["contracts.zone.pace", "contracts.zone.pages"]}
    loans = type("StepLine", (), {"__module__": "contracts.loans.answers"})
    assert taken_twice([pages, loans]) == {}
