"""What subsidies announce. Each event carries the public state of its entity after it."""

from datetime import date, datetime

from contracts.answers import ReasonAnswer
from contracts.fields import (
    area_code,
    choice,
    count,
    day,
    flag,
    identifier,
    instant,
    many,
    many_texts,
    money,
    text,
)
from contracts.messages import event, part
from contracts.subsidies import (
    AssessmentState,
    BatchState,
    ClaimState,
    ClawBackState,
    NoticeState,
    ObjectionState,
    OfferState,
    PaymentState,
)


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


@event("subsidies.claim_submitted.v1", entity="claim", person="person_id", label="申领补贴")
class ClaimSubmitted(ClaimPublic):
    """A claim is open, by a click on an offer, by a form, or handed in again after a correction."""

    came_from: str = text("来源", at_most=40)


@event("subsidies.returned.v1", entity="claim", person="person_id", label="申领需要补正")
class ClaimReturned(ClaimPublic):
    """A claim waits for the person; `faults` lists all that is to be put right. The clock is paused.

    An `automatic` return ends by itself once the platform knows what was missing.
    """

    faults: tuple[str, ...] = many_texts("需补正的内容")
    automatic: bool = flag("由数据比对得出", default=False)


@event("subsidies.claim_withdrawn.v1", entity="claim", person="person_id", label="撤回申领")
class ClaimWithdrawn(ClaimPublic):
    """The person took a claim back."""


@event("subsidies.verified.v1", entity="claim", person="person_id", label="申领已核实")
class ClaimVerified(ClaimPublic):
    """One level confirmed a claim; `step` names the next one."""


@event("subsidies.referred.v1", entity="claim", person="person_id", label="申领转人工决定")
class ClaimReferred(ClaimPublic):
    """A claim waits for a named role: the budget is used up, or what it rests on has changed."""

    referred_to: str = text("决定人", at_most=64)


@event("subsidies.approved.v1", entity="claim", person="person_id", label="申领审核通过")
class ClaimApproved(ClaimPublic):
    """The last level approved; the amount is reserved in the budget. `budget` names the line."""

    budget_id: str = identifier("预算")


@event("subsidies.refused.v1", entity="claim", person="person_id", label="申领未通过")
class ClaimRefused(ClaimPublic):
    """A person refused a claim, with a ground and the way to appeal."""

    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


@event("subsidies.publicised.v1", entity="claim", person="person_id", label="补贴公示开始")
class ClaimPublicised(ClaimPublic):
    """A claim stands in a notice until `due_on`."""

    notice_id: str = identifier("公示")


@event("subsidies.line_frozen.v1", entity="claim", person="person_id", label="公示收到异议")
class LineFrozen(ClaimPublic):
    """An objection stopped this claim's line, and no other."""

    notice_id: str = identifier("公示")


@event("subsidies.line_released.v1", entity="claim", person="person_id", label="公示异议已处理")
class LineReleased(ClaimPublic):
    """No objection to this claim is open any more while its notice still runs."""

    notice_id: str = identifier("公示")


@event("subsidies.cleared.v1", entity="claim", person="person_id", label="公示无异议，可以支付")
class ClaimCleared(ClaimPublic):
    """A claim's notice ran its days with no open objection."""

    notice_id: str = identifier("公示")


@event("subsidies.due_soon.v1", entity="claim", person="person_id", label="办理期限将到")
class ClaimDueSoon(ClaimPublic):
    """The desk is reminded that a claim is due."""


@event("subsidies.overdue.v1", entity="claim", person="person_id", label="办理已超期，责任在经办机关")
class ClaimOverdue(ClaimPublic):
    """A claim's last day has passed. The desk is late; the claim stays alive."""


@event("subsidies.payment_begun.v1", entity="claim", person="person_id", label="补贴进入支付")
class PaymentBegun(ClaimPublic):
    """A claim stands in a payment batch."""

    batch_id: str = identifier("支付批次")


@event("subsidies.payment_halted.v1", entity="claim", person="person_id", label="补贴退出支付批次")
class PaymentHalted(ClaimPublic):
    """A claim left a batch unpaid and may be put into another one."""

    batch_id: str = identifier("支付批次")


@event("subsidies.settled.v1", entity="claim", person="person_id", label="申领办结")
class ClaimSettled(ClaimPublic):
    """A claim's money has been paid."""

    paid_on: date = day("支付日期")


@event("subsidies.revoked.v1", entity="claim", person="person_id", label="补贴被撤销")
class SubsidyRevoked(ClaimPublic):
    """A person decided that a paid subsidy is asked back."""

    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


@part
class NoticeLine:
    """One line of a notice; the gateway puts the masked name to it."""

    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("办理地区")
    programme: str = text("补贴项目", at_most=64)
    amount: int = money("金额")


@part
class NoticePublic:
    """The public state of a notice; it runs to the end of `closes_on`. `notes` say what no source states."""

    notice_id: str = identifier("公示")
    area: str = area_code("公示地区")
    title: str = text("名称")
    state: NoticeState = choice(NoticeState, "状态")
    opened_on: date = day("公示开始")
    closes_on: date = day("公示结束")
    ends_at: datetime = instant("公示截止时刻")
    working_days: int = count("公示工作日")
    notes: tuple[str, ...] = many_texts("说明", default=())


@event("subsidies.notice_opened.v1", entity="notice", label="补贴公示")
class NoticeOpened(NoticePublic):
    """A list of grants is made public before money is paid."""

    lines: tuple[NoticeLine, ...] = many(NoticeLine, "名单")


@event("subsidies.notice_closed.v1", entity="notice", label="补贴公示结束")
class NoticeClosed(NoticePublic):
    """A notice has run its days: which claims are clear, which an objection holds."""

    cleared: tuple[str, ...] = many_texts("无异议", default=())
    frozen: tuple[str, ...] = many_texts("有异议待处理", default=())


@part
class ObjectionPublic:
    """The public state of an objection to one line; who objected is not told."""

    objection_id: str = identifier("异议")
    notice_id: str = identifier("公示")
    claim_id: str = identifier("申领")
    area: str = area_code("办理地区")
    state: ObjectionState = choice(ObjectionState, "状态")
    ground: str = text("异议内容", at_most=500)
    files: tuple[str, ...] = many_texts("材料", default=())


@event("subsidies.objection_raised.v1", entity="objection", label="公示异议")
class ObjectionRaised(ObjectionPublic):
    """Somebody objected to one line of a notice."""


@event("subsidies.objection_resolved.v1", entity="objection", label="公示异议处理")
class ObjectionResolved(ObjectionPublic):
    """A person decided an objection."""

    finding: str = text("处理意见", at_most=500)


@event("subsidies.budget_opened.v1", entity="budget", label="补贴预算下达")
class BudgetOpened:
    """A budget line of a year, area and programme got money; `amount` is what this act adds."""

    budget_id: str = identifier("预算")
    area: str = area_code("地区")
    year: int = count("年度")
    programme: str = text("补贴项目", at_most=64)
    amount: int = money("本次下达")
    total: int = money("累计下达")
    ground: str = text("文号或说明", at_most=200)


@part
class BatchLine:
    """One line of a batch."""

    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    amount: int = money("金额")


@part
class BatchPublic:
    """The public state of a payment batch."""

    batch_id: str = identifier("支付批次")
    area: str = area_code("地区")
    state: BatchState = choice(BatchState, "状态")
    lines: int = count("笔数")
    amount: int = money("合计金额")


@event("subsidies.batch_made.v1", entity="batch", label="支付批次制单")
class BatchMade(BatchPublic):
    """The maker put cleared claims into a batch; claims whose evidence no longer holds were left out."""

    payments: tuple[BatchLine, ...] = many(BatchLine, "支付明细")
    left_out: tuple[str, ...] = many_texts("未列入的申领", default=())


@event("subsidies.batch_checked.v1", entity="batch", label="支付批次复核")
class BatchChecked(BatchPublic):
    """A second person checked a batch."""


@event("subsidies.batch_approved.v1", entity="batch", label="支付批次审批")
class BatchApproved(BatchPublic):
    """A third person approved a batch; the bank file may be written."""


@event("subsidies.batch_sent_back.v1", entity="batch", label="支付批次退回")
class BatchSentBack(BatchPublic):
    """A batch is not paid as it is; its claims may go into another one."""

    ground: str = text("理由", at_most=500)


@event("subsidies.batch_settled.v1", entity="batch", label="支付批次办结")
class BatchSettled(BatchPublic):
    """Every line of a batch is paid or failed."""


@part
class PaymentPublic:
    """The public state of the one payment of a person, programme and period."""

    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    batch_id: str = identifier("支付批次")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    period: str = text("补贴期间", at_most=64)
    state: PaymentState = choice(PaymentState, "状态")
    title: str = text("名称")
    amount: int = money("金额")


@event("subsidies.paid.v1", entity="payment", person="person_id", label="补贴已支付")
class SubsidyPaid(PaymentPublic):
    """The bank paid one line."""

    paid_on: date = day("支付日期")
    bank_reference: str = text("银行流水号", at_most=64)


@event("subsidies.payment_failed.v1", entity="payment", person="person_id", label="补贴支付失败")
class PaymentFailed(PaymentPublic):
    """The bank did not pay one line; it may go into another batch once the cause is gone."""

    cause: str = text("原因", at_most=200)
    todo: str = text("下一步", at_least=0, at_most=500, default="")


@event("subsidies.payment_unknown.v1", entity="payment", person="person_id", label="补贴支付结果待核对")
class PaymentUnknown(PaymentPublic):
    """The bank could not say; the line is reconciled and never repeated blindly."""


@part
class ClawBackPublic:
    """The public state of a claw-back case."""

    claw_back_id: str = identifier("追回")
    claim_id: str = identifier("申领")
    payment_id: str = identifier("支付")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    state: ClawBackState = choice(ClawBackState, "状态")
    title: str = text("名称")
    amount: int = money("涉及金额")
    due_on: date = day("办理期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("subsidies.claw_back_opened.v1", entity="claw_back", person="person_id", label="补贴依据变化待决定")
class ClawBackOpened(ClawBackPublic):
    """What a payment rested on was revoked; a person decides."""


@event("subsidies.claw_back_decided.v1", entity="claw_back", person="person_id", label="补贴追回决定")
class ClawBackDecided(ClawBackPublic):
    """A person decided whether money is asked back, with a ground."""

    ground: str = text("理由", at_most=500)


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


@event("subsidies.service_rendered.v1", entity="service_act", person="person_id", label="补贴服务可评价")
class ServiceRendered:
    """A person received a service from the subsidies desk and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("服务对象")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")
