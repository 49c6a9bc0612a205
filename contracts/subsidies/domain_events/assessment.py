"""What a person is entitled to, and offers."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, many_texts, money, text
from contracts.messages import event, part
from contracts.subsidies import AssessmentState, OfferState


@event("subsidies.assessed.v1", entity="assessment", person="person_id", label="补贴条件评估")
class Assessed:
    """How a person stands to a programme: what is met, what is missing, what can't be told yet."""

    assessment_id: str = identifier("评估")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    period: str = text("补贴期间", at_most=64)
    state: AssessmentState = choice(AssessmentState, "状态")
    title: str = text("名称")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")


@part
class OfferPublic:
    """The public state of an offer. `notes` say which figures no source states."""

    offer_id: str = identifier("待享补贴")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    period: str = text("补贴期间", at_most=64)
    state: OfferState = choice(OfferState, "状态")
    title: str = text("名称")
    amount: int = money("金额")
    due_on: date = day("办理期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    notes: tuple[str, ...] = many_texts("说明", default=())


@event("subsidies.offered.v1", entity="offer", person="person_id", label="可以领取补贴（免申即享）")
class Offered(OfferPublic):
    """Nothing that is required is missing: the person may take the subsidy with one click."""


@event("subsidies.offer_withdrawn.v1", entity="offer", person="person_id", label="补贴待享资格已变化")
class OfferWithdrawn(OfferPublic):
    """What an offer rested on no longer holds; the reasons say what."""


@event("subsidies.offer_accepted.v1", entity="offer", person="person_id", label="接受补贴")
class OfferAccepted(OfferPublic):
    """The person took an offer; a claim is open."""

    claim_id: str = identifier("申领")


@event("subsidies.wish_declined.v1", entity="wish", person="person_id", label="申请事项未受理")
class WishDeclined:
    """A form asked for what this place does not run, or for what is claimed already; the reasons say which."""

    wish_id: str = identifier("申请事项")
    matter_id: str = identifier("申请")
    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    state: str = text("状态", at_most=20)
    title: str = text("名称")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")
