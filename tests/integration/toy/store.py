"""The toy's SQL. `effects` has no key on purpose: a doubled effect would show."""

from chassis.store import Transaction
from tests.integration.toy.contracts import BellRang, TaskDone, TaskTallied
from tests.integration.toy.model import Task


class ToyTransaction(Transaction):
    """What the toy reads and writes."""

    schema = "toy"
    source = "toy"

    def task(self, task_id: str) -> Task | None:
        row = self.one("SELECT id, points FROM tasks WHERE id = %s FOR UPDATE", task_id)
        return Task(**row) if row else None

    def is_mended(self) -> bool:
        return self.value("SELECT count(*) FROM mended") > 0

    def nap(self, seconds) -> None:
        self.value("SELECT pg_sleep(%s)", seconds)

    def note_try(self, task_id: str) -> None:
        """Count a try outside of every transaction, so that failed ones are counted too."""
        self.value("SELECT nextval('tries')")

    def apply_task_done(self, event: TaskDone) -> None:
        self.execute("INSERT INTO tasks (id, points) VALUES (%s, %s)", event.task_id, event.points)

    def apply_task_tallied(self, event: TaskTallied) -> None:
        self.execute("INSERT INTO effects (task_id, points) VALUES (%s, %s)", event.task_id, event.points)

    def apply_bell_rang(self, event: BellRang) -> None:
        self.execute("INSERT INTO rings (bell_id, rang_at) VALUES (%s, %s)", event.bell_id, self.now)
