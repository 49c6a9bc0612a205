"""The legal clock of a case: it runs in working days and pauses while others must act."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.working_days.counting import IsWorkingDay, days_after, working_days_between


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which the desk waits for others. The day of the pause still counts as elapsed, the day on
    which the case comes back does not. `resumed_on` is None while the pause lasts."""

    paused_on: date
    resumed_on: date | None = None
    why: str = ""

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on this day."""
        return self.paused_on < day and (self.resumed_on is None or day <= self.resumed_on)


@dataclass(frozen=True, kw_only=True)
class LegalClock:
    """A case that began on a day and may take `allowed` working days. On any day, elapsed + paused = wall."""

    started_on: date
    allowed: int
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        return any(pause.resumed_on is None for pause in self.pauses)

    def stands_still_on(self, day: date) -> bool:
        """Whether some pause covers the day; pauses that overlap count once."""
        return any(pause.covers(day) for pause in self.pauses)

    def wall(self, is_working_day: IsWorkingDay, on: date) -> int:
        """Working days since the start, pauses included."""
        return working_days_between(is_working_day, self.started_on, on)

    def paused(self, is_working_day: IsWorkingDay, on: date) -> int:
        """Working days on which the clock stood still."""
        return sum(is_working_day(day) and self.stands_still_on(day) for day in days_after(self.started_on, on))

    def elapsed(self, is_working_day: IsWorkingDay, on: date) -> int:
        """Working days that the desk has used."""
        return sum(is_working_day(day) and not self.stands_still_on(day)
                   for day in days_after(self.started_on, on))

    def due_on(self, is_working_day: IsWorkingDay) -> date | None:
        """The last day in time; None while the clock stands still, since nobody can say it yet."""
        if self.is_paused:
            return None
        day, left = self.started_on, self.allowed
        while left:
            day += timedelta(days=1)
            left -= is_working_day(day) and not self.stands_still_on(day)
        return day

    def pause(self, on: date, why: str) -> "LegalClock":
        """The clock after it was stopped on a day; a clock that stands still stays as it is."""
        if self.is_paused:
            return self
        return LegalClock(started_on=self.started_on, allowed=self.allowed,
                          pauses=(*self.pauses, Pause(paused_on=on, why=why)))

    def resume(self, on: date) -> "LegalClock":
        """The clock after it was set going again on a day."""
        closed = tuple(pause if pause.resumed_on else Pause(paused_on=pause.paused_on, resumed_on=on, why=pause.why)
                       for pause in self.pauses)
        return LegalClock(started_on=self.started_on, allowed=self.allowed, pauses=closed)
