"""A loop that holds one queue: one message at a time, acked only after its work is committed.

It begins with a prefetch of 1 and widens once nothing redelivered is ahead, so that a message which kills
the process cannot be confused with its neighbours. On stop it stops consuming, finishes what it was given,
acks and closes: nothing is redelivered by a deploy.
"""

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable

import structlog
from kombu import Connection, Consumer, Queue

from chassis import metrics
from chassis.amqp import BROKER_AWAY, connect
from chassis.failed import Delivery

log = structlog.get_logger()


class Stopped(Exception):
    """The process is leaving while a message waits for the database: it stays on the queue."""


POLL_SECONDS = 0.5


class ConsumerLoop:
    """Consumes `queue` and gives each delivery to `process(delivery, connection)`.

    `widest` is the prefetch it grows to (1 keeps it at one). The loop reconnects by itself.
    """

    def __init__(self, url: str, queue: str, process: Callable[[Delivery, Connection], object], *,
                 widest: int = 20, receiver: str | None = None):
        self.url, self.queue, self.process, self.widest = url, queue, process, widest
        self.receiver = receiver or queue
        self.stopping = threading.Event()
        self.connected = False
        self._waiting: deque = deque()
        self._prefetch = 1

    def run(self) -> None:
        """Consume until stopped."""
        wait = 0.1
        while not self.stopping.is_set():
            try:
                with connect(self.url, name=self.receiver) as connection:
                    wait = 0.1
                    self._hold(connection)
            except BROKER_AWAY as error:
                self._lost(error)
                self.stopping.wait(wait)
                wait = min(wait * 2, 5.0)
            except Stopped:
                log.info("left_on_queue", queue=self.queue)
        self._mark_connected(False)

    def pause(self, seconds: float) -> None:
        """Wait out an outage; raises Stopped when the process is to leave."""
        if self.stopping.wait(seconds):
            raise Stopped

    def stop(self) -> None:
        """Ask the loop to finish what it holds and leave; returns at once."""
        self.stopping.set()

    def _lost(self, error: BaseException) -> None:
        self._mark_connected(False)
        self._waiting.clear()
        log.warning("broker_away", queue=self.queue, error=type(error).__name__)

    def _mark_connected(self, connected: bool) -> None:
        self.connected = connected
        metrics.CONNECTED.labels(self.queue).set(int(connected))

    def _hold(self, connection: Connection) -> None:
        channel = connection.channel()
        self._waiting.clear()
        self._set_prefetch(channel, 1)
        consumer = Consumer(channel, queues=[Queue(self.queue, no_declare=True)], auto_declare=False,
                            on_message=self._waiting.append)
        consumer.consume()
        self._mark_connected(True)
        while not self.stopping.is_set():
            self._turn(connection, channel)
        consumer.cancel()
        self._work_off(connection, channel)
        channel.close()

    def _turn(self, connection: Connection, channel) -> None:
        try:
            connection.drain_events(timeout=POLL_SECONDS)
        except TimeoutError:
            pass  # an idle queue; the heartbeat below is what this turn is for
        connection.heartbeat_check()
        self._work_off(connection, channel)

    def _work_off(self, connection: Connection, channel) -> None:
        """Handle what was delivered; later deliveries are read in between so that heartbeats flow."""
        while self._waiting:
            message = self._waiting.popleft()
            self.process(self._delivery(message), connection)
            message.ack()
            self._widen(channel, message)

    def _widen(self, channel, message) -> None:
        fresh = not message.delivery_info.get("redelivered")
        if self._prefetch < self.widest and fresh and not self.stopping.is_set():
            self._set_prefetch(channel, self.widest)

    def _set_prefetch(self, channel, count: int) -> None:
        channel.basic_qos(0, count, False)
        self._prefetch = count

    def _delivery(self, message) -> Delivery:
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        headers = dict(message.headers or {})
        message_id = message.properties.get("message_id") or headers.get("cloudEvents:id") or _content_id(body)
        return Delivery(receiver=self.receiver, message_id=str(message_id), headers=headers, body=body,
                        type=message.delivery_info.get("routing_key"),
                        redelivered=bool(message.delivery_info.get("redelivered")),
                        properties=dict(message.properties))


def _content_id(body: bytes) -> str:
    """An id for a message that carries none: what it says."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether `condition` came true within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
