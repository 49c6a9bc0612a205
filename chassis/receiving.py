"""What happens to one message of one handler, whatever brought it: broker, retry schedule or calendar."""

import time
from collections.abc import Callable

import structlog

from chassis import metrics
from chassis.database import TRY_AGAIN, is_database_away
from chassis.failed import Delivery, FailedMessages
from chassis.store import Repeated
from chassis.trace import trace_id
from contracts.messages import Message

log = structlog.get_logger()

STARTS_BEFORE_QUARANTINE = 3
TRIES_WHEN_TRANSACTIONS_MEET = 8


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
                 failed: FailedMessages, pause: Callable[[float], None] = time.sleep):
        self.name, self.decode, self.handle, self.failed, self.pause = name, decode, handle, failed, pause

    def receive(self, delivery: Delivery) -> str:
        """Handle `delivery`; afterwards it may be acked. What became of it, in one word."""
        started = time.monotonic()
        result = self._through_outages(delivery)
        metrics.MESSAGES.labels(self.name, result).inc()
        metrics.MESSAGE_SECONDS.labels(self.name).observe(time.monotonic() - started)
        return result

    def _through_outages(self, delivery: Delivery) -> str:
        """Run until the database lets it be decided; an outage burns no attempt."""
        wait = 0.1
        while True:
            try:
                return self._guarded(delivery)
            except Exception as error:
                if not is_database_away(error):
                    raise
                log.warning("database_away", receiver=self.name, message_id=delivery.message_id)
                self.pause(wait)
                wait = min(wait * 2, 5.0)

    def _guarded(self, delivery: Delivery) -> str:
        try:
            message = self.decode(delivery)
        except Undecodable as error:
            return self.failed.quarantine(delivery, error.cause, str(error))
        if not delivery.redelivered:
            return self._run(delivery, message)
        if self.failed.note_start(delivery) > STARTS_BEFORE_QUARANTINE:
            words = f"started {STARTS_BEFORE_QUARANTINE} times and never finished"
            result = self.failed.quarantine(delivery, "killed_the_process", words)
        else:
            result = self._run(delivery, message)
        self.failed.note_finish(delivery)
        return result

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


def run_again_when_transactions_meet(run: Callable[[], object]):
    """Run a handler, and again when its transaction met another one (deadlock, serialization)."""
    for attempt in range(TRIES_WHEN_TRANSACTIONS_MEET):
        try:
            return run()
        except TRY_AGAIN:
            if attempt == TRIES_WHEN_TRANSACTIONS_MEET - 1:
                raise


def canonical_line(receiver: str, message: Message, result: str, started: float) -> None:
    """The one log line of a message."""
    envelope = message.envelope
    log.info("message", receiver=receiver, type=envelope.type, message_id=envelope.id, result=result,
             correlation_id=envelope.correlation_id, causation_id=envelope.causation_id,
             trace_id=trace_id(envelope.traceparent), role=envelope.actor.role.value,
             ms=round((time.monotonic() - started) * 1000, 1))
