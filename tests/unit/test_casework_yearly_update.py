"""What mentors and lecturers owe by a day: parts, the day itself, and a suspension that a clerk ends."""

from datetime import date

import pytest

from casework.yearly_update import clerk_ends_suspension, missing_parts, parts_done, update_due, updated_in_time
from policies.reader import Policies

POLICIES = Policies.load()
POOLS = [("training", "lecturer"), ("events", "mentor")]


def view(pillar, area="433100"):
    return POLICIES.view(pillar, area=area, on=date(2024, 5, 6))


@pytest.mark.parametrize(("pillar", "who"), POOLS)
@pytest.mark.parametrize(("today", "due"), [(date(2024, 6, 30), date(2024, 6, 30)), (date(2024, 7, 1), None)])
def test_the_last_day_is_in_time_and_who_joins_after_it_owes_nothing(pillar, who, today, due):
    assert update_due(view(pillar), f"{who}_update_deadline", today) == due


@pytest.mark.parametrize(("pillar", "who"), POOLS)
def test_where_no_document_sets_a_day_none_is_owed(pillar, who):
    assert update_due(view(pillar, "330400"), f"{who}_update_deadline", date(2024, 5, 6)) is None


@pytest.mark.parametrize(("pillar", "who"), POOLS)
def test_parts_add_up_in_their_own_order_and_the_rest_is_missing(pillar, who):
    order = ("real_name", "personal_data", "service_data")
    done = parts_done(order, ("service_data",), ("real_name", "service_data"))
    assert done == ("real_name", "service_data")
    assert missing_parts(view(pillar).parameter(f"{who}_update_parts"), done) == ["personal_data"]


@pytest.mark.parametrize(("pillar", "who"), POOLS)
def test_the_reasons_cite_the_clause_and_say_who_must_confirm_how_a_suspension_ends(pillar, who):
    deadline = view(pillar).parameter(f"{who}_update_deadline")
    late = updated_in_time(deadline, False, date(2024, 6, 30), ())
    assert (late.status, late.citation.clause) == ("unmet", "二（五）3")
    ends = view(pillar).parameter(f"{who}_suspension_ends_by")
    assert [clerk_ends_suspension(ends, ground).status for ground in (None, "信息已补齐")] == ["unknown", "met"]
    assert "确认" in clerk_ends_suspension(ends).citation.unsourced
