"""Tasks: published, claimed, finished, taken back."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Role
from contracts.events import TaskState
from contracts.events.commands import ClaimTask, FinishTask, PublishTask, WithdrawTask
from contracts.problems import Conflict, Forbidden, Invalid
from services.events.rules.tasks import decide_claim, decide_finish, decide_task, decide_task_withdrawal
from services.events.service.mentors import the_mentor

_FOR_AN_ORGANISATION = (Role.BASE_OPERATOR, Role.INSTITUTION_STAFF)


class TaskHandlers:
    """Handlers about tasks."""

    @command(PublishTask)
    def publish_task(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            if command.due_on < tx.today:
                raise Invalid(fields={"due_on": ["完成期限不能早于今天"]})
            return tx.record(decide_task(command, tx.new_id("task"), tx.policy(command.area, on=tx.today)))

    @command(ClaimTask)
    def claim_task(self, command):
        with self.store.transaction(command) as tx:
            mentor = the_mentor(tx, command)
            task = tx.task_of(command.task_id)
            require_state(task, TaskState.PUBLISHED)
            policy = tx.policy(task.area, on=tx.today)
            return tx.record(decide_claim(command, task, mentor, derived_id("claim", command.id), policy, tx.today))

    @command(FinishTask)
    def finish_task(self, command):
        with self.store.transaction(command) as tx:
            task = own_task(tx, command)
            require_state(task, TaskState.CLAIMED)
            return tx.record(decide_finish(task))

    @command(WithdrawTask)
    def withdraw_task(self, command):
        with self.store.transaction(command) as tx:
            task = own_task(tx, command)
            require_state(task, TaskState.PUBLISHED, TaskState.CLAIMED)
            return tx.record(decide_task_withdrawal(task))


def own_task(tx, command):
    """A task that the actor's organisation published, or of the area that the actor answers for."""
    task = tx.task_of(command.task_id)
    if command.actor.role not in _FOR_AN_ORGANISATION:
        require_area(command, task.area)
    elif command.actor.organisation_id != task.organisation_id:
        raise Forbidden("只能办理本单位发布的任务", needed_organisation=task.organisation_id)
    return task


def require_state(task, *states: TaskState) -> None:
    if task.state not in states:
        raise Conflict("任务当前状态不能这样办理", state=task.state.value)
