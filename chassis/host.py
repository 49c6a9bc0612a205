"""Runs one service: a loop per reaction queue, a pool of loops for calls, the calendar and the retry schedule.

Knows nothing of nameko: `invoke(method, message)` runs a handler, and the nameko skin puts its workers there.
"""

import threading
import time
from collections.abc import Callable
from functools import partial

import structlog

from chassis import metrics
from chassis.amqp import rpc_queue_name
from chassis.calls import CallServer
from chassis.consumer import ConsumerLoop, Stopped
from chassis.database import DATABASE_AWAY, Database
from chassis.declare import receivers_of
from chassis.decoding import decode_event
from chassis.failed import Delivery, FailedMessages, RetrySchedule
from chassis.receiving import Receiver
from chassis.store import Store
from chassis.timers import Timers, decode_timer
from contracts.messages import Message

log = structlog.get_logger()

CALL_LOOPS = 6
TRUSTED_USER = "gateway"


class Host:
    """One service with everything it runs. `start(spawn)` starts its loops, `stop()` drains them."""

    def __init__(self, name: str, service_class: type, database: Database, amqp_url: str, policies=None, *,
                 schedule: RetrySchedule = RetrySchedule(), call_loops: int = CALL_LOOPS, widest: int = 20,
                 trusted_user: str = TRUSTED_USER):
        self.name, self.service_class, self.database, self.url = name, service_class, database, amqp_url
        self.store = Store(service_class.transaction, database, policies)
        self.failed = FailedMessages(database, schedule)
        self.marks = receivers_of(service_class)
        self.invoke: Callable[[str, Message], object] = self._invoke_plainly
        self.trusted_user, self.call_loops, self.widest = trusted_user, call_loops, widest
        self.stopping = threading.Event()
        self.receivers = {self.receiver_name(mark): self._receiver(mark) for mark in self.marks}
        self.timers = Timers(database, self._timer_receiver)
        self.loops = self._loops()

    def receiver_name(self, mark) -> str:
        return mark.message.name if mark.kind != "reaction" else f"{self.name}.{mark.method}"

    def instance(self):
        """The service with its store, as a handler sees it."""
        service = self.service_class()
        service.store = self.store
        return service

    def _invoke_plainly(self, method: str, message: Message):
        return getattr(self.instance(), method)(message)

    def run_handler(self, method: str, message: Message):
        return self.invoke(method, message)

    def _receiver(self, mark) -> Receiver:
        decode = decode_event if mark.kind == "reaction" else decode_timer
        return Receiver(self.receiver_name(mark), decode, partial(self.run_handler, mark.method), self.failed,
                        pause=self._pause)

    def _timer_receiver(self, command: str) -> Receiver:
        return self.receivers[command]

    def _pause(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Stopped

    def _loops(self) -> list[ConsumerLoop]:
        loops = [ConsumerLoop(self.url, name, partial(_receive, self.receivers[name]), widest=self.widest)
                 for mark in self.marks if mark.kind == "reaction" for name in [self.receiver_name(mark)]]
        handlers = {mark.message.name: partial(self.run_handler, mark.method)
                    for mark in self.marks if mark.kind != "reaction"}
        if handlers:
            server = CallServer(handlers, self.failed, self.trusted_user)
            loops += [ConsumerLoop(self.url, rpc_queue_name(self.name), server.process, widest=1)
                      for _ in range(self.call_loops)]
        return loops

    def start(self, spawn: Callable[[Callable[[], None]], object] | None = None) -> None:
        """Start every loop in a thread of `spawn`'s making (plain threads unless told)."""
        spawn = spawn or _spawn_thread
        self.threads = [spawn(loop.run) for loop in self.loops]
        self.threads += [spawn(self.timers.run), spawn(self._run_retries)]

    def stop(self) -> None:
        """Stop consuming; what was begun is finished and acked."""
        self.stopping.set()
        self.timers.stop()
        for loop in self.loops:
            loop.stop()

    def join(self, seconds: float = 25) -> None:
        """Wait until every loop has left (plain threads only)."""
        end = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, end - time.monotonic()))

    def ready(self) -> dict[str, bool]:
        """What must hold before this process counts as ready."""
        return {"broker": all(loop.connected for loop in self.loops), "database": self.database.answers()}

    def _run_retries(self, every_seconds: float = 0.5) -> None:
        while not self.stopping.wait(every_seconds):
            try:
                while not self.stopping.is_set() and self.retry_one():
                    pass
                self._count_failed()
            except DATABASE_AWAY as error:
                log.warning("database_away", part="retries", error=type(error).__name__)

    def retry_one(self) -> bool:
        """Try the next failed message that is due; False when none is."""
        delivery = self.failed.claim_due()
        if delivery is None:
            return False
        receiver = self.receivers[delivery.receiver]
        if receiver.receive(delivery) in ("done", "repeated"):
            self.failed.close(delivery)
        return True

    def _count_failed(self) -> None:
        with self.database.connection() as connection:
            rows = dict(connection.execute("SELECT status, count(*) FROM failed_messages GROUP BY status").fetchall())
        for status in ("retrying", "parked", "quarantined"):
            metrics.FAILED.labels(self.database.schema, status).set(rows.get(status, 0))


def _receive(receiver: Receiver, delivery: Delivery, connection) -> None:
    receiver.receive(delivery)


def _spawn_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
