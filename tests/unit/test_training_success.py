"""The success rate is an exact fraction; what is not quite the aim is not the aim."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reader import Policies
from services.training.rules.follow_ups import percent_never_rounded_up, success_reason

POLICIES = Policies.load()
XIANGXI = POLICIES.view("training", area="433100", on=date(2024, 5, 6))


@pytest.mark.parametrize(("succeeded", "status", "percent"), [(45, "met", "4.50"), (44, "unmet", "4.40"),
                                                              (0, "unmet", "0.00")])
def test_forty_five_of_a_thousand_reach_the_aim_and_forty_four_do_not(succeeded, status, percent):
    reason = success_reason(1000, succeeded, XIANGXI)
    assert (reason.status, reason.citation.clause) == (status, "二（一）3")
    assert percent_never_rounded_up(succeeded, 1000) == percent


def test_one_person_short_is_not_rounded_up_to_the_aim():
    assert success_reason(20001, 900, XIANGXI).status == "unmet"
    assert percent_never_rounded_up(900, 20001) == "4.49"


def test_where_nobody_has_completed_the_rate_is_unknown_and_no_figure_is_shown():
    assert success_reason(0, 0, XIANGXI).status == "unknown"
    assert percent_never_rounded_up(0, 0) is None


def test_jiaxing_has_its_own_aim_and_a_place_without_a_document_has_none():
    jiaxing = POLICIES.view("training", area="330400", on=date(2014, 5, 6))
    assert [success_reason(2, n, jiaxing).status for n in (0, 1)] == ["unmet", "met"]
    assert success_reason(2, 1, POLICIES.view("training", area="440100", on=date(2024, 5, 6))) is None


@given(st.integers(1, 10**6), st.data())
def test_the_shown_share_is_never_more_than_the_true_one(whole, data):
    part = data.draw(st.integers(0, whole))
    shown = int(percent_never_rounded_up(part, whole).replace(".", ""))
    assert shown * whole <= part * 10_000 < (shown + 1) * whole
