"""Claims, from the click to the decision."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, money, nested, text
from contracts.legal_clock import ClockFacts
from contracts.messages import event, part
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import RefusalCode


@part
class ClaimPublic:
    """The public state of a claim. `due_on` is its last day; none while its clock is paused."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    period: str = text("补贴期间", at_most=64)
    state: ClaimState = choice(ClaimState, "状态")
    title: str = text("名称")
    amount: int = money("金额")
    due_on: date = day("办理期限", optional=True)
    step: str = text("当前环节", at_least=0, at_most=100, default="")
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    business_id: str = identifier("经营主体", optional=True)
    clock: ClockFacts = nested(ClockFacts, "办理时限", optional=True)
    organisation_id: str | None = identifier("申领机构", optional=True)


@event("subsidies.claim_submitted.v1", entity="claim", person="person_id", label="申领补贴")
class ClaimSubmitted(ClaimPublic):
    """A claim is open, by a click on an offer, by a form, or handed in again after a correction."""

    came_from: str = text("来源", at_most=40)
    submission_id: str = identifier("同一次提交", optional=True)


@event("subsidies.returned.v1", entity="claim", person="person_id", label="申领需要补正")
class ClaimReturned(ClaimPublic):
    """A claim waits for the person; `faults` lists all that is to be put right. The clock is paused.

    An `automatic` return ends by itself once the platform knows what was missing. From the day after `correct_by`
    the desk may decide on what there is.
    """

    faults: tuple[str, ...] = many_texts("需补正的内容")
    automatic: bool = flag("由数据比对得出", default=False)
    correct_by: date = day("补正期限", optional=True)


@event("subsidies.correction_overdue.v1", entity="claim", person="person_id", label="补正期限已过")
class CorrectionOverdue(ClaimPublic):
    """Nothing came in the days for a correction; it may still come, and the desk may decide on what there is."""

    correct_by: date = day("补正期限")


@event("subsidies.claim_withdrawn.v1", entity="claim", person="person_id", label="撤回申领")
class ClaimWithdrawn(ClaimPublic):
    """The person took a claim back."""


@event("subsidies.verified.v1", entity="claim", person="person_id", label="申领已核实")
class ClaimVerified(ClaimPublic):
    """One level confirmed a claim; `step` names the next one."""


@event("subsidies.referred.v1", entity="claim", person="person_id", label="申领转人工决定")
class ClaimReferred(ClaimPublic):
    """A claim waits for a named role: referred by a person, the budget is used up, or what it rests on has changed."""

    referred_to: str = text("决定人", at_most=64)
    ground: str = text("转办理由", at_least=0, at_most=500, default="")


@event("subsidies.approved.v1", entity="claim", person="person_id", label="申领审核通过")
class ClaimApproved(ClaimPublic):
    """The last level approved; the amount is reserved in the budget. `budget` names the line."""

    budget_id: str = identifier("预算")


@event("subsidies.refused.v1", entity="claim", person="person_id", label="申领未通过")
class ClaimRefused(ClaimPublic):
    """A person refused a claim, with a ground and the way to appeal."""

    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)
    code: RefusalCode = choice(RefusalCode, "理由类别", optional=True)
    letter_id: str = identifier("决定书", optional=True)
    appeal_by: date = day("申诉期限", optional=True)


@event("subsidies.due_soon.v1", entity="claim", person="person_id", label="办理期限将到")
class ClaimDueSoon(ClaimPublic):
    """The desk is reminded that a claim is due."""


@event("subsidies.overdue.v1", entity="claim", person="person_id", label="办理已超期，责任在经办机关")
class ClaimOverdue(ClaimPublic):
    """A claim's last day has passed. The desk is late; the claim stays alive."""


@event("subsidies.due_day_moved.v1", entity="claim", person="person_id", label="工作日安排调整，办理期限随之变动")
class ClaimDueDayMoved(ClaimPublic):
    """The working days of a place changed, and with them the last day of a claim. `due_before` was it before."""

    due_before: date = day("原办理期限")


@event("subsidies.escalated.v1", entity="claim", person="person_id", label="超期事项已逐级上报")
class ClaimEscalated(ClaimPublic):
    """A claim that is late is reported to a named role."""

    escalated_to: str = text("报告给", at_most=64)
    days_late: int = count("超期工作日")


@event("subsidies.service_rendered.v1", entity="service_act", person="person_id", label="补贴服务可评价")
class ServiceRendered:
    """A person received a service from the subsidies desk and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("服务对象")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")
