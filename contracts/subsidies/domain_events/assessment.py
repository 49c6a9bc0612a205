"""What a person is entitled to, and offers."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, flag, identifier, many, many_texts, money, text
from contracts.messages import event, part
from contracts.subsidies import AssessmentState, OfferState


@part
class FormEntry:
    """One line of a programme's form: filled from where the platform holds it, or `asked`. A value of None is
    shown by the gateway from what it holds, or is not held."""

    code: str = text("栏目", at_most=64)
    paper: bool = flag("是否材料")
    label: str = text("名称", at_most=100)
    value: str | None = text("已有内容", at_most=200, optional=True)
    source: str = text("信息来源", at_most=100)
    asked: bool = flag("是否需要填写或提交")


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
    form: tuple[FormEntry, ...] = many(FormEntry, "申领表", default=())
    organisation_id: str | None = identifier("申领机构", optional=True)


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
    organisation_id: str | None = identifier("申领机构", optional=True)


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
