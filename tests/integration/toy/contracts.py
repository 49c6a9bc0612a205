"""What the toy pillar may be asked and what it announces."""

from contracts.actors import Role
from contracts.fields import count, identifier, instant, number, text
from contracts.messages import command, event, question


@command("toy.do_task", by=(Role.CITIZEN, Role.SYSTEM))
class DoTask:
    """Earn points with a task; `mood` is what the reaction to it will suffer from."""

    task_id: str = identifier("任务")
    points: int = count("分数", at_most=1000)
    mood: str = text("心情", at_most=20, default="fine")


@command("toy.remind", by=(Role.CITIZEN,))
class Remind:
    """Have the bell rung at a moment of business time."""

    bell_id: str = identifier("铃")
    at: object = instant("时间")
    times: int = count("次数", default=1)


@command("toy.ring", by=(Role.CALENDAR,))
class Ring:
    """The calendar rings a bell, and again a day later until it has rung so many times."""

    bell_id: str = identifier("铃")
    times: int = count("次数", default=1)


@question("toy.nap", by=(Role.CITIZEN,))
class Nap:
    """How many seconds the database slept: a slow query."""

    seconds: str = number("秒")


@event("toy.done.v1", entity="task", label="完成任务")
class TaskDone:
    """A task was done."""

    task_id: str = identifier("任务")
    points: int = count("分数")
    mood: str = text("心情")


@event("toy.tallied.v1", entity="tally", label="计入总分")
class TaskTallied:
    """A done task's points were counted."""

    tally_id: str = identifier("总分")
    task_id: str = identifier("任务")
    points: int = count("分数")


@event("toy.rang.v1", entity="bell", label="铃响")
class BellRang:
    """A bell rang."""

    bell_id: str = identifier("铃")
