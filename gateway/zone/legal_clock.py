"""A case's legal clock as everybody reads it, from what its last event carried and the area's working days."""

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
