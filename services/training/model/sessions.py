"""When and where a class meets."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

_SHANGHAI = timezone(timedelta(hours=8))  # China keeps one time, without summer time


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session of a class; times of day as HH:MM in Asia/Shanghai."""

    session: int
    held_on: date
    starts_at: str
    ends_at: str
    place: str
    lecturer_id: str | None = None

    def overlaps(self, other: "Session") -> bool:
        """Whether both take place at some moment; one that begins when the other ends does not."""
        return (self.held_on == other.held_on and self.starts_at < other.ends_at
                and other.starts_at < self.ends_at)

    @property
    def opens_at(self) -> datetime:
        return _moment(self.held_on, self.starts_at)

    @property
    def closes_at(self) -> datetime:
        return _moment(self.held_on, self.ends_at)

    @property
    def when(self) -> str:
        return f"{self.held_on.month}月{self.held_on.day}日{self.starts_at}—{self.ends_at}"


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """A session of a class that a lecturer teaches or a trainee attends: what another may not overlap."""

    holder_id: str
    class_id: str
    title: str
    session: Session

    @property
    def told(self) -> str:
        return f"《{self.title}》第{self.session.session}次课（{self.session.when}）"


def overlapping(sessions: tuple[Session, ...], engagements: tuple[Engagement, ...]) -> tuple[Engagement, ...]:
    """The engagements that some of `sessions` overlap."""
    return tuple(one for one in engagements if any(one.session.overlaps(session) for session in sessions))


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), _SHANGHAI)
