"""Due dates in working days, and the legal clock with its pauses."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.working_days import LegalClock, Pause, working_day_after, working_days_between
from policies.errors import NoCalendarYet
from policies.working_calendar import WorkingCalendar

IN_JISHOU = partial(WorkingCalendar.load().is_working_day, area="433101")
days = st.dates(date(2024, 1, 1), date(2025, 6, 30))
pauses = st.lists(st.tuples(days, st.integers(0, 40)), max_size=4).map(
    lambda drawn: tuple(Pause(paused_on=day, resumed_on=day + timedelta(days=length)) for day, length in drawn))


def a_clock(started="2024-05-06", allowed=10, *pauses):
    made = tuple(Pause(paused_on=date.fromisoformat(begun), resumed_on=ended and date.fromisoformat(ended))
                 for begun, ended in pauses)
    return LegalClock(started_on=date.fromisoformat(started), allowed=allowed, pauses=made)


def test_five_working_days_after_a_monday_end_on_the_saturday_that_is_worked_for_the_holiday():
    assert working_day_after(IN_JISHOU, date(2024, 5, 6), 5) == date(2024, 5, 11)


def test_a_worked_saturday_counts_and_the_may_holiday_does_not():
    assert working_day_after(IN_JISHOU, date(2024, 4, 26), 3) == date(2024, 4, 30)
    assert working_days_between(IN_JISHOU, date(2024, 4, 26), date(2024, 5, 6)) == 4


def test_a_case_that_may_take_no_day_is_due_on_the_day_it_began():
    assert a_clock(allowed=0).due_on(IN_JISHOU) == date(2024, 5, 6)


def test_a_pause_moves_the_due_date_by_the_working_days_it_lasted():
    assert a_clock().due_on(IN_JISHOU) == date(2024, 5, 17)
    assert a_clock("2024-05-06", 10, ("2024-05-08", "2024-05-13")).due_on(IN_JISHOU) == date(2024, 5, 23)


def test_while_the_clock_stands_still_nobody_can_say_the_due_date():
    assert a_clock("2024-05-06", 10, ("2024-05-08", None)).due_on(IN_JISHOU) is None


def test_pausing_twice_is_pausing_once_and_resuming_ends_it():
    clock = a_clock().pause(date(2024, 5, 8), "补正").pause(date(2024, 5, 9), "补正").resume(date(2024, 5, 13))
    assert clock.pauses == (Pause(paused_on=date(2024, 5, 8), resumed_on=date(2024, 5, 13), why="补正"),)


def test_a_year_without_a_calendar_is_said_and_not_guessed():
    with pytest.raises(NoCalendarYet):
        working_day_after(IN_JISHOU, date(2026, 12, 31), 1)


@given(days, pauses, days)
def test_elapsed_and_paused_always_add_up_to_wall_time(started, drawn, on):
    clock = LegalClock(started_on=started, allowed=10, pauses=drawn)
    assert clock.elapsed(IN_JISHOU, on) + clock.paused(IN_JISHOU, on) == clock.wall(IN_JISHOU, on)


@given(days, pauses, st.integers(1, 30))
def test_the_due_date_is_the_first_day_on_which_the_allowed_days_are_used_up(started, drawn, allowed):
    clock = LegalClock(started_on=started, allowed=allowed, pauses=drawn)
    due = clock.due_on(IN_JISHOU)
    assert IN_JISHOU(due)
    assert clock.elapsed(IN_JISHOU, due) == allowed
    assert clock.elapsed(IN_JISHOU, due - timedelta(days=1)) == allowed - 1


@given(days, st.integers(0, 60))
def test_counting_forward_and_counting_between_agree(started, number):
    assert working_days_between(IN_JISHOU, started, working_day_after(IN_JISHOU, started, number)) == number
