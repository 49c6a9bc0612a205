"""How long a local account waits after wrong passwords."""

from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """Nothing for the first tries, then a minute, doubling up to an hour."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10))


def still_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether an account must still wait (technical time)."""
    return locked_until is not None and now < locked_until
