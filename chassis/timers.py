"""What the calendar must cause: rows due in business time, delivered as commands once and in order."""

import json
import threading

import structlog

from chassis import metrics
from chassis.clock import technical_now
from chassis.database import DATABASE_AWAY, Database
from chassis.failed import Delivery
from chassis.trace import new_traceparent
from contracts.actors import CALENDAR_ACTOR
from contracts.messages import COMMANDS, Envelope, Message

log = structlog.get_logger()


def decode_timer(delivery: Delivery) -> Message:
    """The command in a timer's row; its id is the timer's, so a repeat finds its inbox row."""
    headers = delivery.headers
    envelope = Envelope(id=delivery.message_id, type=delivery.type, source="calendar", actor=CALENDAR_ACTOR,
                        occurred_at=technical_now(), correlation_id=headers["correlation_id"],
                        traceparent=new_traceparent(), receiver=delivery.receiver)
    return COMMANDS[delivery.type].from_data(json.loads(delivery.body)).with_envelope(envelope)


class Timers:
    """Runs the due timers of one schema. `receiver_for(command name)` gives the handler's Receiver."""

    def __init__(self, database: Database, receiver_for):
        self.database, self.receiver_for = database, receiver_for
        self.stopping = threading.Event()

    def run(self, every_seconds: float = 0.25) -> None:
        """Deliver due timers until stopped."""
        while not self.stopping.is_set():
            try:
                while not self.stopping.is_set() and self.run_one():
                    pass
                self.stopping.wait(every_seconds)
            except DATABASE_AWAY as error:
                log.warning("database_away", part="timers", error=type(error).__name__)
                self.stopping.wait(2)

    def stop(self) -> None:
        self.stopping.set()

    def run_one(self) -> bool:
        """Deliver the earliest due timer; False when none is due."""
        with self.database.connection() as connection:
            row = connection.execute(
                "SELECT key, id, command, data, correlation_id, due_at,"
                " extract(epoch FROM clock.business_now() - due_at) AS late FROM timers"
                " WHERE due_at <= clock.business_now() ORDER BY due_at, key LIMIT 1 FOR UPDATE SKIP LOCKED"
            ).fetchone()
            metrics.TIMERS_LATE.labels(self.database.schema).set(float(row[6]) if row else 0)
            if row is None:
                return False
            self._deliver(*row[:5])
            connection.execute("DELETE FROM timers WHERE key = %s AND id = %s", [row[0], row[1]])
        return True

    def _deliver(self, key: str, timer_id, command: str, data: dict, correlation_id: str) -> None:
        delivery = Delivery(receiver=command, message_id=str(timer_id), type=command,
                            headers={"correlation_id": correlation_id, "timer": key},
                            body=json.dumps(data).encode())
        result = self.receiver_for(command).receive(delivery)
        log.info("timer", schema=self.database.schema, key=key, command=command, result=result)
