"""The answer that every command gives, the decision and the ids of its events; and answers that every pillar has."""

from contracts.decisions import Force, Outcome, Reason, Status
from contracts.fields import choice, count, data, flag, identifier, many, many_texts, nested, text
from contracts.messages import answer


@answer
class CitationAnswer:
    """The clause, or why there is none and who must confirm it."""

    document: str | None = text("文件", optional=True)
    clause: str | None = text("条款", optional=True)
    unsourced: str | None = text("无文件依据的说明", at_most=2000, optional=True)


@answer
class ReasonAnswer:
    """One reason of a decision."""

    code: str = text("理由代码")
    status: Status = choice(Status, "是否满足")
    force: Force = choice(Force, "约束力")
    citation: CitationAnswer = nested(CitationAnswer, "依据")
    reading: str | None = text("采用的理解", at_most=2000, optional=True)
    given: dict = data("所比较的数据", default={})
    text: str = text("说明", at_most=2000)


@answer
class DecisionAnswer:
    """What a command answers: outcome, reasons and the events that record it."""

    outcome: Outcome = choice(Outcome, "结果")
    subject: str = identifier("办理对象")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    events: tuple[str, ...] = many_texts("事件编号", default=())


def as_answers(reasons: tuple[Reason, ...]) -> tuple[ReasonAnswer, ...]:
    """Reasons in the form in which answers and events carry them."""
    return tuple(ReasonAnswer.from_data(reason.as_data()) for reason in reasons)


@answer
class ReplayedDecision:
    """A stored decision and whether it replays to the same bytes."""

    rule: str = text("规则")
    rule_version: int = count("版本")
    same: bool = flag("重算一致")
    answer: dict = data("重算结果")


@answer
class ReplayAnswer:
    """Replays of every decision on one thing."""

    decisions: tuple[ReplayedDecision, ...] = many(ReplayedDecision, "决定", default=())


@answer
class VerifyAnswer:
    """What does not add up; empty when all does."""

    faults: tuple[str, ...] = many_texts("不一致之处", default=())
