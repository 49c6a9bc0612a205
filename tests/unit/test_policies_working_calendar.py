"""Which days offices work, by the official arrangement of each year."""

from datetime import date

import pytest

from policies.errors import FaultyPolicy, NoCalendarYet
from policies.working_calendar import WorkingCalendar


@pytest.fixture(scope="module")
def calendar():
    return WorkingCalendar.load()


@pytest.mark.parametrize(("day", "worked"), [
    (date(2024, 5, 6), True),      # Monday after the May holiday
    (date(2024, 5, 1), False),     # Labour Day, a Wednesday
    (date(2024, 5, 4), False),     # Saturday
    (date(2024, 5, 11), True),     # Saturday worked for the May holiday
    (date(2024, 10, 7), False),    # last day of the October holiday
    (date(2024, 10, 12), True),
    (date(2025, 1, 26), True),
    (date(2025, 10, 8), False),
    (date(2026, 2, 16), False),
    (date(2026, 2, 14), True),
])
def test_holidays_and_make_up_days_are_known(calendar, day, worked):
    assert calendar.is_working_day(day) is worked


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_the_working_days_of_a_year_add_up(calendar, year, days):
    start = date(year, 1, 1).toordinal()
    everyday = (date.fromordinal(start + past) for past in range(366))
    assert sum(calendar.is_working_day(day) for day in everyday if day.year == year) == days


def test_a_year_without_a_table_is_an_error_that_says_so(calendar):
    with pytest.raises(NoCalendarYet, match="2027"):
        calendar.is_working_day(date(2027, 1, 4))


def draft(area, *, off=(), worked=(), year=2024):
    return {"area": area, "pillar": "zone", "key": f"working_days_{year}",
            "value": {"days_off": list(off), "make_up_days": list(worked)}, "cite": {"unsourced": "州政府公布"}}


def test_an_area_adds_its_own_days_off_for_itself_and_below(calendar):
    local = calendar.with_published([draft("433100", off=["2024-09-20"])])
    assert not local.is_working_day(date(2024, 9, 20), area="433101")
    assert local.is_working_day(date(2024, 9, 20), area="430100")
    assert not local.is_working_day(date(2024, 10, 1), area="433101")


def test_an_administrator_can_add_a_year(calendar):
    longer = calendar.with_published([draft("000000", off=["2027-01-01"], year=2027)])
    assert not longer.is_working_day(date(2027, 1, 1))
    assert longer.is_working_day(date(2027, 1, 4))
    assert longer.years() == (2024, 2025, 2026, 2027)


@pytest.mark.parametrize(("text", "said"), [
    ("2024: {cite: {unsourced: 甲}, days_off: [2025-01-01]}", "不在这一年"),
    ("2024: {cite: {unsourced: 甲}, days_off: [元旦]}", "“元旦”不是日期"),
    ("2024: {days_off: [2024-01-01]}", "cite"),
    ("2024: {cite: {unsourced: 甲}, holidays: []}", "应写成"),
])
def test_a_faulty_table_says_what_is_wrong(tmp_path, text, said):
    (tmp_path / "000000.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FaultyPolicy, match=said):
        WorkingCalendar.load(tmp_path)
