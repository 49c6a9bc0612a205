"""Shares of a plan, windows in months and standings of institutions, as pure decisions."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.actors import Actor, Role
from contracts.decisions import Outcome
from contracts.training import Course, InstitutionState
from contracts.training.commands import SharePlan
from contracts.training.commands.plan import CountyShare
from policies.reader import Policies
from services.training.model import CourseStanding, Institution, PlanStanding
from services.training.rules import decide_shares
from services.training.rules.follow_ups import months_after
from services.training.rules.institutions import counties_without, teaching_reasons
from services.training.rules.plan import beyond_plan, plan_reasons
from tests.building import a_command

VIEW = Policies.load().view("training", area="433100", on=date(2024, 5, 6))
COUNTIES = ("433101", "433122", "433123", "433124")
days = st.dates(date(2013, 1, 1), date(2030, 12, 31))
shares = st.dictionaries(st.sampled_from(COUNTIES), st.integers(0, 120), min_size=1)


def a_share(wanted):
    return a_command(SharePlan, Actor(role=Role.CITY_STAFF, area="433100"), area="433100", year=2024,
                     course=Course.VILLAGE_LEADER,
                     shares=tuple(CountyShare(area=area, seats=seats) for area, seats in wanted.items()))


@given(st.dictionaries(st.sampled_from(COUNTIES), st.integers(0, 50)), shares)
def test_shares_and_what_stays_at_the_city_come_to_the_plan_or_nothing_is_shared(present, wanted):
    decision = decide_shares(a_share(wanted), 210, present, VIEW)
    after = present | wanted
    if sum(after.values()) > 210:
        assert (decision.outcome, decision.events) == (Outcome.RETURNED, ())
        return
    assert sum(after.values()) + decision.details["unshared"] == 210
    recorded = present | {event.area: event.seats for event in decision.events}
    assert {area: seats for area, seats in recorded.items() if seats} == {
        area: seats for area, seats in after.items() if seats}
    assert all(event.seats_before == present.get(event.area, 0) for event in decision.events)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 300))
def test_a_class_takes_free_seats_first_and_only_the_rest_is_beyond_the_plan(seats, free, completed):
    standing = PlanStanding(city="433100", year=2024, courses=(
        CourseStanding(course=Course.SIYB, plan=60, free=free, completed=60),
        CourseStanding(course=Course.SIMULATION, plan=200, free=200, completed=completed)))
    assert beyond_plan(seats, standing, Course.SIYB) == max(0, seats - free)
    unmet = [reason.code for reason in plan_reasons(Course.SIYB, seats, standing, VIEW) if reason.status == "unmet"]
    barred = ["no_other_course_short"] if completed < 200 else []
    assert unmet == ([] if seats <= free else ["within_plan", *barred])


@given(days, st.integers(0, 36))
def test_months_after_a_day_end_on_that_day_or_on_the_months_last(day, months):
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == min(day.day, monthrange(after.year, after.month)[1])
    assert months_after(day, -months) <= day


@given(days, days, st.one_of(st.none(), days))
def test_an_institution_teaches_until_its_last_day_and_not_while_it_is_suspended(last_day, valid_until, until):
    today = last_day - timedelta(days=7)
    state = InstitutionState.SUSPENDED if until else InstitutionState.ACCREDITED
    institution = Institution(institution_id="i", area="433101", courses=("siyb",), valid_until=valid_until,
                              state=state, suspended_until=until)
    unmet = {one.code for one in teaching_reasons(institution, Course.SIYB, last_day, today, VIEW)
             if one.status == "unmet"}
    assert ("accreditation_valid" in unmet) == (valid_until < last_day)
    assert ("institution_not_suspended" in unmet) == (until is not None and today <= until)
    assert institution.may_teach_on(today) == (today <= valid_until and "institution_not_suspended" not in unmet)


def test_an_institution_covers_its_county_on_the_last_day_of_its_accreditation_and_not_after_it():
    institution = Institution(institution_id="i", area="433101", courses=("siyb",), valid_until=date(2024, 5, 6))
    uncovered = [counties_without((institution,), ("433101",), day) for day in (date(2024, 5, 6), date(2024, 5, 7))]
    assert uncovered == [(), ("433101",)]
