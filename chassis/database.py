"""Connections to PostgreSQL, and which of its errors are the infrastructure's and not the message's fault."""

import select
import sys
from collections.abc import Callable
from contextlib import contextmanager

import psycopg
import psycopg.waiting
from psycopg.types.json import set_json_dumps
from psycopg_pool import ConnectionPool

from contracts.wire import as_json_bytes

# What psycopg raises when the server or the way to it is gone (among others: see is_database_away).
DATABASE_AWAY = (psycopg.OperationalError,)
# Two transactions met; running one of them again is right.
TRY_AGAIN = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)

# Connection failures, disk full, too many connections, stopped or crashed. A statement's own time-out, or what
# one greedy statement runs out of, is none of these: waiting would not help.
_AWAY = ("08", "53100", "53300", "57P")

STATEMENT_TIMEOUT_MS = 30_000
POOL_SECONDS = 5.0
# A pool doubles its wait between tries; giving up early lets the next caller begin anew, so that a database
# that comes back is found within seconds.
RECONNECT_SECONDS = 3.0


def is_database_away(error: BaseException) -> bool:
    """Whether `error` says that the database cannot be reached (a statement's own failure does not)."""
    if not isinstance(error, DATABASE_AWAY):
        return False
    state = getattr(error, "sqlstate", None)
    return state is None or state.startswith(_AWAY)


def assert_cooperative_wait() -> None:
    """Under eventlet, refuse to run with psycopg's C wait: it would block every other green thread."""
    if "eventlet" not in sys.modules:
        return
    from eventlet.patcher import is_monkey_patched

    if is_monkey_patched("socket") and not _lets_others_run(psycopg.waiting.wait):
        raise RuntimeError("PSYCOPG_WAIT_FUNC=wait_select must be set before psycopg is imported under eventlet")


def _lets_others_run(wait) -> bool:
    return wait is psycopg.waiting.wait_select or getattr(wait, "lets_others_run", False)


def check_heard_nothing(connection: psycopg.Connection) -> None:
    """Raise when the server has closed an idle connection. Nothing is asked, so that it costs no round trip.

    Only where something has come is it read, twice: first the server's last words, then the end.
    """
    if _POLL is not None and not _has_come(connection.pgconn.socket):
        return
    connection.pgconn.consume_input()
    connection.pgconn.consume_input()


_POLL = getattr(select, "poll", None)  # which eventlet takes away


def _has_come(number: int) -> bool:
    asked = _POLL()
    asked.register(number, select.POLLIN)
    return bool(asked.poll(0))


set_json_dumps(as_json_bytes)


class Database:
    """A pool of connections for one role whose statements run in one schema."""

    def __init__(self, conninfo: str, schema: str, *, size: int = 8):
        assert_cooperative_wait()
        self.conninfo, self.schema = conninfo, schema
        self._options = {"options": f"-c search_path={schema} -c statement_timeout={STATEMENT_TIMEOUT_MS}",
                         "application_name": f"wuchuang-{schema}", "connect_timeout": 3,
                         "client_encoding": "utf8"}
        self._close_first: list[Callable[[], None]] = []
        self.pool = ConnectionPool(
            conninfo, min_size=1, max_size=size, open=False, check=check_heard_nothing,
            reconnect_timeout=RECONNECT_SECONDS, kwargs=self._options)
        self.pool.open(wait=False)

    @contextmanager
    def connection(self, within: float = POOL_SECONDS):
        """A connection whose work is committed on leaving, rolled back on an exception.

        Raises PoolTimeout when there is none `within` so many seconds; nothing has been begun then.
        """
        with self.pool.connection(timeout=within) as connection:
            yield connection

    @contextmanager
    def statement(self, within: float = POOL_SECONDS):
        """A connection for single statements, each a transaction of its own: no round trips to begin and commit."""
        with self.pool.connection(timeout=within) as connection:
            connection.autocommit = True
            try:
                yield connection
            finally:
                if not connection.closed:
                    connection.autocommit = False

    @contextmanager
    def alone(self):
        """A connection outside the pool, each statement committed by itself; closed on leaving."""
        with psycopg.connect(self.conninfo, autocommit=True, **self._options) as connection:
            yield connection

    def answers(self) -> bool:
        """Whether the database answers at all, asked on a connection of its own."""
        try:
            with psycopg.connect(self.conninfo, connect_timeout=3) as connection:
                return connection.execute("SELECT 1").fetchone() is not None
        except psycopg.Error:
            return False

    def close_before(self, close: Callable[[], None]) -> None:
        """Have `close` called before the pool is closed: for who keeps connections of it."""
        self._close_first.append(close)

    def close(self) -> None:
        for close in self._close_first:
            close()
        self.pool.close()
