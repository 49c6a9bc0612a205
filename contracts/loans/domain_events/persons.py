"""Announced about a person before any application: the pre-qualification, and grounds to waive."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, many_texts, money, text
from contracts.loans import GroundKind, GroundState, PrequalificationState
from contracts.messages import event, part


@event("loans.prequalified.v1", entity="prequalification", person="person_id", label="创业担保贷款预审")
class Prequalified:
    """How a person would stand with an application: what is met, what is missing, what can't be told.

    `papers` are what no register knows; `amount_up_to` is the usual ceiling, unsourced where its reason says so.
    """

    prequalification_id: str = identifier("预审")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    state: PrequalificationState = choice(PrequalificationState, "状态")
    title: str = text("名称")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    papers: tuple[str, ...] = many_texts("需要的材料", default=())
    amount_up_to: int | None = money("最高额度", optional=True)


@part
class GroundPublic:
    """The public state of a ground on which the counter-guarantee may be waived by a person."""

    ground_id: str = identifier("免除依据")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    kind: GroundKind = choice(GroundKind, "依据种类")
    state: GroundState = choice(GroundState, "状态")
    title: str = text("名称")
    up_to: int | None = money("至多", optional=True)
    valid_until: date | None = day("有效期至", optional=True)
    bank_id: str | None = identifier("合作银行", optional=True)
    base_id: str | None = identifier("孵化基地", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("loans.ground_noted.v1", entity="ground", person="person_id", label="可申请免除反担保")
class GroundNoted(GroundPublic):
    """A ground holds: tenant of a provincial base, or a cooperating bank's credit line."""


@event("loans.ground_withdrawn.v1", entity="ground", person="person_id", label="免除反担保的依据不再成立")
class GroundWithdrawn(GroundPublic):
    """A ground no longer holds."""
