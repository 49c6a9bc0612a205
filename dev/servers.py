"""Private servers for the tests, each with its own folder and free ports, gone when the block is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self, TypeVar

from dev.launch import DidNotStart
from dev.ports import free_port
from dev.postgres import PostgresServer
from dev.rabbitmq import RabbitPorts, RabbitServer

__all__ = ["PostgresServer", "RabbitServer", "private_postgres", "private_rabbitmq"]
TRIES = 3


class _Server(Protocol):
    def start(self) -> Self: ...

    def remove(self) -> None: ...


S = TypeVar("S", bound=_Server)


@contextmanager
def private_postgres(folder: Path) -> Iterator[PostgresServer]:
    """A running throw-away PostgreSQL; `.url` is the administrator's address. Raises Missing, DidNotStart."""
    server = _started(lambda: PostgresServer(folder, free_port(), throwaway=True))
    try:
        yield server
    finally:
        server.remove()


@contextmanager
def private_rabbitmq(folder: Path) -> Iterator[RabbitServer]:
    """A running throw-away RabbitMQ; `.url` is the administrator's address. Raises Missing, DidNotStart."""
    server = _started(lambda: RabbitServer(folder, RabbitPorts.free(), throwaway=True))
    try:
        yield server
    finally:
        server.remove()


def _started(make: Callable[[], S]) -> S:
    """Tries again with other ports: another program may take a free port before the server does."""
    for _ in range(TRIES - 1):
        server = make()
        try:
            return server.start()
        except DidNotStart:
            server.remove()
    return make().start()
