"""The projector process: one active consumer of every pillar's events, writing the read model in batches."""

import threading
import time
from contextlib import ExitStack

import structlog
from psycopg.errors import UniqueViolation

from chassis import metrics
from chassis.batches import BatchLoop
from chassis.consumer import ConsumerLoop
from chassis.database import Database
from chassis.declarations import ZONE_QUEUE
from chassis.decoding import decode_event
from chassis.delivery import Delivery
from chassis.failed import FailedMessages
from chassis.paused import Paused
from chassis.pipeline import gathered
from chassis.pruning import Pruning
from chassis.receiving import Receiver
from chassis.retries import Retries
from chassis.suspects import Suspects
from gateway.zone.duties import learn_duties
from gateway.zone.projection import project, rows_of, write_new

log = structlog.get_logger()

# Held by the projector for each batch and by a rebuild while it swaps.
SWAP_LOCK = 520_24_001
_UNLESS_SWAPPED = "SELECT pg_advisory_xact_lock_shared(%s)"
_TELL = "SELECT pg_notify('zone', '')"
LAG_HOLDS_FOR = 60.0  # longer than the time between two looks of whoever collects the figures


class Projector:
    """Consumes the zone's queue; `project_batch` and the one-by-one receiver write the same way."""

    def __init__(self, database: Database, url: str):
        self.database, self.failed = database, FailedMessages(database)
        self.receiver = Receiver(ZONE_QUEUE, decode_event, lambda event: self.project_events([event]), self.failed,
                                 Suspects(database))
        self.retries = Retries(self.failed, {ZONE_QUEUE: self.receiver}.get)
        self.paused, self.pruning = Paused(database, [ZONE_QUEUE]), Pruning(database)
        self.loop = BatchLoop(url, ZONE_QUEUE, self.made_ready, self._process_one, paused=self.paused)
        self._lag = (0.0, 0.0)
        metrics.PROJECTION_LAG.set_function(self.lag)

    @classmethod
    def from_settings(cls, settings) -> "Projector":
        return cls(Database(settings.database_conninfo("zone"), "zone", size=3), settings.amqp_url("projector"))

    def run(self) -> None:
        """Project until stopped; failed events are tried again by their schedule."""
        learn_duties()
        for part in (self.retries, self.paused, self.pruning):
            threading.Thread(target=part.run, daemon=True).start()
        self.loop.run()

    def stop(self) -> None:
        self.retries.stop()
        self.paused.stop()
        self.pruning.stop()
        self.loop.stop()

    def ready(self) -> dict[str, bool]:
        return {"broker": self.loop.connected, "database": self.database.answers()}

    def made_ready(self, deliveries: list[Delivery]) -> "Writing":
        """The batch decoded and in rows; raises when any of it cannot be."""
        return Writing(self, deliveries)

    def _process_one(self, delivery: Delivery, loop: ConsumerLoop) -> None:
        self.note_lag([delivery])
        self.receiver.receive(delivery, loop.pause)

    def note_lag(self, deliveries: list[Delivery]) -> None:
        sent = min((each.properties or {}).get("timestamp", time.time()) for each in deliveries)
        self._lag = (time.time(), max(0.0, time.time() - sent))

    def lag(self) -> float:
        """Seconds from sent to projected: of the last batch's oldest event, or of what is in hand; 0 when idle."""
        at, seconds = self._lag
        recent = seconds if time.time() - at < LAG_HOLDS_FOR else 0.0
        return max(recent, self.loop.oldest_seconds())

    def project_events(self, events: list) -> int:
        """Write events into the read model in one transaction; how many were new. Waits while a rebuild swaps."""
        with self.database.connection() as connection, connection.pipeline():  # three round trips instead of ten
            connection.execute(_UNLESS_SWAPPED, [SWAP_LOCK])
            count = project(connection, events)
            connection.execute(_TELL)
            connection.commit()
            return count


class Writing:
    """A batch on its way into the read model: sent as a whole, its commit included, before anything is waited for.

    All of it is taken to be new, as it nearly always is. Where something is not, the database refuses the batch, and
    it is written by `project_events`, which asks first what is new.
    """

    def __init__(self, projector: Projector, deliveries: list[Delivery]):
        self.projector, self.deliveries = projector, deliveries
        self.events = [decode_event(delivery) for delivery in deliveries]
        self.rows = rows_of(self.events)
        self.held = ExitStack()

    def begin(self) -> None:
        """Send everything; raises when there is no connection."""
        with ExitStack() as held:
            connection = held.enter_context(self.projector.database.connection())
            held.enter_context(gathered(connection))
            connection.execute(_UNLESS_SWAPPED, [SWAP_LOCK])
            write_new(connection, self.events, self.rows)
            connection.execute(_TELL)
            connection.execute("COMMIT", prepare=False)
            connection.pgconn.send_flush_request()
            connection.pgconn.flush()
            self.held = held.pop_all()

    def finish(self) -> None:
        """Wait for the commit; raises when the batch cannot be written as a whole."""
        try:
            self.held.close()
        except UniqueViolation:
            self.projector.project_events(self.events)
        self.projector.note_lag(self.deliveries)
