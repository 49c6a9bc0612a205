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
HEARTBEAT_SECONDS = 20


def events_exchange(service: str) -> Exchange:
    """The durable topic exchange that a service's domain events go to."""
    return Exchange(f"{service}.events", type="topic", durable=True, auto_delete=False)


def rpc_queue_name(service: str) -> str:
    return f"rpc-{service}"


def connect(url: str, *, name: str) -> Connection:
    """An open connection with a heartbeat; `name` shows in the broker's management page."""
    connection = Connection(url, heartbeat=HEARTBEAT_SECONDS, connect_timeout=5,
                            transport_options={"client_properties": {"connection_name": name}})
    connection.connect()
    return connection


def discard(connection: Connection) -> None:
    """Drop a connection that can't be trusted any more, without a word to the broker."""
    try:
        connection.collect()
    except BROKER_AWAY as error:
        log.info("connection_discarded", error=type(error).__name__)
