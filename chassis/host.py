"""Runs one service: a loop per reaction queue, a pool of loops for calls, the calendar and the retry schedule.

Knows nothing of nameko: `invoke(method, message)` runs a handler, and the nameko skin puts its workers there.
"""

import threading
import time
from collections.abc import Callable
from functools import partial

import structlog

from chassis.amqp import rpc_queue_name
from chassis.calls import CallServer
from chassis.consumer import ConsumerLoop
from chassis.database import Database
from chassis.declare import receivers_of
from chassis.decoding import decode_event, decode_timer
from chassis.delivery import Delivery
from chassis.failed import FailedMessages, RetrySchedule
from chassis.paused import Paused
from chassis.pruning import Pruning
from chassis.receiving import Receiver
from chassis.retries import Retries
from chassis.store import Store
from chassis.suspects import Suspects
from chassis.timers import Timers
from contracts.messages import Message

log = structlog.get_logger()

CALL_LOOPS = 6
TRUSTED_USER = "gateway"


class Host:
    """One service with everything it runs. `start(spawn)` starts its loops, `stop()` drains them."""

    def __init__(self, name: str, service_class: type, database: Database, amqp_url: str, policies=None, *,
                 schedule: RetrySchedule | None = None, call_loops: int = CALL_LOOPS, widest: int = 20,
                 trusted_user: str = TRUSTED_USER):
        self.name, self.service_class, self.database, self.url = name, service_class, database, amqp_url
        self.store = Store(service_class.transaction, database, policies)
        self.failed, self.suspects = FailedMessages(database, schedule), Suspects(database)
        self.marks = receivers_of(service_class)
        self.invoke: Callable[[str, Message], object] = self._invoke_plainly
        self.trusted_user, self.call_loops, self.widest = trusted_user, call_loops, widest
        self.broken = threading.Event()
        self.receivers = {self.receiver_name(mark): self._receiver(mark) for mark in self.marks}
        self.paused = Paused(database, [self.receiver_name(mark) for mark in self.marks if mark.kind == "reaction"])
        self.timers = Timers(database, self.receivers.get, self.failed)
        self.retries = Retries(self.failed, self.receivers.get)
        self.pruning = Pruning(database)
        self.loops = [*self._reaction_loops(), *self._call_loops()]

    def receiver_name(self, mark) -> str:
        return mark.message.name if mark.kind != "reaction" else f"{self.name}.{mark.method}"

    def instance(self):
        """The service with its store, as a handler sees it."""
        service = self.service_class()
        service.store = self.store
        return service

    def _invoke_plainly(self, method: str, message: Message):
        return getattr(self.instance(), method)(message)

    def _run_handler(self, method: str, message: Message):
        return self.invoke(method, message)  # looked up late: the skin replaces it

    def _receiver(self, mark) -> Receiver:
        decode = partial(decode_event, wanted=mark.message.type) if mark.kind == "reaction" else decode_timer
        return Receiver(self.receiver_name(mark), decode, partial(self._run_handler, mark.method), self.failed,
                        self.suspects)

    def _reaction_loops(self) -> list[ConsumerLoop]:
        names = [self.receiver_name(mark) for mark in self.marks if mark.kind == "reaction"]
        return [ConsumerLoop(self.url, name, partial(_receive, self.receivers[name]), widest=self.widest,
                             paused=self.paused)
                for name in names]

    def _call_loops(self) -> list[ConsumerLoop]:
        handlers = {mark.message.name: partial(self._run_handler, mark.method)
                    for mark in self.marks if mark.kind != "reaction"}
        server = CallServer(handlers, self.failed, self.suspects, self.trusted_user)
        queue = rpc_queue_name(self.name)
        return [ConsumerLoop(self.url, queue, server.process, widest=1)
                for _ in range(self.call_loops if handlers else 0)]

    # its life

    def start(self, spawn: Callable[[Callable[[], None]], object] | None = None) -> None:
        """Start every loop in a thread of `spawn`'s making (plain threads unless told)."""
        spawn = spawn or _spawn_thread
        runs = [part.run for part in (*self.loops, *self._beside())]
        self.threads = [spawn(partial(self._watch, run)) for run in runs]

    def _watch(self, run: Callable[[], None]) -> None:
        """A loop that ends by a bug makes the process unready; its supervisor starts it anew."""
        try:
            run()
        except Exception:
            log.exception("loop_ended", service=self.name)
            self.broken.set()

    def stop(self) -> None:
        """Stop consuming; what was begun is finished and acked."""
        for part in (*self.loops, *self._beside()):
            part.stop()

    def _beside(self) -> tuple:
        """What runs beside the loops that take messages."""
        return self.timers, self.retries, self.paused, self.pruning

    def join(self, seconds: float = 25) -> None:
        """Wait until every loop has left (plain threads only)."""
        end = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.0, end - time.monotonic()))

    def ready(self) -> dict[str, bool]:
        """What must hold before this process counts as ready."""
        return {"broker": all(loop.connected for loop in self.loops), "database": self.database.answers(),
                "loops": not self.broken.is_set()}


def _receive(receiver: Receiver, delivery: Delivery, loop: ConsumerLoop) -> None:
    receiver.receive(delivery, loop.pause)


def _spawn_thread(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread
