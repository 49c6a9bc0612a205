"""What the calendar must cause: rows due in business time, delivered as commands once and in order."""

import json
import threading
from collections.abc import Callable

import structlog

from chassis import metrics
from chassis.consumer import Stopped
from chassis.database import DATABASE_AWAY, Database
from chassis.delivery import Delivery
from chassis.failed import FailedMessages
from chassis.receiving import Receiver

log = structlog.get_logger()


NEXT_DUE = ("SELECT key, id, command, data, correlation_id, due_at,"
        " extract(epoch FROM (SELECT clock.business_now()) - due_at)::float AS late FROM timers"
        " WHERE due_at <= (SELECT clock.business_now()) ORDER BY due_at, key LIMIT 1")
# One process of a service runs its timers; the lock goes with its connection.
_BE_THE_ONE = "SELECT pg_try_advisory_lock(hashtext('timers'), hashtext(current_schema()))"


class Timers:
    """Runs the due timers of one schema, one after the other. `receiver_for(command name)` gives the handler's
    Receiver, None when there is none.

    The row is not locked while its command runs: the command may set or drop this very timer. The inbox sees
    to it that a timer which is delivered again, after a crash before its row was gone, has no second effect.
    """

    def __init__(self, database: Database, receiver_for: Callable[[str], Receiver | None], failed: FailedMessages):
        self.database, self.receiver_for, self.failed = database, receiver_for, failed
        self.stopping = threading.Event()

    def run(self, every_seconds: float = 0.25) -> None:
        """Deliver due timers until stopped."""
        while not self.stopping.is_set():
            try:
                with self.database.alone() as connection:
                    self._run_on(connection, every_seconds)
            except Stopped:
                return
            except DATABASE_AWAY as error:
                log.warning("database_away", part="timers", error=type(error).__name__)
                self.stopping.wait(1)

    def stop(self) -> None:
        self.stopping.set()

    def _run_on(self, connection, every_seconds: float) -> None:
        mine = False
        while not self.stopping.is_set():
            mine = mine or connection.execute(_BE_THE_ONE).fetchone()[0]
            while mine and not self.stopping.is_set() and self.run_one(connection):
                pass
            self.stopping.wait(every_seconds)

    def run_one(self, connection) -> bool:
        """Deliver the earliest due timer; False when none is due."""
        row = connection.execute(NEXT_DUE).fetchone()
        metrics.TIMERS_LATE.labels(self.database.schema).set(row[6] if row else 0)
        if row is None:
            return False
        self._deliver(*row[:6])
        connection.execute("DELETE FROM timers WHERE key = %s AND id = %s", [row[0], row[1]])
        return True

    def _deliver(self, key: str, timer_id, command: str, data: dict, correlation_id: str, due_at) -> None:
        delivery = Delivery(receiver=command, message_id=str(timer_id), type=command, redelivered=True,
                            headers={"correlation_id": correlation_id, "timer": key, "due_at": due_at.isoformat()},
                            body=json.dumps(data).encode())
        receiver = self.receiver_for(command)
        if receiver is None:
            result = self.failed.quarantine(delivery, "unknown_type", f"nobody answers to {command}")
        else:
            result = receiver.receive(delivery, self._pause)
        log.info("timer", schema=self.database.schema, key=key, command=command, result=result)

    def _pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Stopped
