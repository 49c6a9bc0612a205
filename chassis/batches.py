"""A consumer loop that takes what is waiting as one batch, for projections: one transaction for many events."""

from collections.abc import Callable, Container

from chassis.amqp import read_on
from chassis.consumer import ConsumerLoop, log
from chassis.delivery import Delivery

LARGEST = 200
GATHER_SECONDS = 0.002


class BatchLoop(ConsumerLoop):
    """`process_batch(deliveries)` handles many at once; when it raises, or when something was redelivered, the
    batch is run again one by one through `process`, so that one bad event spares its neighbours."""

    def __init__(self, url: str, queue: str, process_batch: Callable[[list[Delivery]], object],
                 process: Callable[[Delivery, ConsumerLoop], object], *, largest: int = LARGEST,
                 paused: Container[str] = ()):
        super().__init__(url, queue, process, widest=2 * largest, paused=paused)
        self.process_batch, self.largest = process_batch, largest

    def _work_off(self) -> None:
        while self._waiting:
            self._gather()
            messages = [self._waiting.popleft() for _ in range(min(self.largest, len(self._waiting)))]
            self._handle([self._delivery(message) for message in messages])
            self._settle(messages[-1], multiple=True)

    def _gather(self) -> None:
        """Read on while more is coming at once."""
        while len(self._waiting) < min(self.largest, self._prefetch):
            try:
                read_on(self.connection, GATHER_SECONDS)
            except TimeoutError:
                return

    def _handle(self, deliveries: list[Delivery]) -> None:
        if len(deliveries) == 1 or any(delivery.redelivered for delivery in deliveries):
            for delivery in deliveries:
                self.process(delivery, self)
            return
        try:
            self.process_batch(deliveries)
        except Exception as error:
            self.note_failed_batch(error, len(deliveries))
            for delivery in deliveries:
                self.process(delivery, self)

    def note_failed_batch(self, error: BaseException, size: int) -> None:
        """Log that a batch is run again one by one; each event's own failure is kept by its receiver."""
        log.warning("batch_run_one_by_one", queue=self.queue, size=size, error=type(error).__name__)
