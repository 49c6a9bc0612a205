"""Being told by PostgreSQL of what was written, only while nobody looks by himself.

A notification costs its transaction and every listener more than looking does, and PostgreSQL commits those that
notify one after another. So who looks again soon says so by *not* holding a lock, and who writes notifies only when it
is held. A writer keeps its share of the lock until its commit can be seen: who gets the lock and looks once more has
missed nothing.
"""

import select
import time
import zlib

import psycopg
import structlog

log = structlog.get_logger()

AGAIN_SECONDS = 1.0  # after a lost connection
LOCKS = 0x6F75
# Its parameters: whether to tell at all, `lock_of(name)`, and the name.
TELL_WHO_SLEEPS = (f"CASE WHEN %s AND NOT pg_try_advisory_xact_lock_shared({LOCKS}, %s)"
                   " THEN pg_notify('outbox', %s) END")


def lock_of(name: str) -> int:
    """The number of a name's lock."""
    return zlib.crc32(name.encode()) - 2**31


class Listener:
    """Hears the names that are notified as `outbox`, from its first question on; anew when its connection was lost.

    `asleep` are those of whose writing it is told; of all others it is not. For plain threads.
    """

    def __init__(self, conninfo: str):
        self.conninfo = conninfo
        self.connection: psycopg.Connection | None = None
        self.asleep: set[str] = set()
        self._told: set[str] = set()
        self._again_at = 0.0

    def names(self, seconds: float) -> set[str]:
        """What was notified since the last question, waiting so many seconds at most for the first of it."""
        try:
            self._hear(seconds)
        except psycopg.Error as error:
            self._lost(error)
        told, self._told = self._told, set()
        return told

    def sleep(self, name: str) -> None:
        """Be told from now on, unless somebody is writing it just now. Look at it once more in either case."""
        try:
            if self.connection and self._asked("SELECT pg_try_advisory_lock(%s, %s)", name):
                self.asleep.add(name)
        except psycopg.Error as error:
            self._lost(error)

    def wake(self, name: str) -> None:
        """Be told no more: it is looked at again soon."""
        if name not in self.asleep:
            return
        self.asleep.discard(name)
        try:
            self._asked("SELECT pg_advisory_unlock(%s, %s)", name)
        except psycopg.Error as error:
            self._lost(error)

    def close(self) -> None:
        connection, self.connection = self.connection, None
        self.asleep.clear()  # the locks are gone with it
        if connection is not None:
            connection.close()

    def _asked(self, statement: str, name: str) -> bool:
        return self.connection.execute(statement, [LOCKS, lock_of(name)]).fetchone()[0]

    def _lost(self, error: psycopg.Error) -> None:
        log.warning("listener_waits", error=type(error).__name__)
        self.close()
        self._again_at = time.monotonic() + AGAIN_SECONDS

    def _hear(self, seconds: float) -> None:
        if self.connection is None:
            if time.monotonic() < self._again_at:
                time.sleep(seconds)
                return
            self._listen()
        if not self._told and self._come.poll(seconds * 1000):
            server = self.connection.pgconn
            server.consume_input()
            while note := server.notifies():
                self._told.add(note.extra.decode())

    def _listen(self) -> None:
        self.connection = psycopg.connect(self.conninfo, autocommit=True, connect_timeout=3)
        self.connection.add_notify_handler(lambda note: self._told.add(note.payload))  # those that come with an answer
        self.connection.execute("LISTEN outbox")
        self._come = select.poll()
        self._come.register(self.connection.pgconn.socket, select.POLLIN)
