"""Tasks of three kinds: published, claimed by mentors who may serve, done or released (hunan-2024 二（五）3)."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Outcome, Reason, Status, outcome_of, status_of
from contracts.events import TASK_LABELS, TaskState
from contracts.events.commands import ClaimTask, PublishTask
from contracts.events.domain_events import (
    TaskClaimed,
    TaskClaimRefused,
    TaskFinished,
    TaskPublished,
    TaskReleased,
    TaskWithdrawn,
)
from policies.reader import PolicyView
from services.events.model import Mentor, Task
from services.events.rules.mentors import not_suspended


@rule(version=1)
def decide_task(command: PublishTask, task_id: str, policy: PolicyView) -> Decision:
    """A task of one of the three kinds may be claimed."""
    kinds = policy.parameter("task_kinds")
    reason = Reason(code="kind_of_task_known", status=status_of(command.kind.value in kinds.value),
                    citation=kinds.citation, text=f"平台发布的任务种类：{TASK_LABELS[command.kind]}")
    task = Task(task_id=task_id, kind=command.kind, title=command.title, area=command.area, due_on=command.due_on,
                organisation_id=command.actor.organisation_id, activity_id=command.activity_id,
                state=TaskState.PUBLISHED)
    return Decision(outcome=Outcome.GRANTED, subject=task_id, reasons=(reason,),
                    events=(TaskPublished(**task_public(task, TaskState.PUBLISHED)),))


@rule(version=1)
def decide_claim(command: ClaimTask, task: Task, mentor: Mentor, claim_id: str, policy: PolicyView,
                 today: date) -> Decision:
    """The first mentor who may serve has the task; a suspended one is told why not."""
    reasons = (not_suspended(mentor, today, policy),)
    outcome = outcome_of(reasons)
    if outcome is Outcome.GRANTED:
        public = task_public(task, TaskState.CLAIMED) | {"mentor_id": mentor.mentor_id}
        return Decision(outcome=outcome, subject=task.task_id, reasons=reasons, events=(TaskClaimed(**public),))
    event = TaskClaimRefused(task_claim_id=claim_id, task_id=task.task_id, mentor_id=mentor.mentor_id,
                             person_id=mentor.person_id, area=task.area, title=task.title,
                             reasons=as_answers(reasons))
    return Decision(outcome=outcome, subject=task.task_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_release(task: Task, mentor: Mentor, policy: PolicyView) -> Decision:
    """A suspended mentor's open task may be claimed by others."""
    paused = policy.parameter("mentor_suspended_from")
    reason = Reason(code="mentor_not_suspended", status=Status.UNMET, citation=paused.citation,
                    text="导师服务资格暂停，任务释放")
    public = task_public(task, TaskState.PUBLISHED) | {"mentor_id": None}
    return Decision(outcome=Outcome.GRANTED, subject=task.task_id, reasons=(reason,),
                    events=(TaskReleased(**public, released_from=mentor.mentor_id),))


@rule(version=1)
def decide_finish(task: Task) -> Decision:
    """The organiser says that the task was done."""
    return Decision(outcome=Outcome.GRANTED, subject=task.task_id,
                    events=(TaskFinished(**task_public(task, TaskState.DONE)),))


@rule(version=1)
def decide_task_withdrawal(task: Task) -> Decision:
    """The organiser takes the task back."""
    public = task_public(task, TaskState.WITHDRAWN) | {"mentor_id": None}
    return Decision(outcome=Outcome.GRANTED, subject=task.task_id, events=(TaskWithdrawn(**public),))


def task_public(task: Task, state: TaskState) -> dict:
    """The public state of a task after it moved to `state`."""
    names = ("task_id", "kind", "title", "area", "organisation_id", "activity_id", "mentor_id", "due_on")
    return {name: getattr(task, name) for name in names} | {"state": state}
