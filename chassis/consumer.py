"""A loop that holds one queue: one message at a time, acked only after its work is committed.

It begins with a prefetch of 1 and widens once nothing redelivered is ahead, so that few messages are given
out again when a process dies. On stop it stops consuming, finishes what it was given, acks and closes:
nothing is redelivered by a deploy. Deliveries are taken raw, so that nothing is judged before it is kept.
"""

import contextlib
import hashlib
import threading
import time
import weakref
from collections import defaultdict, deque
from collections.abc import Callable, Container

import structlog
from kombu import Connection

from chassis import metrics
from chassis.amqp import BROKER_AWAY, connect, in_one_piece, read_on
from chassis.delivery import Delivery

log = structlog.get_logger()

POLL_SECONDS = 0.5
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
BREATHS_APART = 0.4  # seconds; far less than a heartbeat's interval


class Stopped(Exception):
    """The process is leaving while a message waits for the database: it stays on the queue."""


class ConsumerLoop:
    """Consumes `queue` and gives each delivery to `process(delivery, loop)`, which may use `loop.channel`.

    What `process` returns to be called (an answer to publish) goes to the broker in one piece with the ack.
    `widest` is the prefetch it grows to (1 keeps it at one). The loop reconnects by itself.
    """

    def __init__(self, url: str, queue: str,
                 process: Callable[[Delivery, "ConsumerLoop"], Callable[[], None] | None], *, widest: int = 20,
                 receiver: str | None = None, paused: Container[str] = ()):
        self.url, self.queue, self.process, self.widest = url, queue, process, widest
        self.receiver, self.paused = receiver or queue, paused
        self.stopping = threading.Event()
        self.connected = False
        self.connection: Connection | None = None
        self.channel = None
        self._waiting: deque = deque()
        self._tag: str | None = None
        self._prefetch, self._wait, self._breathed = 1, FIRST_WAIT, 0.0
        self._in_hand: deque[float] = deque()
        _watch_age(self)

    def run(self) -> None:
        """Consume until stopped."""
        while not self.stopping.is_set():
            try:
                with connect(self.url, name=self.receiver) as self.connection:
                    self._hold()
            except Stopped:
                log.info("left_on_queue", queue=self.queue)
            except BROKER_AWAY as error:
                self._lost("broker_away", error)
            except Exception as error:  # a bug of the loop's own must not end it: the message stays queued
                self._lost("loop_failed", error, exc_info=True)
        self._mark_connected(False)

    def stop(self) -> None:
        """Ask the loop to finish what it holds and leave; returns at once."""
        self.stopping.set()

    def pause(self, seconds: float) -> None:
        """Wait out an outage with the connection kept alive; raises Stopped when the process is to leave."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.stopping.wait(min(left, POLL_SECONDS)):
                raise Stopped
            self._breathe()

    def _lost(self, what: str, error: BaseException, **more) -> None:
        self._mark_connected(False)
        self._in_hand.clear()
        log.warning(what, queue=self.queue, error=type(error).__name__, words=str(error)[:200], **more)
        self.stopping.wait(self._wait)
        self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _mark_connected(self, connected: bool) -> None:
        self.connected = connected
        metrics.CONNECTED.labels(self.queue).set(int(connected))

    def _hold(self) -> None:
        self.channel = self.connection.channel()
        self.channel.auto_decode = False  # bodies are taken as they came
        self._waiting.clear()
        self._in_hand.clear()
        self._tag = None
        self._heed_pause()
        self._mark_connected(True)
        while not self.stopping.is_set():
            with contextlib.suppress(TimeoutError):
                read_on(self.connection, POLL_SECONDS)
            self._work_off()
            self._breathe_now_and_then()
            self._heed_pause()
        self._cancel()
        self._work_off()
        self.channel.close()

    def _heed_pause(self) -> None:
        """Take nothing more while an operator has paused this reaction; begin again, with one, when it goes on."""
        paused = self.receiver in self.paused
        if paused:
            self._cancel()
        elif self._tag is None and not self.stopping.is_set():
            self._consume(1)

    def _consume(self, prefetch: int) -> None:
        """Begin to be given messages, at most `prefetch` ahead."""
        self._prefetch = prefetch
        self.channel.basic_qos(0, prefetch, False)  # holds for consumers that begin after it, not before
        self._tag = self.channel.basic_consume(self.queue, callback=self._take)

    def _cancel(self) -> None:
        """Be given no more; what was on its way is still taken, so that none of it counts as redelivered."""
        tag, self._tag = self._tag, None
        if tag is None:
            return
        self.channel.basic_cancel(tag)
        self.channel.callbacks[tag] = self._take  # else the library hands late ones back
        self.channel.basic_qos(0, 1, False)  # answered after everything that was on its way

    def _take(self, message) -> None:
        self._waiting.append(message)
        self._in_hand.append(time.monotonic())

    def oldest_seconds(self) -> float:
        """How long the oldest message in hand has not been acked; 0 with none."""
        try:
            return time.monotonic() - self._in_hand[0]
        except IndexError:
            return 0.0

    def _work_off(self) -> None:
        while self._waiting:
            message = self._waiting.popleft()
            answer = self.process(self._delivery(message), self)
            with in_one_piece(self.connection):
                if answer:
                    answer()
                self._settle(message)

    def _settle(self, message, *, multiple: bool = False) -> None:
        """Ack what was handled, and take more at a time once nothing redelivered is ahead."""
        fresh = not message.delivery_info["redelivered"]
        widens = fresh and self._tag is not None and self._prefetch < self.widest and not self.stopping.is_set()
        if widens or self.stopping.is_set():
            self._cancel()  # before the ack, which would make room for one more that a cancel could give back
        self.channel.basic_ack(message.delivery_tag, multiple=multiple)
        while len(self._in_hand) > len(self._waiting):
            self._in_hand.popleft()
        self._wait = FIRST_WAIT
        if widens and not self.stopping.is_set():
            self._consume(self.widest)
        self._breathe_now_and_then()

    def _breathe_now_and_then(self) -> None:
        """Between two messages there is seldom anything to read, and looking costs as much as a small message."""
        if time.monotonic() > self._breathed + BREATHS_APART:
            self._breathe()

    def _breathe(self) -> None:
        """Read what has come and send a heartbeat, so that long work does not cost the connection."""
        self._breathed = time.monotonic()
        with contextlib.suppress(TimeoutError):
            while True:
                read_on(self.connection, 0)
        self.connection.heartbeat_check()

    def _delivery(self, message) -> Delivery:
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        headers, properties = dict(message.headers or {}), dict(message.properties)
        properties.pop("application_headers", None)
        message_id = properties.get("message_id") or headers.get("cloudEvents:id") or _content_id(body)
        return Delivery(receiver=self.receiver, message_id=str(message_id), headers=headers, body=body,
                        type=str(headers.get("cloudEvents:type") or message.delivery_info["routing_key"]),
                        redelivered=bool(message.delivery_info["redelivered"]), properties=properties)


# A queue's loops in this process: the pool that answers calls has several.
_loops: dict[str, weakref.WeakSet] = defaultdict(weakref.WeakSet)


def _watch_age(loop: ConsumerLoop) -> None:
    loops = _loops[loop.queue]
    loops.add(loop)
    metrics.OLDEST_UNACKED.labels(loop.queue).set_function(
        lambda: max((each.oldest_seconds() for each in loops), default=0.0))


def _content_id(body: bytes) -> str:
    """An id for a message that carries none: what it says."""
    return "sha256:" + hashlib.sha256(body).hexdigest()
