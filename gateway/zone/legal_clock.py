"""A case's legal clock as everybody reads it, from what its last event carried and the area's working days."""

from collections.abc import Callable
from datetime import date

from casework.working_days import IsWorkingDay, read_clock
from contracts.legal_clock import ClockFacts, ClockShown
from contracts.problems import NotFound


def clock_shown(case: dict, is_working_day: IsWorkingDay, today: date) -> ClockShown:
    """The clock of a case; raises NotFound for one that has none."""
    facts = case["data"].get("clock")
    if not facts:
        raise NotFound("这件事项没有办理时限")
    return read_clock(ClockFacts.from_data(facts), is_working_day, today)


def days_left(case: dict, working_days_of: Callable[[str], IsWorkingDay], today: date) -> dict:
    """The working days that are left of a case which carries its clock, and its last day, as `clock_shown` reads
    them; none while the clock stands still. Of a case that is decided, or has no clock, nothing is said here."""
    if not case["data"].get("clock"):
        return {}
    told = clock_shown(case, working_days_of(case["area"]), today)
    if told.decided_on:
        return {}
    return {"due_on": told.due_on, "working_days_left": max(0, told.left) if told.due_on else None}
