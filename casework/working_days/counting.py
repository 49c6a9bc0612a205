"""Counting working days. The day on which something begins is not counted."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]


def days_after(start: date, until: date) -> Iterator[date]:
    """Every calendar day after `start` up to and with `until`."""
    for number in range(1, (until - start).days + 1):
        yield start + timedelta(days=number)


def working_days_between(is_working_day: IsWorkingDay, start: date, until: date) -> int:
    """How many working days lie after `start`, up to and with `until`; 0 when `until` is not later."""
    return sum(is_working_day(day) for day in days_after(start, until))


def working_day_after(is_working_day: IsWorkingDay, start: date, number: int) -> date:
    """The `number`-th working day after `start`; `start` itself for 0. Raises NoCalendarYet past the tables."""
    day = start
    for _ in range(number):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_day_before(is_working_day: IsWorkingDay, day: date, number: int) -> date:
    """The `number`-th working day before `day`; `day` itself for 0."""
    for _ in range(number):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day
