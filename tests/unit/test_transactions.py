"""A pillar's transaction is put together from many parts: none may hide what another one, or the chassis, does."""

from collections import Counter
from datetime import date

import pytest

from casework.decisions import RULES, rule
from chassis.declarations import ACCOUNTS, SERVICES, load
from chassis.store import Transaction
from contracts.decisions import Decision, Outcome

# What a store says or does in its own way, as the chassis asks it to.
OWN = {"schema", "source", "keep_decision", "kept_answer", "digest"}


def hidden_in(transaction: type) -> list[str]:
    """Names that more than one part of a transaction gives something."""
    names = Counter(name for part in transaction.__mro__ for name in vars(part) if not name.startswith("__"))
    return sorted(name for name, parts in names.items() if parts > 1 and name not in OWN)


@pytest.mark.parametrize("service", [*SERVICES.values(), ACCOUNTS])
def test_no_part_of_a_transaction_hides_another(service):
    assert hidden_in(load(service).transaction) == []


def test_a_part_that_hides_what_the_chassis_does_is_found():
    class Listings:
        def _append_all(self, event): ...

    class Planted(Listings, Transaction): ...

    assert "_append_all" in hidden_in(Planted)


def test_a_rule_notes_every_argument_however_it_is_given_in_the_order_of_its_parameters(monkeypatch):
    monkeypatch.setattr("casework.decisions.rules.RULES", dict(RULES))

    @rule(version=1)
    def decide_something(wanted: str, number: int = 3, day: date | None = None) -> Decision:
        return Decision(outcome=Outcome.GRANTED, subject=wanted)

    assert list(decide_something("a").inputs.items()) == [("wanted", "a"), ("number", 3), ("day", None)]
    assert list(decide_something(day=date(2024, 5, 6), wanted="a").inputs.items()) == [
        ("wanted", "a"), ("number", 3), ("day", date(2024, 5, 6))]
    with pytest.raises(TypeError):
        decide_something("a", colour="red")
