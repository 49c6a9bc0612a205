"""Which reactions an operator has paused: rows in their schema, so that a pause outlives every restart."""

import threading

import structlog

from chassis import metrics
from chassis.database import DATABASE_AWAY, Database

log = structlog.get_logger()


class Paused:
    """The paused reactions among `receivers` of one schema, looked up every second; `in` asks for one of them.

    Until the first look all count as paused; while the database is away the last known answer holds.
    """

    def __init__(self, database: Database, receivers: list[str]):
        self.database, self.receivers = database, receivers
        self.names: frozenset[str] | None = None
        self.stopping = threading.Event()

    def __contains__(self, receiver: str) -> bool:
        return self.names is None or receiver in self.names

    def run(self, every_seconds: float = 1.0) -> None:
        """Look again and again until stopped."""
        while not self.stopping.is_set():
            try:
                self.look()
            except DATABASE_AWAY as error:
                log.warning("database_away", part="paused", error=type(error).__name__)
            self.stopping.wait(every_seconds)

    def look(self) -> None:
        """Learn what is paused now."""
        with self.database.connection() as connection:
            rows = connection.execute("SELECT receiver FROM paused_reactions").fetchall()
        self.names = frozenset(row[0] for row in rows)
        for receiver in self.receivers:
            metrics.PAUSED.labels(receiver).set(int(receiver in self.names))

    def stop(self) -> None:
        self.stopping.set()
