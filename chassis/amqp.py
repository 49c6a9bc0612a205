"""Connections to the broker, and the names that nameko's wire gives to exchanges and queues."""

import contextlib
import os
import socket
from collections.abc import Callable, Iterator

import structlog
from amqp.exceptions import AMQPError, RecoverableConnectionError
from amqp.transport import TCPTransport
from kombu import Connection, Exchange
from kombu.exceptions import OperationalError

from chassis.delivered import take_delivered

log = structlog.get_logger()

# The broker or the way to it is gone; the message is not at fault.
BROKER_AWAY = (AMQPError, RecoverableConnectionError, OperationalError, OSError, socket.timeout)

RPC_EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True)
DEAD_LETTERS = Exchange("dead-letters", type="topic", durable=True)
HEARTBEAT_SECONDS = 20  # the broker sends one each half of it
ANSWER_SECONDS = 5.0
READ_AHEAD_BYTES = 65_536
HELD_BYTES = 262_144


class ReadAhead:
    """Receives what has come at once: the library asks the system nine times for each message, a part each time."""

    def __init__(self, receive: Callable[[int], bytes], say_first: Callable[[], None] = lambda: None):
        """`say_first` is called before anything is received: what is awaited may be the answer to what is held."""
        self.receive, self.say_first = receive, say_first
        self.data, self.at = b"", 0

    def __call__(self, wanted: int) -> bytes:
        if self.at == len(self.data):
            self.say_first()
            self.data, self.at = self.receive(max(wanted, READ_AHEAD_BYTES)), 0
        found = self.data[self.at:self.at + wanted]
        self.at += len(found)
        return found

    def look(self, socket_number: int) -> None:
        """Receive what has come, without waiting; raises ConnectionResetError when the other side has closed."""
        self.say_first()
        with contextlib.suppress(BlockingIOError):
            self.data, self.at = self.data[self.at:] + _received(socket_number), 0

    @property
    def has_more(self) -> bool:
        return self.at < len(self.data)


class Held:
    """Writes at once, or inside `in_one_piece` keeps what is written, in its order, until it is sent."""

    def __init__(self, write: Callable[[bytes], object]):
        self.write, self.depth = write, 0
        self.pieces: list[bytes] = []
        self.size = 0

    def __call__(self, data: bytes | memoryview) -> None:
        if not self.depth:
            self.write(data)
            return
        self.pieces.append(bytes(data))  # the library puts the next frame where this one is
        self.size += len(data)
        if self.size >= HELD_BYTES:
            self.send()

    def send(self) -> None:
        """Send all that is kept, by one write; raises RecoverableConnectionError when its time is over."""
        if not self.pieces:
            return
        data, self.pieces, self.size = b"".join(self.pieces), [], 0
        try:
            self.write(data)
        except TimeoutError as error:  # a part is out: the connection is of no use any more
            raise RecoverableConnectionError("the broker takes nothing in") from error


def _received(socket_number: int) -> bytes:
    data = os.read(socket_number, READ_AHEAD_BYTES)
    if not data:
        raise ConnectionResetError("the broker has closed the connection")
    return data


def events_exchange(service: str) -> Exchange:
    """The durable topic exchange that a service's domain events go to."""
    return Exchange(f"{service}.events", type="topic", durable=True, auto_delete=False)


def rpc_queue_name(service: str) -> str:
    return f"rpc-{service}"


def connect(url: str, *, name: str, heartbeat: float = HEARTBEAT_SECONDS, **options) -> Connection:
    """An open connection; `name` shows in the broker's management page.

    Every wait for the broker ends with TimeoutError after ANSWER_SECONDS unless it is told another time. The
    library's own waits have no end: one for a queue that has no leader yet lasted until the connection broke,
    because each heartbeat began its time anew. Hence ANSWER_SECONDS is less than the heartbeat's interval.
    """
    connection = Connection(url, heartbeat=heartbeat, connect_timeout=ANSWER_SECONDS, transport_options={
        "client_properties": {"connection_name": name}, **options})
    connection.connect()
    transport = connection.connection.transport
    transport.sock.settimeout(ANSWER_SECONDS)
    if type(transport) is TCPTransport:  # TLS reads in pieces of its own
        transport._write = Held(transport._write)
        transport._quick_recv = ReadAhead(transport.sock.recv, transport._write.send)
    # Else the library looks before each publish whether the broker complains of being full; nothing here listens to it.
    connection.connection.client_properties.get("capabilities", {}).pop("connection.blocked", None)
    return connection


@contextlib.contextmanager
def in_one_piece(connection: Connection) -> Iterator[None]:
    """What is written inside goes out together at the end: each write of its own wakes the broker.

    Sooner only before something is received, and when HELD_BYTES are kept. For the one thread, green or not, that
    writes to this connection. Raises a broker's error when it can't be sent. After any exception the rest is never
    sent, and the connection must be discarded. Over TLS each write goes out by itself.
    """
    held = connection.connection.transport._write
    if not isinstance(held, Held):
        yield
        return
    held.depth += 1
    try:
        yield
        if held.depth == 1:
            held.send()
    except BaseException:
        held.pieces, held.size = [], 0
        raise
    finally:
        held.depth -= 1


def read_on(connection: Connection, timeout: float) -> None:
    """Take in what has come, and what comes within `timeout`; raises TimeoutError when that is nothing.

    What was received already is taken in without the calls that a time-out costs.
    """
    transport = connection.connection.transport
    received = getattr(transport, "_quick_recv", None)
    if not getattr(received, "has_more", False):
        connection.drain_events(timeout=timeout)
    elif transport._read_buffer or not take_delivered(connection.connection, received):
        connection.drain_events(timeout=None)


def read_what_has_come(connection: Connection) -> None:
    """Take in what has come, in one call to the system; raises a broker's error when it has closed the connection."""
    transport = connection.connection.transport
    received = getattr(transport, "_quick_recv", None)
    with contextlib.suppress(TimeoutError):
        if not reads_ahead(transport):
            while True:
                read_on(connection, 0)
        received.look(transport.sock.fileno())
        while received.has_more:
            read_on(connection, 0)


def reads_ahead(transport) -> bool:
    """Whether what has come is received at once; by TLS it is not, and there a look at the socket tells nothing."""
    return isinstance(getattr(transport, "_quick_recv", None), ReadAhead)


def wait_at_most(connection: Connection, seconds: float) -> None:
    """Wait so long where nothing else is said: to say it anew costs a call to the system before and after each wait,
    at which other threads take over the interpreter."""
    connection.connection.transport.sock.settimeout(seconds)


def discard(connection: Connection) -> None:
    """Drop a connection that can't be trusted any more, without a word to the broker."""
    try:
        connection.collect()
    except BROKER_AWAY as error:
        log.info("connection_discarded", error=type(error).__name__)
