"""Answers about claims."""

from datetime import date

from contracts.answers import DecisionAnswer, ReasonAnswer
from contracts.fields import choice, count, data, day, identifier, many, money, text
from contracts.messages import answer
from contracts.subsidies import ClaimState


@answer
class ClaimAnswer(DecisionAnswer):
    """The decision that opened a claim."""

    claim_id: str = identifier("申领")
    due_on: date = day("办理期限", optional=True)


@answer
class PauseShown:
    """One pause of a claim's clock, and why."""

    paused_on: date = day("暂停日")
    resumed_on: date = day("恢复日", optional=True)
    why: str = text("原因")


@answer
class ClaimShown:
    """A claim in depth."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = text("地区")
    programme: str = text("补贴项目")
    period: str = text("补贴期间")
    state: ClaimState = choice(ClaimState, "状态")
    amount: int = money("金额")
    submitted_on: date = day("提交日期")
    allowed: int = count("规定工作日")
    elapsed: int = count("已用工作日")
    paused: int = count("暂停工作日")
    due_on: date = day("办理期限", optional=True)
    pauses: tuple[PauseShown, ...] = many(PauseShown, "暂停记录", default=())
    facts: dict = data("依据的信息")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
