"""The answer that every command gives: the decision, and the ids of the events it recorded."""

from contracts.fields import choice, data, identifier, many, many_texts, text
from contracts.messages import answer
from contracts.decisions import Force, Outcome, Status


@answer
class CitationAnswer:
    """The clause, or why there is none and who must confirm it."""

    document: str = text("文件简称", optional=True)
    clause: str = text("条款", optional=True)
    unsourced: str = text("无来源说明", at_most=500, optional=True)


@answer
class ReasonAnswer:
    """One reason of a decision."""

    code: str = text("理由代码")
    status: Status = choice(Status, "是否满足")
    force: Force = choice(Force, "约束力")
    citation: CitationAnswer = data("依据")
    reading: str = text("采用的理解", at_most=500, optional=True)
    given: dict = data("比较的数据", optional=True)
    text: str = text("说明", at_most=1000)


@answer
class DecisionAnswer:
    """What a command answers: outcome, reasons and the events that record it."""

    outcome: Outcome = choice(Outcome, "结果")
    subject: str = identifier("办理对象")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    events: tuple[str, ...] = many_texts("事件编号", default=())
