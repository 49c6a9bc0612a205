"""One statement that is asked very often: prepared once on connections kept for it, sent and awaited in one step."""

import threading
from collections import deque

import psycopg
from psycopg.pq import ExecStatus

from chassis.database import POOL_SECONDS, Database
from chassis.statements import numbered

_NAME = b"kept"


class Prepared:
    """A statement that reads one value of one row. Thread-safe; for plain threads, since it waits inside the driver.

    A few connections of the pool are kept for it, each statement a transaction of its own. Whatever goes wrong on one,
    the server having closed it included, is asked again on a connection that the pool has looked at; so a connection
    need not be looked at before. What only reads may be asked twice.
    """

    def __init__(self, database: Database, statement: str, *, keep: int):
        """`statement` has `%s` for each parameter; at most `keep` connections are kept."""
        self._database, self._statement, self._keep = database, statement, keep
        self._sent = numbered(statement)
        self._idle: deque[psycopg.Connection] = deque()
        self._kept, self._lock = 0, threading.Lock()
        database.close_before(self.close)

    def ask(self, *parameters: str | None) -> bytes | None:
        """The value as the server writes it, in UTF-8; None for null.

        Raises psycopg's errors, and PoolTimeout when there is no connection within the pool's time.
        """
        values = [None if each is None else each.encode() for each in parameters]
        connection = self._take()
        if connection is None or any(each is not None and b"\0" in each for each in values):
            return self._asked_of_pool(parameters, connection)  # the driver would end a text at its zero
        try:
            value = _asked(connection, values)
        except psycopg.Error as error:
            self._give_up(connection)
            if isinstance(error, psycopg.errors.QueryCanceled):
                raise
            return self._asked_of_pool(parameters)
        self._put_back(connection)
        return value

    def close(self) -> None:
        """Give the connections back to the pool; those in use follow when they have been answered."""
        with self._lock:
            self._keep = 0
        while self._idle:
            self._give_up(self._idle.pop())

    def _asked_of_pool(self, parameters: tuple[str | None, ...], unused: psycopg.Connection | None = None):
        if unused is not None:
            self._put_back(unused)
        with self._database.statement() as connection:
            value = connection.execute(self._statement, parameters).fetchone()[0]
        return None if value is None else value.encode()

    def _take(self) -> psycopg.Connection | None:
        """A connection that has the statement; None when all that may be kept are in use."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._another()

    def _put_back(self, connection: psycopg.Connection) -> None:
        self._idle.append(connection)
        if not self._keep:
            self.close()

    def _another(self) -> psycopg.Connection | None:
        with self._lock:
            if self._kept >= self._keep:
                return None
            self._kept += 1
        connection = None
        try:
            connection = self._database.pool.getconn(timeout=POOL_SECONDS)
            connection.autocommit = True
            result = connection.pgconn.prepare(_NAME, self._sent)
            if result.status != ExecStatus.COMMAND_OK:
                raise psycopg.errors.error_from_result(result)
        except BaseException:
            self._give_up(connection)
            raise
        return connection

    def _give_up(self, connection: psycopg.Connection | None) -> None:
        """Close a connection; the pool opens another one in its place."""
        with self._lock:
            self._kept -= 1
        if connection is not None:
            connection.close()
            self._database.pool.putconn(connection)


def _asked(connection: psycopg.Connection, values: list[bytes | None]) -> bytes | None:
    result = connection.pgconn.exec_prepared(_NAME, values)
    if result.status != ExecStatus.TUPLES_OK:
        raise psycopg.errors.error_from_result(result)
    return result.get_value(0, 0)
