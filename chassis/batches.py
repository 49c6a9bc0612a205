"""A consumer loop that takes what is waiting as one batch, for projections: one transaction for many events.

While the database writes one batch, the next is read and made ready: begun, not waited for, and acked once committed.
One batch at most is on its way, and the next is begun only after it, so that the order stays the queue's.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from chassis.amqp import read_on
from chassis.consumer import ConsumerLoop, log
from chassis.delivery import Delivery

LARGEST = 200
GATHER_SECONDS = 0.002


class Work(Protocol):
    """A batch made ready. `begin` hands it over without waiting; `finish` returns when it is committed, or raises."""

    def begin(self) -> None: ...

    def finish(self) -> None: ...


@dataclass(frozen=True)
class Held:
    """Messages that are not acked; `work` is None where they are to run one by one."""

    messages: list
    deliveries: list[Delivery]
    work: Work | None


class BatchLoop(ConsumerLoop):
    """`prepare(deliveries)` makes many ready at once; when anything of that batch raises, or when something was
    redelivered, it is run one by one through `process`, so that one bad event spares its neighbours."""

    def __init__(self, url: str, queue: str, prepare: Callable[[list[Delivery]], Work],
                 process: Callable[[Delivery, ConsumerLoop], object], *, largest: int = LARGEST,
                 paused: Container[str] = ()):
        # One batch is being written, one is made ready, one is on its way from the broker.
        super().__init__(url, queue, process, widest=3 * largest, paused=paused)
        self.prepare, self.largest = prepare, largest
        self._begun: Held | None = None

    def _work_off(self) -> None:
        while self._waiting or self._begun:
            following = self._next()
            self._end()
            if following:
                self._begin(following)
            self._heed_pause()

    def _next(self) -> Held | None:
        """The messages that come next, made ready; they stay among the waiting until they are begun."""
        self._gather()
        messages = list(islice(self._waiting, self.largest))
        deliveries = [self._delivery(message) for message in messages]
        return Held(messages, deliveries, self._made_ready(deliveries)) if messages else None

    def _gather(self) -> None:
        """Read on while more is coming at once; nobody waits for more while a batch may be acked."""
        patience = 0 if self._begun else GATHER_SECONDS
        while len(self._waiting) < min(self.largest, self._prefetch):
            try:
                read_on(self.connection, patience)
            except TimeoutError:
                return

    def _made_ready(self, deliveries: list[Delivery]) -> Work | None:
        if len(deliveries) == 1 or any(delivery.redelivered for delivery in deliveries):
            return None
        try:
            return self.prepare(deliveries)
        except Exception as error:
            self.note_failed_batch(error, len(deliveries))
            return None

    def _begin(self, held: Held) -> None:
        for _ in held.messages:
            self._waiting.popleft()
        if held.work and self._succeeds(held.work.begin, held):
            self._begun = held
        else:
            self._one_by_one(held)

    def _end(self) -> None:
        """Wait until the batch that was begun is committed, and ack it."""
        held, self._begun = self._begun, None
        if held is None:
            return
        if self._succeeds(held.work.finish, held):
            self._settle(held.messages[-1], multiple=True)
        else:
            self._one_by_one(held)

    def _succeeds(self, step: Callable[[], object], held: Held) -> bool:
        try:
            step()
        except Exception as error:
            self.note_failed_batch(error, len(held.messages))
            return False
        return True

    def _one_by_one(self, held: Held) -> None:
        for delivery in held.deliveries:
            self.process(delivery, self)
        self._settle(held.messages[-1], multiple=True)

    def _lost(self, what: str, error: BaseException, **more) -> None:
        """What is being written is let go of: it commits or not, and comes again from the broker either way."""
        held, self._begun = self._begun, None
        if held:
            self._succeeds(held.work.finish, held)
        super()._lost(what, error, **more)

    def note_failed_batch(self, error: BaseException, size: int) -> None:
        """Log that a batch is run again one by one; each event's own failure is kept by its receiver."""
        log.warning("batch_run_one_by_one", queue=self.queue, size=size, error=type(error).__name__)
