"""Leads to money that is had twice by linked people."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, flag, identifier, many, many_texts, text
from contracts.messages import event, part
from contracts.subsidies.suspicion_states import SuspicionState


@part
class LinkStep:
    """One step of the path from one person to the other, and what the two share."""

    from_person: str = identifier("人员")
    to_person: str = identifier("人员")
    kinds: tuple[str, ...] = many_texts("关联方式")


@part
class SuspicionPublic:
    """The public state of a lead. It is no finding against anybody before a person's verdict."""

    suspicion_id: str = identifier("线索")
    claim_id: str = identifier("申领")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    other_id: str = identifier("另一项扶持")
    other_kind: str = text("另一项扶持的种类", at_most=64)
    state: SuspicionState = choice(SuspicionState, "状态")
    title: str = text("名称")


@event("subsidies.suspicion_raised.v1", entity="suspicion", label="发现重复领取线索")
class SuspicionRaised(SuspicionPublic):
    """Linked people got, or ask for, two benefits that may not stack; a person looks at it."""

    path: tuple[LinkStep, ...] = many(LinkStep, "关联路径", default=())
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("subsidies.suspicion_judged.v1", entity="suspicion", label="重复领取线索已认定")
class SuspicionJudged(SuspicionPublic):
    """A person's verdict with its ground; one that clears holds until a day. One that confirms falls on one of the two
    claims: it waits for a reviewer, or its money for a decision."""

    confirmed: bool = flag("是否认定重复")
    ground: str = text("认定意见", at_most=500)
    valid_until: date | None = day("有效期至", optional=True)
    falls_on: str | None = identifier("交人决定的申领", optional=True)
