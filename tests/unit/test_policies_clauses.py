"""The clause table: all 262 clauses have a row, and what a row names exists."""

from collections import Counter
from dataclasses import replace

import pytest

from policies import clauses
from policies.clauses import CARRIED, NOT_CARRIED, NOT_YET, Clause, clause_table, faults

ROWS_OF = {"H": 94, "X": 56, "C": 32, "L": 37, "J": 43}
SOUND = Clause(id="H-030", document="hunan-2024", clause="二（二）2", says="…", state=CARRIED, reason="",
               carried_by=("policies/regions/430000-hunan/loans.yaml::counter_guarantee_free_up_to",))


def test_every_clause_has_exactly_one_row():
    expected = [f"{letter}-{number:03}" for letter, rows in ROWS_OF.items() for number in range(1, rows + 1)]
    assert [row.id for row in clause_table()] == expected
    assert len(expected) == 262


def test_the_documents_are_the_five():
    documents = Counter(row.document for row in clause_table())
    assert documents == {"hunan-2024": 94, "xiangxi-2024": 56, "chuxiong-2024": 32, "liaoning-2023": 37,
                         "jiaxing-2013": 43}


def test_what_every_row_names_exists_and_nothing_is_left_out_without_a_reason():
    assert list(faults(clause_table())) == []


@pytest.mark.parametrize(("change", "said"), [
    ({"carried_by": ("policies/regions/430000-hunan/savings.yaml",)}, "不存在"),
    ({"carried_by": ("policies/regions/430000-hunan/loans.yaml::counter_guarantee",)}, "不存在"),
    ({"carried_by": ("tests/unit/test_policies_clauses.py::test_nothing",)}, "不存在"),
    ({"carried_by": ()}, "没有写由什么承载"),
    ({"state": NOT_CARRIED, "carried_by": ()}, "没有写原因"),
    ({"state": "done"}, "不认识的状态"),
])
def test_a_row_that_does_not_hold_is_found(change, said):
    assert said in "；".join(faults([replace(SOUND, **change)]))


def test_a_sound_row_and_one_still_to_come_are_in_order():
    assert list(faults([SOUND, replace(SOUND, state=NOT_YET, carried_by=())])) == []
    by_test = "tests/unit/test_policies_clauses.py::test_every_clause_has_exactly_one_row"
    assert list(faults([replace(SOUND, carried_by=(by_test,))])) == []


def test_the_page_is_the_one_generated_from_the_table():
    assert clauses.PAGE.read_text(encoding="utf-8") == clauses.page(clause_table())


def test_the_page_shows_a_change_of_the_table():
    assert clauses.page([SOUND]) != clauses.page([replace(SOUND, state=NOT_YET)])
