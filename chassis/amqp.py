"""Connections to the broker, and the names that nameko's wire gives to exchanges and queues."""

import contextlib
import os
import socket
from collections.abc import Callable

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


class ReadAhead:
    """Receives what has come at once: the library asks the system nine times for each message, a part each time."""

    def __init__(self, receive: Callable[[int], bytes]):
        self.receive = receive
        self.data, self.at = b"", 0

    def __call__(self, wanted: int) -> bytes:
        if self.at == len(self.data):
            self.data, self.at = self.receive(max(wanted, READ_AHEAD_BYTES)), 0
        found = self.data[self.at:self.at + wanted]
        self.at += len(found)
        return found

    def look(self, socket_number: int) -> None:
        """Receive what has come, without waiting; raises ConnectionResetError when the other side has closed."""
        with contextlib.suppress(BlockingIOError):
            self.data, self.at = self.data[self.at:] + _received(socket_number), 0

    @property
    def has_more(self) -> bool:
        return self.at < len(self.data)


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
        transport._quick_recv = ReadAhead(transport.sock.recv)
    # Else the library looks before each publish whether the broker complains of being full; nothing here listens to it.
    connection.connection.client_properties.get("capabilities", {}).pop("connection.blocked", None)
    return connection


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
        if not isinstance(received, ReadAhead):
            while True:
                read_on(connection, 0)
        received.look(transport.sock.fileno())
        while received.has_more:
            read_on(connection, 0)


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
