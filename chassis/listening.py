"""Being told by PostgreSQL: which names were notified on a channel."""

import select
import time

import psycopg
import structlog

log = structlog.get_logger()

AGAIN_SECONDS = 1.0  # after a lost connection


class Listener:
    """Listens on `channel` from its first question on, and anew when the connection was lost.

    What is notified while it does not listen is missed: its user looks by itself now and then. For plain threads.
    """

    def __init__(self, conninfo: str, channel: str):
        self.conninfo, self.channel = conninfo, channel
        self.connection: psycopg.Connection | None = None
        self._again_at = 0.0

    def names(self, seconds: float) -> set[str]:
        """What was notified since the last question, waiting so many seconds at most for the first of it."""
        try:
            return self._heard(seconds)
        except psycopg.Error as error:
            log.warning("listener_waits", error=type(error).__name__)
            self.close()
            self._again_at = time.monotonic() + AGAIN_SECONDS
            return set()

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()

    def _heard(self, seconds: float) -> set[str]:
        if self.connection is None:
            if time.monotonic() < self._again_at:
                time.sleep(seconds)
                return set()
            self._listen()
        if not self._asked.poll(seconds * 1000):
            return set()
        server, found = self.connection.pgconn, set()
        server.consume_input()
        while note := server.notifies():
            found.add(note.extra.decode())
        return found

    def _listen(self) -> None:
        self.connection = psycopg.connect(self.conninfo, autocommit=True, connect_timeout=3)
        self.connection.execute(f"LISTEN {self.channel}")
        self._asked = select.poll()
        self._asked.register(self.connection.pgconn.socket, select.POLLIN)
