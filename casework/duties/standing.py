"""How far a duty is: counted n of m, open until the end of its day, then met or late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DutyState(StrEnum):
    """`late` also where it was done after its day: `met_on` then says when."""

    OPEN = "open"
    MET = "met"
    LATE = "late"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Counted `counted` of `at_least`; `met_on` is the day on which the last one that was needed happened."""

    state: DutyState
    counted: int
    at_least: int
    due_on: date | None
    met_on: date | None = None

    @property
    def words(self) -> str:
        return f"{self.counted}/{self.at_least}"


def standing(at_least: int, due_on: date | None, shown_on: Iterable[date], today: date) -> Standing:
    """The standing of a duty whose evidence happened on these days.

    The due day itself is in time (“前”含当日, the reading that the data names). A yearly duty counts the year of
    its due day alone; one without a day counts everything and is never late.
    """
    days = sorted(day for day in shown_on if due_on is None or day.year == due_on.year)
    met_on = days[at_least - 1] if len(days) >= at_least else None
    return Standing(state=_state(due_on, met_on, today), counted=len(days), at_least=at_least, due_on=due_on,
                    met_on=met_on)


def _state(due_on: date | None, met_on: date | None, today: date) -> DutyState:
    if met_on is not None:
        return DutyState.MET if due_on is None or met_on <= due_on else DutyState.LATE
    return DutyState.OPEN if due_on is None or today <= due_on else DutyState.LATE
