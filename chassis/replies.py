"""One reply queue for all of a process's calls: each answer wakes the thread that waits for it."""

import contextlib
import threading
import time
import uuid
from dataclasses import dataclass, field

import structlog
from kombu import Connection

from chassis.amqp import BROKER_AWAY, RPC_EXCHANGE, connect, read_on, wait_at_most

log = structlog.get_logger()

POLL_SECONDS = 0.5
HEARTBEATS_APART = 0.4


@dataclass
class Waiting:
    """A call whose answer has not come yet."""

    correlation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    answered: threading.Event = field(default_factory=threading.Event)
    body: bytes | None = None


class Replies:
    """Holds the reply queue of one process; `key` is where its answers are sent.

    The queue is exclusive and goes with its connection: an answer that comes meanwhile is lost, its caller is
    told that the outcome is unknown, and asking again gives the first answer.
    """

    def __init__(self, url: str, user: str):
        self.url, self.user, self.key = url, user, str(uuid.uuid4())
        self.listening, self.stopping = threading.Event(), threading.Event()
        self._waiting: dict[str, Waiting] = {}

    @contextlib.contextmanager
    def expected(self):
        """An answer that is awaited while the block runs."""
        waiting = Waiting()
        self._waiting[waiting.correlation_id] = waiting
        try:
            yield waiting
        finally:
            del self._waiting[waiting.correlation_id]

    def run(self) -> None:
        """Take answers until stopped; reconnects by itself."""
        while not self.stopping.is_set():
            try:
                with connect(self.url, name="replies") as connection:
                    self._hold(connection)
            except BROKER_AWAY as error:
                log.warning("broker_away", part="replies", error=type(error).__name__)
                self.stopping.wait(0.5)
            finally:
                self.listening.clear()

    def stop(self) -> None:
        self.stopping.set()

    def _hold(self, connection: Connection) -> None:
        channel = connection.channel()
        # A name of its own for each connection: the broker may still hold the last one's queue.
        name = f"rpc.reply-{self.user}-{uuid.uuid4()}"
        channel.queue_declare(name, durable=False, exclusive=True, auto_delete=True)
        channel.queue_bind(name, exchange=RPC_EXCHANGE.name, routing_key=self.key)
        channel.basic_consume(name, no_ack=True, callback=self._on_reply)
        wait_at_most(connection, POLL_SECONDS)
        self.listening.set()
        beaten = 0.0
        while not self.stopping.is_set():
            with contextlib.suppress(TimeoutError):
                read_on(connection, POLL_SECONDS)
            if time.monotonic() > beaten + HEARTBEATS_APART:
                connection.heartbeat_check()
                beaten = time.monotonic()

    def _on_reply(self, message) -> None:
        waiting = self._waiting.get(message.properties.get("correlation_id"))
        if waiting:
            waiting.body = message.body
            waiting.answered.set()
