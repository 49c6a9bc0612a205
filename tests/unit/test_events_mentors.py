"""Mentors: the day of suspension, and whom a founder is offered."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.decisions import Outcome
from contracts.events import MentorOrigin, MentorPart, MentorState, PoolLevel
from contracts.events.commands import UpdateMentor
from policies.reader import Policies
from services.events.model import FreeMentor, Mentor
from services.events.rules.guidance import nearest
from services.events.rules.mentors import decide_suspension, decide_update

JISHOU, LUXI = "433101", "433122"
DUE = date(2024, 6, 30)
VIEW = Policies.load().view("events", area=JISHOU, on=date(2024, 5, 6))


def a_mentor(number=1, area=JISHOU, state=MentorState.JOINED, parts=()):
    return Mentor(mentor_id=f"mentor-{number:02}", person_id=f"p-{number}", area=area, pool=PoolLevel.CITY,
                  origin=MentorOrigin.FOUNDER, state=state, parts=parts, due_on=DUE)


@given(st.integers(-30, 30), st.sampled_from(MentorState))
def test_only_a_mentor_who_is_not_up_to_date_is_suspended_and_only_after_the_day(days, state):
    today = DUE + timedelta(days=days)
    decision = decide_suspension(a_mentor(state=state), DUE, VIEW, today)
    suspended = decision.outcome is Outcome.REFUSED
    assert suspended == (days > 0 and state is MentorState.JOINED)
    if suspended:
        assert decision.events[0].suspended_on == date(2024, 7, 1)


@given(st.lists(st.sampled_from(list(MentorPart)), max_size=5), st.lists(st.sampled_from(list(MentorPart)), max_size=5))
def test_the_update_is_complete_exactly_when_all_three_parts_are_done_in_any_order(before, now):
    command = UpdateMentor(parts=tuple(now))
    decision = decide_update(command, a_mentor(parts=tuple(before)), VIEW, date(2024, 6, 1))
    complete = set(before) | set(now) == set(MentorPart)
    assert decision.events[0].type == ("events.mentor_verified.v1" if complete else "events.mentor_updated.v1")


free = st.builds(lambda number, area, founders: FreeMentor(mentor=a_mentor(number, area), founders=founders),
                 st.integers(1, 50), st.sampled_from([JISHOU, LUXI]), st.integers(0, 5))


@given(st.lists(free, min_size=1, max_size=8).map(tuple))
def test_the_mentor_of_the_own_county_with_the_fewest_founders_is_offered(mentors):
    chosen = nearest(mentors, JISHOU)
    here = [one for one in mentors if one.mentor.area == JISHOU] or list(mentors)
    assert min(one.founders for one in here) == min(
        one.founders for one in here if one.mentor.mentor_id == chosen.mentor_id)
