"""Letters to claimants."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, many_texts, money, text
from contracts.messages import event, part
from contracts.subsidies.claim_states import LetterKind, LetterState, RefusalCode


@part
class LetterLine:
    """One programme that a letter speaks of: what became of it, and by when the desk answers."""

    programme: str = text("补贴项目", at_most=64)
    title: str = text("名称")
    claim_id: str = identifier("申领", optional=True)
    state: str = text("状态", at_most=40)
    amount: int = money("金额", optional=True)
    answer_by: date = day("办理期限", optional=True)


@event("subsidies.letter_issued.v1", entity="letter", person="person_id", label="出具文书")
class LetterIssued:
    """A letter in words and figures; the gateway prints it with the person's name. It is never changed."""

    letter_id: str = identifier("文书")
    kind: LetterKind = choice(LetterKind, "文书种类")
    number: str = text("编号", at_most=40)
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    claim_id: str = identifier("申领", optional=True)
    state: LetterState = choice(LetterState, "状态")
    title: str = text("名称")
    issued_on: date = day("出具日期")
    lines: tuple[LetterLine, ...] = many(LetterLine, "事项", default=())
    listed: tuple[str, ...] = many_texts("所列内容", default=())
    code: RefusalCode = choice(RefusalCode, "理由类别", optional=True)
    ground: str = text("理由", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "逐项依据", default=())
    appeal: str = text("救济途径", at_least=0, at_most=500, default="")
    act_by: date = day("请在此日之前办理", optional=True)
    organisation_id: str | None = identifier("收件机构", optional=True)
