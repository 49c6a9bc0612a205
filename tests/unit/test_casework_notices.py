"""How long a notice runs, and which of its lines are clear."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.notices import Line, Notice, end_of_notice
from casework.working_days import working_days_between
from policies.working_calendar import WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
IN_JISHOU = partial(WorkingCalendar.load().is_working_day, area="433101")
days = st.dates(date(2024, 1, 1), date(2025, 10, 31))


def a_notice(opened_on: date, working_days: int) -> Notice:
    opened_at = datetime(opened_on.year, opened_on.month, opened_on.day, 15, 30, tzinfo=SHANGHAI)
    return Notice(notice_id="n-1", area="433101", title="公示", working_days=working_days, opened_at=opened_at,
                  ends_at=end_of_notice(IN_JISHOU, opened_on, working_days))


@given(days, st.integers(1, 20))
def test_a_notice_stands_for_its_whole_working_days_after_the_day_it_was_put_up(opened_on, working_days):
    notice = a_notice(opened_on, working_days)
    assert working_days_between(IN_JISHOU, opened_on, notice.closes_on) == working_days
    assert IN_JISHOU(notice.closes_on)
    assert notice.ends_at.astimezone(SHANGHAI).time().isoformat() == "00:00:00"
    assert notice.ends_at - notice.opened_at >= timedelta(days=working_days)


def test_an_objection_is_in_time_until_the_last_moment_of_the_last_day():
    notice = a_notice(date(2024, 5, 6), 5)
    assert notice.closes_on == date(2024, 5, 11)
    assert notice.runs_at(notice.ends_at - timedelta(microseconds=1))
    assert not notice.runs_at(notice.ends_at)


def test_a_notice_of_seven_days_over_the_national_holiday_ends_after_it():
    assert a_notice(date(2024, 9, 27), 7).closes_on == date(2024, 10, 12)


@pytest.mark.parametrize(("objections", "clear"), [
    ({}, True), ({"open_objections": 1}, False), ({"upheld": 1}, False)])
def test_a_line_is_clear_when_no_objection_stands_against_it(objections, clear):
    assert Line(subject="claim-1", **objections).is_clear is clear
