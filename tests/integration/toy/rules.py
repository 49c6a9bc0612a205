"""The toy's decisions."""

from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict
from tests.integration.toy.contracts import BellRang, DoTask, Ring, TaskDone, TaskTallied
from tests.integration.toy.model import Task


def decide_task(command: DoTask, known: Task | None) -> Decision:
    """Grants each task once; a task that was done before is the caller's mistake."""
    if known:
        raise Conflict("任务已经完成")
    done = TaskDone(task_id=command.task_id, points=command.points, mood=command.mood)
    return Decision(outcome=Outcome.GRANTED, subject=command.task_id, events=(done,))


def decide_tally(event: TaskDone) -> Decision:
    """Counts a done task's points."""
    tallied = TaskTallied(tally_id="all", task_id=event.task_id, points=event.points)
    return Decision(outcome=Outcome.GRANTED, subject="all", events=(tallied,))


def decide_ring(command: Ring) -> Decision:
    """Rings the bell."""
    return Decision(outcome=Outcome.GRANTED, subject=command.bell_id, events=(BellRang(bell_id=command.bell_id),))
