"""Two kinds of time. Business time rules days, deadlines and policies, is shared by all processes and may be
moved in demo and test mode. Technical time (tokens, leases, retries) is the machine's and is never moved."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def technical_now() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


def business_day(moment: datetime) -> date:
    """The day in Asia/Shanghai that `moment` falls on; it ends at midnight there."""
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first moment of `day` in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def business_now(connection) -> datetime:
    """Business time now, as all processes share it."""
    return connection.execute("SELECT clock.business_now()").fetchone()[0]


def move_business_clock(connection, moment: datetime) -> datetime:
    """Move the shared business clock forward to `moment`; raises psycopg errors when it may not be moved."""
    with connection.transaction():
        return connection.execute("SELECT clock.move_to(%s)", [moment]).fetchone()[0]
