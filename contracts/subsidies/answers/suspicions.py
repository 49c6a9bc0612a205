"""Answers about leads to money that is had twice."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, text
from contracts.messages import answer
from contracts.subsidies.domain_events.suspicions import LinkStep
from contracts.subsidies.suspicion_states import SuspicionState


@answer
class SuspicionShown:
    """A lead with its path, and a person's verdict once there is one."""

    suspicion_id: str = identifier("线索")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    other_id: str = identifier("另一项扶持")
    other_kind: str = text("另一项扶持的种类", at_most=64)
    state: SuspicionState = choice(SuspicionState, "状态")
    title: str = text("名称")
    path: tuple[LinkStep, ...] = many(LinkStep, "关联路径", default=())
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    ground: str | None = text("认定意见", at_most=500, optional=True)
    valid_until: date | None = day("有效期至", optional=True)


@answer
class SuspicionsShown:
    """The leads of an area, open ones first."""

    suspicions: tuple[SuspicionShown, ...] = many(SuspicionShown, "线索", default=())
