"""Answers about claims."""

from datetime import date

from contracts.answers import DecisionAnswer, ReasonAnswer
from contracts.fields import choice, data, day, identifier, many, many_texts, money, text
from contracts.legal_clock import ClockShown
from contracts.messages import answer
from contracts.subsidies import ClaimState


@answer
class ClaimAnswer(DecisionAnswer):
    """The decision that opened a claim, and the receipt for it."""

    claim_id: str = identifier("申领")
    due_on: date = day("办理期限", optional=True)
    letter_id: str = identifier("受理回执", optional=True)


@answer
class SubmissionLine:
    """What became of one programme of a submission."""

    programme: str = text("补贴项目")
    title: str = text("名称")
    claim_id: str = identifier("申领", optional=True)
    state: str = text("状态")
    due_on: date = day("办理期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=2000, default="")


@answer
class SubmissionAnswer(DecisionAnswer):
    """What became of each programme of one submission, and the receipt for it."""

    letter_id: str = identifier("受理回执")
    number: str = text("回执编号")
    lines: tuple[SubmissionLine, ...] = many(SubmissionLine, "各项目", default=())


@answer
class AppealAnswer(DecisionAnswer):
    """The decision that opened an appeal."""

    appeal_id: str = identifier("申诉")
    due_on: date = day("办理期限", optional=True)


@answer
class LetterAnswer(DecisionAnswer):
    """A person's decision, and the letter about it."""

    letter_id: str = identifier("文书", optional=True)


@answer
class ClaimShown(ClockShown):
    """A claim in depth, with its legal clock as everybody reads it; `account` is where it will be paid, masked, as the
    gateway knows it."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = text("地区")
    programme: str = text("补贴项目")
    period: str = text("补贴期间")
    state: ClaimState = choice(ClaimState, "状态")
    amount: int = money("金额")
    submitted_on: date = day("提交日期")
    referred_to: str = text("决定人", optional=True)
    correct_by: date = day("补正期限", optional=True)
    files: tuple[str, ...] = many_texts("材料", default=())
    facts: dict = data("依据的信息")
    account: str | None = text("收款账户（仅末位）", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    organisation_id: str | None = identifier("申领机构", optional=True)
