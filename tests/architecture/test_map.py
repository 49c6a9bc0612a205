"""docs/map.md is what the declarations say today, and shows what has nothing in its place."""

import pytest

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import COMMANDS, EVENTS, command, event
from dev.map import PAGE, Declared, declared, open_ends, page, without_address


@command("loans.test_of_the_map", by=(Role.CITIZEN,))
class Borrow:
    """Borrow."""

    loan_id: str = identifier("贷款")


@event("loans.test_of_the_map.v1", entity="loan", person="loan_id", label="借到了")
class Borrowed:
    """Borrowed."""

    loan_id: str = identifier("贷款")


# What only this test declares is known to nobody else.
del COMMANDS["loans.test_of_the_map"], EVENTS["loans.test_of_the_map.v1"]

MESSAGES = {"commands": {"loans.borrow": Borrow}, "questions": {}, "events": {"loans.borrowed.v1": Borrowed}}
QUEUE = "subsidies.assess_on_borrowed"


@pytest.mark.thorough
def test_the_page_is_the_one_generated_from_the_declarations():
    assert PAGE.read_text(encoding="utf-8") == page(declared()), "make map writes it anew"


def test_nothing_is_declared_without_something_in_its_place():
    assert open_ends(declared()) == []


def test_a_command_an_event_and_a_reaction_are_shown_with_who_and_where():
    shown = page(Declared({Borrow}, {"loans.borrowed.v1": [QUEUE]}, {Borrow: ["POST /loans"]}, {Borrow: "借款"},
                          **MESSAGES))
    assert "| `loans.borrow` | 借款 | 创业者 | `POST /loans` |" in shown
    assert f"| `loans.borrowed.v1` | 借到了 | loan | 是 | `{QUEUE}` |" in shown
    assert "loans -->|1| subsidies" in shown


def test_a_command_without_handler_or_address_is_shown():
    alone = Declared(set(), {}, **MESSAGES)
    assert open_ends(alone) == ["`loans.borrow` 没有处理者"]
    assert without_address(alone) == ["loans.borrow"]
    assert "没有处理者" in page(alone)


def test_a_reaction_to_an_event_that_is_not_declared_is_shown():
    assert open_ends(Declared({Borrow}, {"loans.lent.v1": [QUEUE]}, **MESSAGES)) == [
        "`loans.lent.v1` 有反应，但没有声明"]
