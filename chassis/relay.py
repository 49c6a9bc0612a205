"""Outbox to broker: every committed event is published, and only what the broker confirmed is let go.

Rows are taken by their own state (never "id greater than the last seen": a later commit can hold a lower
id). Confirms are matched by delivery tag on a channel of this module's own, pipelined in batches; any error
or time-out discards the connection, and the rows are published again.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Iterable

import psycopg
import structlog
from kombu import Connection

from chassis import metrics
from chassis.amqp import BROKER_AWAY, connect, discard
from chassis.database import DATABASE_AWAY, Database
from contracts.wire import as_json_bytes

log = structlog.get_logger()

BATCH = 500
CONFIRM_SECONDS = 10.0
SLICE_SECONDS = 0.25
POLL_SECONDS = 0.5
# The first event after a pause is sent at once; those of so many seconds after it go together, in one batch.
GATHER_SECONDS = 0.03
DEFAULT_EXCHANGE = ""  # its routing keys are the queues' names
LONGEST_WAIT = 5.0
_CLAIM = ("WITH claimed AS (SELECT event_id FROM {schema}.outbox ORDER BY added_at LIMIT %s FOR UPDATE SKIP LOCKED)"
          " SELECT m.event_id::text, m.type, m.data, m.headers FROM {schema}.outbox_messages m"
          " JOIN claimed USING (event_id) ORDER BY m.seq")
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

    def open(self) -> None:
        """Connect, with a channel of our own whose confirms are counted from 1."""
        self.connection = connect(self.url, name="relay")
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
        """Publish rows of (id, type, data, headers); the ids that the broker confirmed.

        Raises NotConfirmed or a broker's error unless every one was; the connection is gone then.
        """
        try:
            if self.connection is None:
                self.open()
            for row in rows:
                self._send(exchange, routing_key or row[1], *row)
            self._await_confirms()
        except Exception:
            self.close()
            raise
        return [row[0] for row in rows]

    def keep_alive(self) -> None:
        """Answer the broker's heartbeats between batches; a connection that was lost is opened by the next."""
        if self.connection is None:
            return
        try:
            with contextlib.suppress(TimeoutError):
                self.connection.drain_events(timeout=0)
            self.connection.heartbeat_check()
        except BROKER_AWAY as error:
            log.warning("broker_away", part="relay", error=type(error).__name__)
            self.close()

    def _send(self, exchange: str, routing_key: str, event_id: str, type_: str, data: dict, headers: dict) -> None:
        message = self.channel.prepare_message(
            as_json_bytes(data), content_type="application/json", content_encoding="utf-8",
            headers=headers, properties={"message_id": event_id, "delivery_mode": 2, "type": type_,
                                         "timestamp": int(time.time())})
        self.sent += 1
        self.open_tags[self.sent] = event_id
        self.channel.basic_publish(message, exchange=exchange, routing_key=routing_key, mandatory=True,
                                   timeout=self.confirm_seconds)

    def _await_confirms(self) -> None:
        end = time.monotonic() + self.confirm_seconds
        while self.open_tags:
            if self.refused or time.monotonic() > end:
                raise NotConfirmed(f"{len(self.open_tags)} open after {self.confirm_seconds} s,"
                                   f" {len(self.refused)} refused")
            with contextlib.suppress(TimeoutError):  # in slices: a heartbeat begins the library's time anew
                self.connection.drain_events(timeout=SLICE_SECONDS)

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
        self.stopping, self.woken = threading.Event(), threading.Event()
        self.trouble = False
        self._named: deque[str] = deque()
        self._all_at = 0.0

    def run(self) -> None:
        """Relay until stopped; woken by NOTIFY, and by a poll in case a notification was missed."""
        threading.Thread(target=self._listen, name="outbox-listener", daemon=True).start()
        wait = 0.2
        while not self.stopping.is_set():
            moved, trouble = self._relay_due()
            if trouble:
                self.stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            wait = 0.2
            self.publisher.keep_alive()
            if not moved:
                self.woken.wait(POLL_SECONDS)
        self.publisher.close()

    def stop(self) -> None:
        self.stopping.set()
        self.woken.set()

    def ready(self) -> dict[str, bool]:
        """What must hold before this process counts as ready."""
        return {"database": self.database.answers(), "flowing": not self.trouble}

    def _relay_due(self) -> tuple[int, bool]:
        """The outboxes that were named by a notification; all of them every POLL_SECONDS."""
        self.woken.clear()
        named = {self._named.popleft() for _ in range(len(self._named))}
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
                if not measure or self._measure(schema):
                    moved += self.relay_schema(schema)
            except TROUBLE as error:
                trouble = True
                log.warning("relay_waits", schema=schema, error=type(error).__name__, words=str(error)[:200])
        self.trouble = trouble
        return moved, trouble

    def relay_schema(self, schema: str) -> int:
        """Publish one batch of a schema's outbox; how many were confirmed and let go."""
        with self.database.connection() as connection:
            with connection.pipeline():
                claimed = connection.execute(_CLAIM.format(schema=schema), [BATCH])
            rows = claimed.fetchall()
            if not rows:
                return 0
            confirmed = self.publisher.publish(self.schemas[schema], rows)
            with connection.pipeline():
                connection.execute(_LET_GO.format(schema=schema), [confirmed])
                connection.commit()
        if len(rows) == BATCH:
            self._named.append(schema)  # there may be more
        metrics.PUBLISHED.labels(schema).inc(len(confirmed))
        return len(confirmed)

    def _measure(self, schema: str) -> int:
        """How many events a schema's outbox holds."""
        with self.database.statement() as connection:
            left = connection.execute(_LEFT.format(schema=schema)).fetchone()
        metrics.OUTBOX_ROWS.labels(schema).set(left[0])
        metrics.OUTBOX_AGE.labels(schema).set(float(left[1]))
        return left[0]

    def _listen(self) -> None:
        while not self.stopping.is_set():
            try:
                with psycopg.connect(self.database.conninfo, autocommit=True) as connection:
                    connection.execute("LISTEN outbox")
                    self._wake_on(connection)
            except psycopg.Error as error:
                log.warning("listener_waits", error=type(error).__name__)
                self.stopping.wait(1)

    def _wake_on(self, connection) -> None:
        while not self.stopping.is_set():
            if notes := list(connection.notifies(timeout=1.0, stop_after=1)):
                self._named.extend({note.payload for note in notes})
                self.woken.set()
                self.stopping.wait(GATHER_SECONDS)
