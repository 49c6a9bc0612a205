"""Connections to PostgreSQL, and which of its errors are the infrastructure's and not the message's fault."""

import os
import sys
from contextlib import contextmanager

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

# The server or the way to it is gone; nothing was decided.
DATABASE_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
# Two transactions met; running one of them again is right.
TRY_AGAIN = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)

STATEMENT_TIMEOUT_MS = 30_000


def is_database_away(error: BaseException) -> bool:
    """Whether `error` says that the database cannot be reached (a statement's own failure does not)."""
    if not isinstance(error, DATABASE_AWAY):
        return False
    state = getattr(error, "sqlstate", None)
    return state is None or state[:2] in ("08", "57") and state != "57014"


def assert_cooperative_wait() -> None:
    """Under eventlet, refuse to run with psycopg's C wait: it would block every other green thread."""
    if "eventlet" not in sys.modules:
        return
    from eventlet.patcher import is_monkey_patched

    if is_monkey_patched("socket") and os.environ.get("PSYCOPG_WAIT_FUNC") != "wait_select":
        raise RuntimeError("PSYCOPG_WAIT_FUNC=wait_select must be set before psycopg is imported under eventlet")


class Database:
    """A pool of connections for one role whose statements run in one schema."""

    def __init__(self, conninfo: str, schema: str, *, size: int = 8):
        assert_cooperative_wait()
        self.conninfo, self.schema = conninfo, schema
        options = f"-c search_path={schema} -c statement_timeout={STATEMENT_TIMEOUT_MS}"
        self.pool = ConnectionPool(
            conninfo, min_size=1, max_size=size, open=False, timeout=10, check=ConnectionPool.check_connection,
            kwargs={"options": options, "application_name": f"wuchuang-{schema}"})
        self.pool.open(wait=False)

    @contextmanager
    def connection(self):
        """A connection whose work is committed on leaving, rolled back on an exception."""
        with self.pool.connection() as connection:
            yield connection

    def answers(self) -> bool:
        """Whether the database answers at all, asked on a connection of its own."""
        try:
            with psycopg.connect(self.conninfo, connect_timeout=3) as connection:
                return connection.execute("SELECT 1").fetchone() is not None
        except psycopg.Error:
            return False

    def close(self) -> None:
        self.pool.close()
