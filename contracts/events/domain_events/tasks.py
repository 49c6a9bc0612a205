"""Tasks that mentors claim."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.events import TaskKind, TaskState
from contracts.fields import area_code, choice, day, identifier, many, text
from contracts.messages import event, part


@part
class TaskPublic:
    """The public state of a task."""

    task_id: str = identifier("任务")
    kind: TaskKind = choice(TaskKind, "任务类型")
    title: str = text("任务名称", at_most=100)
    area: str = area_code("服务地区")
    organisation_id: str | None = identifier("发布单位", optional=True)
    activity_id: str | None = identifier("活动", optional=True)
    mentor_id: str | None = identifier("导师", optional=True)
    due_on: date = day("完成期限")
    state: TaskState = choice(TaskState, "状态")


@event("events.task_published.v1", entity="task", label="发布导师任务")
class TaskPublished(TaskPublic):
    """A task may be claimed."""


@event("events.task_claimed.v1", entity="task", label="导师申领任务")
class TaskClaimed(TaskPublic):
    """A mentor has the task."""


@event("events.task_claim_refused.v1", entity="task_claim", person="person_id", label="不能申领任务")
class TaskClaimRefused:
    """A suspended mentor can't have a task, and is told why."""

    task_claim_id: str = identifier("申领")
    task_id: str = identifier("任务")
    mentor_id: str = identifier("导师")
    person_id: str = identifier("导师本人")
    area: str = area_code("服务地区")
    title: str = text("任务名称", at_most=100)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("events.task_released.v1", entity="task", label="导师任务释放")
class TaskReleased(TaskPublic):
    """The mentor who had it was suspended; the task may be claimed again."""

    released_from: str = identifier("原导师")


@event("events.task_finished.v1", entity="task", label="导师任务完成")
class TaskFinished(TaskPublic):
    """A claimed task was done."""


@event("events.task_withdrawn.v1", entity="task", label="导师任务撤回")
class TaskWithdrawn(TaskPublic):
    """A task is no longer wanted."""
