"""Business time as people are shown it, and as demonstrations and tests move it."""

from datetime import date, datetime

import psycopg

from chassis.clock import business_day, business_now, move_business_clock
from chassis.database import Database
from contracts.problems import Conflict

_NEVER_BACK = "22008"


class BusinessClock:
    """The clock that all processes share, read and moved with the accounts role."""

    def __init__(self, database: Database):
        self.database = database

    def now(self) -> datetime:
        """Business time now."""
        with self.database.connection() as connection:
            return business_now(connection)

    def today(self) -> date:
        """Today's business day."""
        return business_day(self.now())

    def move_to(self, moment: datetime) -> datetime:
        """Move business time forward to `moment`; raises Conflict for a moment that has passed."""
        try:
            with self.database.connection() as connection:
                return move_business_clock(connection, moment)
        except psycopg.errors.DatetimeFieldOverflow as error:
            if error.sqlstate != _NEVER_BACK:
                raise
            raise Conflict("业务时间只能向前调整，不能倒退") from error
