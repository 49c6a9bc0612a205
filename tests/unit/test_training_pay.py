"""Next year's pay line names the grade it rests on; without a grade, or without a rate, no figure appears."""

from datetime import date

import pytest

from contracts.training import LecturerGrade
from policies.reader import Policies
from services.training.rules.lecturers import FEE_BY_GRADE, pay_per_session

VIEW = Policies.load().view("training", area="433100", on=date(2025, 1, 1))


class Rated:
    """A policy once two people have put rates into force."""

    def __init__(self, rates: dict[str, int]):
        self.rates = rates

    def has(self, key: str) -> bool:
        return key == FEE_BY_GRADE

    def value(self, key: str) -> dict[str, int]:
        return self.rates


@pytest.mark.parametrize("grade", [None, *LecturerGrade])
def test_no_source_has_a_rate_so_no_grade_has_a_figure(grade):
    assert pay_per_session(grade, VIEW) is None


def test_a_rate_in_force_gives_a_graded_lecturer_a_figure_and_an_ungraded_one_none():
    rated = Rated({"excellent": 400, "qualified": 300, "unqualified": 0})
    assert [pay_per_session(grade, rated) for grade in (LecturerGrade.EXCELLENT, LecturerGrade.UNQUALIFIED, None)] == [
        40000, 0, None]
