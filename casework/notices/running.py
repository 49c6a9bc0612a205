"""How long a notice runs, and which of its lines are clear."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from casework.working_days import IsWorkingDay, working_day_after

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A list in public from `opened_at` until `ends_at`; closed once its end has been noted."""

    notice_id: str
    area: str
    title: str
    working_days: int
    opened_at: datetime
    ends_at: datetime
    closed: bool = False

    def runs_at(self, now: datetime) -> bool:
        """Whether an objection is in time."""
        return now < self.ends_at

    @property
    def opened_on(self) -> date:
        return self.opened_at.astimezone(_SHANGHAI).date()

    @property
    def closes_on(self) -> date:
        """The last day in public."""
        return (self.ends_at.astimezone(_SHANGHAI) - timedelta(microseconds=1)).date()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: what it is about, the amount it names in 分, and how many objections stand against it."""

    subject: str
    amount: int | None = None
    open_objections: int = 0
    upheld: int = 0

    @property
    def is_clear(self) -> bool:
        return not self.open_objections and not self.upheld


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection to one line; who raised it is in the log alone."""

    objection_id: str
    notice_id: str
    subject: str
    ground: str
    files: tuple[str, ...]
    state: str


def end_of_notice(is_working_day: IsWorkingDay, opened_on: date, working_days: int) -> datetime:
    """The first moment after the notice: the end of the last of its working days in Asia/Shanghai.

    The day on which it is put up is not counted.
    """
    last = working_day_after(is_working_day, opened_on, working_days)
    after = last + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=_SHANGHAI)
