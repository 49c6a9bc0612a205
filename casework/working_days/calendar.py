"""The working days of an area as they hold now: the files, and above them what was published."""

from functools import cache, partial

from casework.working_days.counting import IsWorkingDay
from policies.working_calendar import WorkingCalendar


@cache
def _from_files() -> WorkingCalendar:
    return WorkingCalendar.load()


def working_days_of(tx, area: str) -> IsWorkingDay:
    """Whether offices of `area` work on a day. What the schema keeps as published is looked at each time,
    since it is a handful of rows at most."""
    published = [row["parameter"] for row in tx.rows(
        "SELECT parameter FROM published_policies WHERE parameter ->> 'key' ~ '^working_days_[0-9]{4}$' ORDER BY id")]
    calendar = _from_files().with_published(published) if published else _from_files()
    return partial(calendar.is_working_day, area=area)
