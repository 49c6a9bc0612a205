"""The projector process: one active consumer of every pillar's events, writing the read model in batches."""

import threading

import structlog

from chassis.batches import BatchLoop
from chassis.database import Database
from chassis.declarations import ZONE_QUEUE
from chassis.decoding import decode_event
from chassis.delivery import Delivery
from chassis.failed import FailedMessages
from chassis.receiving import Receiver
from chassis.retries import Retries
from chassis.suspects import Suspects
from gateway.zone.projection import project

log = structlog.get_logger()

# Held by the projector for each batch and by a rebuild while it swaps.
SWAP_LOCK = 520_24_001


class Projector:
    """Consumes the zone's queue; `project_batch` and the one-by-one receiver write the same way."""

    def __init__(self, database: Database, url: str):
        self.database, self.failed = database, FailedMessages(database)
        self.receiver = Receiver(ZONE_QUEUE, decode_event, lambda event: self._project([event]), self.failed,
                                 Suspects(database))
        self.retries = Retries(self.failed, {ZONE_QUEUE: self.receiver}.get)
        self.loop = BatchLoop(url, ZONE_QUEUE, self.project_batch,
                              lambda delivery, loop: self.receiver.receive(delivery, loop.pause))

    @classmethod
    def from_settings(cls, settings) -> "Projector":
        return cls(Database(settings.database_conninfo("zone"), "zone", size=3), settings.amqp_url("projector"))

    def run(self) -> None:
        """Project until stopped; failed events are tried again by their schedule."""
        threading.Thread(target=self.retries.run, name="retries", daemon=True).start()
        self.loop.run()

    def stop(self) -> None:
        self.retries.stop()
        self.loop.stop()

    def ready(self) -> dict[str, bool]:
        return {"broker": self.loop.connected, "database": self.database.answers()}

    def project_batch(self, deliveries: list[Delivery]) -> int:
        """Project a batch in one transaction; raises when any of it cannot be decoded or written."""
        return self._project([decode_event(delivery) for delivery in deliveries])

    def _project(self, events: list) -> int:
        with self.database.connection() as connection:
            connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SWAP_LOCK])
            count = project(connection, events)
            connection.execute("SELECT pg_notify('zone', '')")
            return count
