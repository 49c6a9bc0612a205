"""Connections to the broker, and the names that nameko's wire gives to exchanges and queues."""

import socket

import structlog
from amqp.exceptions import AMQPError, RecoverableConnectionError
from kombu import Connection, Exchange
from kombu.exceptions import OperationalError

log = structlog.get_logger()

# The broker or the way to it is gone; the message is not at fault.
BROKER_AWAY = (AMQPError, RecoverableConnectionError, OperationalError, OSError, socket.timeout)

RPC_EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True)
DEAD_LETTERS = Exchange("dead-letters", type="topic", durable=True)
HEARTBEAT_SECONDS = 20  # the broker sends one each half of it
ANSWER_SECONDS = 5.0


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
    connection.connection.transport.sock.settimeout(ANSWER_SECONDS)
    return connection


def discard(connection: Connection) -> None:
    """Drop a connection that can't be trusted any more, without a word to the broker."""
    try:
        connection.collect()
    except BROKER_AWAY as error:
        log.info("connection_discarded", error=type(error).__name__)
