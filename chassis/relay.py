"""Outbox to broker: every committed event is published, and only what the broker confirmed is let go.

Rows are taken by their own state (never "id greater than the last seen": a later commit can hold a lower
id). Confirms are matched by delivery tag on a channel of this module's own, pipelined in batches; any error
or time-out discards the connection, and the rows are published again.
"""

import contextlib
import threading
import time
from collections.abc import Iterable

import structlog
from kombu import Connection

from chassis import metrics
from chassis.amqp import (
    ANSWER_SECONDS,
    BROKER_AWAY,
    connect,
    discard,
    in_one_piece,
    read_on,
    read_what_has_come,
    wait_at_most,
)
from chassis.database import DATABASE_AWAY, Database
from chassis.listening import Listener
from chassis.pipeline import transaction

log = structlog.get_logger()

BATCH = 500
CONFIRM_SECONDS = 10.0
POLL_SECONDS = 0.5
LISTEN_SECONDS = 0.1  # so soon it is seen that the relay is to stop
BREATHS_APART = 0.4  # seconds; far less than a heartbeat's interval
# The first event after a pause is sent at once. Where few come they are looked for soon, so that none waits; where
# many come, those of so many seconds go together, in one batch.
SOON_SECONDS = 0.01
GATHER_SECONDS = 0.05
FEW = 3
DEFAULT_EXCHANGE = ""  # its routing keys are the queues' names
LONGEST_WAIT = 5.0
# The limit is written into it: a statement without parameters is planned once. That may be when the tables are
# small, and must suit them when they have grown: each row is looked up by its id.
_BY_INDEX = b"SET LOCAL enable_seqscan = off"
_CLAIM = ("WITH claimed AS"
          " (SELECT event_id FROM {schema}.outbox ORDER BY added_at LIMIT {batch} FOR UPDATE SKIP LOCKED)"
          " SELECT claimed.event_id::text, type, data::text, headers FROM claimed CROSS JOIN LATERAL"
          " (SELECT * FROM {schema}.outbox_messages AS all_of_them"
          " WHERE all_of_them.event_id = claimed.event_id OFFSET 0) AS message ORDER BY seq")
_LET_GO = "DELETE FROM {schema}.outbox WHERE event_id = ANY(%s::uuid[])"
_LEFT = ("SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(added_at)), 0)"
         " FROM {schema}.outbox")


class NotConfirmed(Exception):
    """The broker did not confirm a message; its row stays and the connection is discarded."""


# What the relay waits out. Anything else ends the process, and its supervisor starts it anew.
TROUBLE = (*BROKER_AWAY, *DATABASE_AWAY, NotConfirmed)


class ConfirmingPublisher:
    """Publishes batches and waits for the confirm of each message, matched by delivery tag."""

    def __init__(self, url: str, *, confirm_seconds: float = CONFIRM_SECONDS):
        self.url, self.confirm_seconds = url, confirm_seconds
        self.connection: Connection | None = None
        self._patience = min(confirm_seconds, ANSWER_SECONDS)
        self._breathed = 0.0

    def open(self) -> None:
        """Connect, with a channel of our own whose confirms are counted from 1."""
        self.connection = connect(self.url, name="relay")
        wait_at_most(self.connection, self._patience)
        self.channel = self.connection.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self.channel.events["basic_return"].add(self._on_return)
        self.sent, self.open_tags, self.refused, self.returned = 0, {}, [], 0

    def publish_to_queue(self, queue: str, rows: list[tuple]) -> list[str]:
        """As `publish`, to one queue alone; raises NotConfirmed when there is no such queue."""
        confirmed = self.publish(DEFAULT_EXCHANGE, rows, routing_key=queue)
        if self.returned:
            raise NotConfirmed(f"there is no queue {queue}")
        return confirmed

    def publish(self, exchange: str, rows: list[tuple], *, routing_key: str | None = None) -> list[str]:
        """Publish rows of (id, type, data as JSON text, headers); the ids that the broker confirmed.

        Raises NotConfirmed or a broker's error unless every one was; the connection is gone then.
        """
        try:
            if self.connection is None:
                self.open()
            with in_one_piece(self.connection):
                for row in rows:
                    self._send(exchange, routing_key or row[1], *row)
            self._await_confirms()
        except Exception:
            self.close()
            raise
        return [row[0] for row in rows]

    def keep_alive(self) -> None:
        """Answer the broker's heartbeats between batches; a connection that was lost is opened by the next."""
        if self.connection is None or time.monotonic() < self._breathed + BREATHS_APART:
            return
        self._breathed = time.monotonic()
        try:
            read_what_has_come(self.connection)
            self.connection.heartbeat_check()
        except BROKER_AWAY as error:
            log.warning("broker_away", part="relay", error=type(error).__name__)
            self.close()

    def _send(self, exchange: str, routing_key: str, event_id: str, type_: str, data: str, headers: dict) -> None:
        message = self.channel.prepare_message(
            data.encode(), content_type="application/json", content_encoding="utf-8",
            headers=headers, properties={"message_id": event_id, "delivery_mode": 2, "type": type_,
                                         "timestamp": int(time.time())})
        self.sent += 1
        self.open_tags[self.sent] = event_id
        self.channel.basic_publish(message, exchange=exchange, routing_key=routing_key, mandatory=True)

    def _await_confirms(self) -> None:
        end = time.monotonic() + self.confirm_seconds
        while self.open_tags:
            if self.refused or time.monotonic() > end:
                raise NotConfirmed(f"{len(self.open_tags)} open after {self.confirm_seconds} s,"
                                   f" {len(self.refused)} refused")
            with contextlib.suppress(TimeoutError):  # a heartbeat begins the time anew, but comes less often
                read_on(self.connection, self._patience)

    def _on_ack(self, tag: int, multiple: bool) -> None:
        for settled in [t for t in self.open_tags if t <= tag] if multiple else [tag]:
            self.open_tags.pop(settled, None)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        self.refused.append(tag)

    def _on_return(self, exception, exchange, routing_key, message) -> None:
        """Unroutable: no queue is bound to it. It is confirmed all the same; `verify` reports the binding."""
        self.returned += 1
        log.warning("unroutable_event", exchange=exchange, type=routing_key)

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            discard(connection)


class Relay:
    """Empties the outboxes of `schemas` (schema → exchange) through one publisher."""

    def __init__(self, database: Database, publisher, schemas: dict[str, str]):
        self.database, self.publisher, self.schemas = database, publisher, schemas
        self.stopping = threading.Event()
        self.trouble = False
        self.listener = Listener(database.conninfo)
        self._named: set[str] = set()
        self._all_at = 0.0

    def run(self) -> None:
        """Relay until stopped; woken by NOTIFY, and by a poll in case a notification was missed."""
        wait = 0.2
        with contextlib.closing(self.listener), contextlib.closing(self.publisher):
            while not self.stopping.is_set():
                moved, trouble = self._relay_due()
                if trouble:
                    self.stopping.wait(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
                    continue
                wait = 0.2
                self.publisher.keep_alive()
                self._gather(moved)

    def stop(self) -> None:
        self.stopping.set()

    def _gather(self, moved: int) -> None:
        """Leave time for more where some was found; wait to be told of the first where there was none."""
        if self._named and moved < BATCH:
            self.stopping.wait(GATHER_SECONDS if moved >= FEW else SOON_SECONDS)
        self._named |= self.listener.names(0 if self._named else LISTEN_SECONDS)

    def ready(self) -> dict[str, bool]:
        """What must hold before this process counts as ready."""
        return {"database": self.database.answers(), "flowing": not self.trouble}

    def _relay_due(self) -> tuple[int, bool]:
        """The outboxes that are to be looked at; all of them every POLL_SECONDS."""
        named, self._named = self._named, set()
        if not self.trouble and time.monotonic() < self._all_at + POLL_SECONDS:
            return self._relay(named & set(self.schemas))
        return self.relay_all()

    def relay_all(self) -> tuple[int, bool]:
        """One batch of every outbox: how many were let go, and whether any is in trouble (the others go on)."""
        self._all_at = time.monotonic()
        return self._relay(self.schemas, measure=True)

    def _relay(self, schemas: Iterable[str], *, measure: bool = False) -> tuple[int, bool]:
        moved, trouble = 0, False
        for schema in schemas:
            try:
                # Measured first: the age must grow while the broker is away.
                found = self.relay_schema(schema) if not measure or self._measure(schema) else 0
                self._see_on(schema, found)
                moved += found
            except TROUBLE as error:
                trouble = True
                log.warning("relay_waits", schema=schema, error=type(error).__name__, words=str(error)[:200])
        self.trouble = trouble
        return moved, trouble

    def _see_on(self, schema: str, found: int) -> None:
        """Look again soon at what held something; be told of what held nothing, and look once more."""
        if not found and schema in self.listener.asleep:
            return
        self._named.add(schema)
        if found:
            self.listener.wake(schema)
        else:
            self.listener.sleep(schema)

    def relay_schema(self, schema: str) -> int:
        """Publish one batch of a schema's outbox; how many were confirmed and let go."""
        with self.database.connection() as connection, transaction(connection) as pipeline:
            pipeline.say(_BY_INDEX)
            rows = connection.execute(_CLAIM.format(schema=schema, batch=BATCH)).fetchall()
            if rows:
                confirmed = self.publisher.publish(self.schemas[schema], rows)
                connection.execute(_LET_GO.format(schema=schema), [confirmed])
            pipeline.say(b"COMMIT")
        metrics.PUBLISHED.labels(schema).inc(len(rows))
        return len(rows)

    def _measure(self, schema: str) -> int:
        """How many events a schema's outbox holds."""
        with self.database.statement() as connection:
            left = connection.execute(_LEFT.format(schema=schema)).fetchone()
        metrics.OUTBOX_ROWS.labels(schema).set(left[0])
        metrics.OUTBOX_AGE.labels(schema).set(float(left[1]))
        return left[0]
