"""Due dates in working days and the legal clock, so that citizen and clerk see one figure."""

from casework.working_days.calendar import working_days_of
from casework.working_days.clock import LegalClock, Pause
from casework.working_days.counting import IsWorkingDay, working_day_after, working_day_before, working_days_between
from casework.working_days.months import months_after
from casework.working_days.reading import read_clock

__all__ = ["IsWorkingDay", "LegalClock", "Pause", "months_after", "read_clock", "working_day_after",
           "working_day_before", "working_days_between", "working_days_of"]
