"""Tasks that mentors claim."""

from contracts.events import TaskKind, TaskState
from contracts.events.domain_events import (
    TaskClaimed,
    TaskClaimRefused,
    TaskFinished,
    TaskPublic,
    TaskPublished,
    TaskReleased,
    TaskWithdrawn,
)
from contracts.problems import NotFound
from services.events.model import Task

_COLUMNS = ("task_id", "kind", "title", "area", "organisation_id", "activity_id", "due_on", "mentor_id", "state")


class Tasks:
    """Statements about tasks."""

    def task_of(self, task_id: str) -> Task:
        """The task, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM tasks WHERE task_id = %s FOR UPDATE", task_id)
        if row is None:
            raise NotFound("没有这个任务")
        return _task(row)

    def tasks_claimed_by(self, mentor_id: str) -> list[Task]:
        """A mentor's open tasks, locked until commit."""
        return [_task(row) for row in self.rows(
            "SELECT * FROM tasks WHERE mentor_id = %s AND state = 'claimed' ORDER BY task_id FOR UPDATE", mentor_id)]

    def tasks_of_suspended(self) -> list[str]:
        """Tasks that are still with a suspended mentor."""
        rows = self.rows("SELECT task_id, mentor_id FROM tasks JOIN mentors USING (mentor_id)"
                         " WHERE tasks.state = 'claimed' AND mentors.state IN ('suspended', 'resumption_proposed')")
        return [f"task {row['task_id']} is with suspended mentor {row['mentor_id']}" for row in rows]

    def apply_task_published(self, event: TaskPublished) -> None:
        self._write_task(event)

    def apply_task_claimed(self, event: TaskClaimed) -> None:
        self._write_task(event)

    def apply_task_claim_refused(self, event: TaskClaimRefused) -> None:
        """The task stays as it was; the event tells the mentor why."""

    def apply_task_released(self, event: TaskReleased) -> None:
        self._write_task(event)

    def apply_task_finished(self, event: TaskFinished) -> None:
        self._write_task(event)

    def apply_task_withdrawn(self, event: TaskWithdrawn) -> None:
        self._write_task(event)

    def _write_task(self, event: TaskPublic) -> None:
        self.execute(
            f"INSERT INTO tasks ({', '.join(_COLUMNS)}, version) VALUES ({'%s, ' * len(_COLUMNS)}%s)"
            " ON CONFLICT (task_id) DO UPDATE SET mentor_id = excluded.mentor_id, state = excluded.state,"
            " version = excluded.version", *(getattr(event, name) for name in _COLUMNS),
            event.envelope.entity_version)


def _task(row: dict) -> Task:
    return Task(**{name: row[name] for name in _COLUMNS} | {
        "kind": TaskKind(row["kind"]), "state": TaskState(row["state"])})
