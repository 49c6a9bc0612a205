"""A case's legal clock as it travels, and what everybody reads from it on a day: one figure for citizen and clerk."""

from datetime import date

from contracts.fields import count, day, flag, many, text
from contracts.messages import answer, part


@part
class PauseShown:
    """One pause of a case's clock, and why."""

    paused_on: date = day("暂停日")
    resumed_on: date = day("恢复日", optional=True)
    why: str = text("原因", at_least=0, at_most=4000, default="")


@part
class ClockFacts:
    """What a case's clock rests on: the day it began, the working days allowed, its pauses, the day it ended."""

    started_on: date = day("起算日")
    allowed: int = count("规定工作日")
    pauses: tuple[PauseShown, ...] = many(PauseShown, "暂停记录", default=())
    stopped_on: date = day("办结日", optional=True)


@answer
class ClockShown:
    """A clock as it reads on a day, in working days. `left` is negative when the desk is late; no `due_on` while
    the clock stands still or when the case is decided."""

    allowed: int = count("规定工作日")
    elapsed: int = count("已用工作日")
    paused: int = count("暂停工作日")
    left: int = count("剩余工作日", at_least=None, default=0)
    due_on: date = day("办理期限", optional=True)
    stands_still: bool = flag("是否暂停计时", default=False)
    decided_on: date = day("办结日", optional=True)
    pauses: tuple[PauseShown, ...] = many(PauseShown, "暂停记录", default=())
