"""Tries failed messages again when they are due; the schedule itself lives in PostgreSQL."""

import threading
from collections.abc import Callable

import structlog

from chassis import metrics
from chassis.consumer import Stopped
from chassis.database import DATABASE_AWAY
from chassis.failed import FailedMessages
from chassis.receiving import SETTLED, Receiver

log = structlog.get_logger()


class Retries:
    """The retries of one schema. `receiver_for(name)` gives the Receiver of that name, None when there is none."""

    def __init__(self, failed: FailedMessages, receiver_for: Callable[[str], Receiver | None]):
        self.failed, self.receiver_for = failed, receiver_for
        self.stopping = threading.Event()

    def run(self, every_seconds: float = 0.5) -> None:
        """Try what is due until stopped."""
        while not self.stopping.wait(every_seconds):
            try:
                while not self.stopping.is_set() and self.run_one():
                    pass
                self._count()
            except Stopped:
                return
            except DATABASE_AWAY as error:
                log.warning("database_away", part="retries", error=type(error).__name__)

    def stop(self) -> None:
        self.stopping.set()

    def run_one(self) -> bool:
        """Try the next failed message that is due; False when none is."""
        delivery = self.failed.claim_due()
        if delivery is None:
            return False
        receiver = self.receiver_for(delivery.receiver)
        if receiver is None:
            self.failed.quarantine(delivery, "unknown_receiver", f"{delivery.receiver} is no longer declared")
        elif receiver.receive(delivery, self._pause) in SETTLED:
            self.failed.close(delivery)
        return True

    def _pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Stopped

    def _count(self) -> None:
        for status, count in self.failed.counts().items():
            metrics.FAILED.labels(self.failed.database.schema, status).set(count)
