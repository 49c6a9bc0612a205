"""What happens to one message of one handler, whatever brought it: broker, retry schedule or calendar."""

import time
from collections.abc import Callable

import structlog

from chassis import metrics
from chassis.database import TRY_AGAIN, is_database_away
from chassis.delivery import Delivery
from chassis.failed import FailedMessages
from chassis.inbox import Repeated
from chassis.suspects import KILLS_BEFORE_QUARANTINE, Suspects
from chassis.trace import trace_id
from contracts.messages import Message

log = structlog.get_logger()

TRIES_WHEN_TRANSACTIONS_MEET = 8
SETTLED = ("done", "repeated")


class Undecodable(Exception):
    """A message that no handler can be given; `cause` groups such messages for operators."""

    def __init__(self, cause: str, words: str):
        self.cause = cause
        super().__init__(words)


class Receiver:
    """One handler: decode, run, and on failure keep the message. Never loses one, never runs one twice.

    `decode(delivery)` returns the message or raises Undecodable; `handle(message)` runs the handler.
    """

    def __init__(self, name: str, decode: Callable[[Delivery], Message], handle: Callable[[Message], object],
                 failed: FailedMessages, suspects: Suspects):
        self.name, self.decode, self.handle = name, decode, handle
        self.failed, self.suspects = failed, suspects

    def receive(self, delivery: Delivery, pause: Callable[[float], None]) -> str:
        """Handle `delivery`; afterwards it may be acked. What became of it, in one word.

        While the database is away it waits with `pause(seconds)` and goes on by itself; no attempt is burnt.
        """
        started = time.monotonic()
        result = self._through_outages(delivery, pause)
        metrics.MESSAGES.labels(self.name, result).inc()
        metrics.MESSAGE_SECONDS.labels(self.name).observe(time.monotonic() - started)
        return result

    def _through_outages(self, delivery: Delivery, pause: Callable[[float], None]) -> str:
        wait = 0.1
        while True:
            try:
                return self._watched(delivery)
            except Exception as error:
                if not is_database_away(error):
                    raise
                log.warning("database_away", receiver=self.name, message_id=delivery.message_id)
                pause(wait)
                wait = min(wait * 2, 2.0)

    def _watched(self, delivery: Delivery) -> str:
        try:
            message = self.decode(delivery)
        except Undecodable as error:
            return self.failed.quarantine(delivery, error.cause, str(error))
        with self.suspects.watched(delivery) as kills:
            if kills >= KILLS_BEFORE_QUARANTINE:
                return self.failed.quarantine(delivery, "killed_the_process", f"{kills} processes ended in it")
            return self._run(delivery, message)

    def _run(self, delivery: Delivery, message: Message) -> str:
        started = time.monotonic()
        try:
            run_again_when_transactions_meet(lambda: self.handle(message))
            result = "done"
        except Repeated:
            result = "repeated"
        except Exception as error:
            if is_database_away(error):
                raise
            result = self.failed.keep_error(delivery, error)
            log.error("handler_failed", receiver=self.name, message_id=delivery.message_id, status=result,
                      error=type(error).__name__)
        canonical_line(self.name, message, result, started)
        return result


def run_again_when_transactions_meet(run: Callable[[], object]) -> object:
    """Run a handler, and again when its transaction met another one (deadlock, serialization)."""
    for _ in range(TRIES_WHEN_TRANSACTIONS_MEET - 1):
        try:
            return run()
        except TRY_AGAIN as error:
            log.info("transactions_met", error=type(error).__name__)
    return run()


def canonical_line(receiver: str, message: Message, result: str, started: float) -> None:
    """The one log line of a message."""
    envelope = message.envelope
    log.info("message", receiver=receiver, type=envelope.type, message_id=envelope.id, result=result,
             correlation_id=envelope.correlation_id, causation_id=envelope.causation_id,
             trace_id=trace_id(envelope.traceparent), role=envelope.actor.role.value,
             ms=round((time.monotonic() - started) * 1000, 1))
