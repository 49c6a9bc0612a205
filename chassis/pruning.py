"""What grows for ever and is needed for a time only: let go of in small batches once it is old enough.

Technical time counts, since business time may jump by years. Why these days: docs/decisions/0020.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from chassis.database import DATABASE_AWAY, Database

BATCH = 1000
DEDUP_DAYS = 180


@dataclass(frozen=True, kw_only=True)
class Prunable:
    """Rows of `table` for which `over` holds may go `days` days after `since`, a column or an expression."""

    table: str
    since: str
    days: int
    over: str = "true"

    @property
    def batch(self) -> str:
        """The statement that lets go of at most so many rows, passing over those that are in use."""
        return (f"DELETE FROM {self.table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {self.table} WHERE {self.over}"
                f" AND {self.since} < clock_timestamp() - interval '{self.days} days'"
                " LIMIT %s FOR UPDATE SKIP LOCKED))")


# In every schema. A message that was handled is known again as long as its row is kept; of a message that failed
# and was handled later the row tells nobody anything; what an operator dropped stays, with its reason.
BACKBONE = (
    Prunable(table="inbox", since="handled_at", days=DEDUP_DAYS),
    Prunable(table="failed_messages", since="last_failed_at", days=90, over="status = 'done'"),
    Prunable(table="message_starts", since="started_at", days=DEDUP_DAYS),
)
OF_SCHEMA = {
    "accounts": (
        Prunable(table="webhook_deliveries", since="delivered_at", days=90, over="state = 'delivered'"),
        Prunable(table="revocations", since="to_timestamp(until)", days=1)),
    "zone": (Prunable(table="push_tickets", since="expires_at", days=1),),
}
# Up to when handled messages of each receiver are no longer known; a replay leaves out what was logged before.
_NOTE_FORGOTTEN = (" INSERT INTO forgotten (receiver, up_to) SELECT receiver, max(handled_at) FROM gone GROUP BY 1"
                   " ON CONFLICT (receiver) DO UPDATE SET up_to = greatest(forgotten.up_to, excluded.up_to)")

log = structlog.get_logger()


def prunables_of(schema: str) -> tuple[Prunable, ...]:
    """What is let go of in a schema."""
    return (*BACKBONE, *OF_SCHEMA.get(schema, ()))


class Pruning:
    """Prunes one schema now and then. Several processes may do so at once."""

    def __init__(self, database: Database, prunables: Sequence[Prunable] | None = None, *, batch: int = BATCH):
        self.database, self.batch = database, batch
        self.prunables = prunables_of(database.schema) if prunables is None else prunables
        self.stopping = threading.Event()

    def run(self, every_seconds: float = 600.0) -> None:
        """Prune again and again until stopped; an outage only delays."""
        while not self.stopping.wait(every_seconds):
            try:
                self.run_once()
            except DATABASE_AWAY as error:
                log.warning("database_away", part="pruning", error=type(error).__name__)

    def stop(self) -> None:
        self.stopping.set()

    def run_once(self) -> dict[str, int]:
        """Let go of everything that is old enough; how many rows of each table."""
        gone = {each.table: self._prune(each) for each in self.prunables}
        if any(gone.values()):
            log.info("pruned", schema=self.database.schema, **gone)
        return gone

    def _prune(self, prunable: Prunable) -> int:
        total = 0
        while not self.stopping.is_set():
            gone = self._one_batch(prunable)
            total += gone
            if gone < self.batch:
                break
        return total

    def _one_batch(self, prunable: Prunable) -> int:
        """A transaction of its own, so that nothing waits long for it."""
        with self.database.connection() as connection:
            if prunable.table != "inbox":
                return connection.execute(prunable.batch, [self.batch]).rowcount
            return connection.execute(
                f"WITH gone AS ({prunable.batch} RETURNING receiver, handled_at), noted AS ({_NOTE_FORGOTTEN})"
                " SELECT count(*) FROM gone", [self.batch]).fetchone()[0]
