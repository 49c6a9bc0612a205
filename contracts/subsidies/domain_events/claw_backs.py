"""What happens after payment when its basis is lost."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_files, money, text
from contracts.messages import event, part
from contracts.subsidies import ClawBackState, WarningState
from contracts.subsidies.domain_events.claims import ClaimPublic


@event("subsidies.revoked.v1", entity="claim", person="person_id", label="补贴被撤销")
class SubsidyRevoked(ClaimPublic):
    """A person decided that a paid subsidy is asked back."""

    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


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
    organisation_id: str | None = identifier("申领机构", optional=True)


@event("subsidies.claw_back_opened.v1", entity="claw_back", person="person_id", label="补贴依据变化待决定")
class ClawBackOpened(ClawBackPublic):
    """What a payment rested on was revoked; a person decides."""


@event("subsidies.claw_back_decided.v1", entity="claw_back", person="person_id", label="补贴追回决定")
class ClawBackDecided(ClawBackPublic):
    """A person decided whether money is asked back, with a ground; where it is, by which letter, and until when an
    appeal is in time."""

    ground: str = text("理由", at_most=500)
    letter_id: str | None = identifier("决定书", optional=True)
    appeal_by: date | None = day("申诉期限", optional=True)


@event("subsidies.claw_back_heard.v1", entity="claw_back", person="person_id", label="就是否追回补贴陈述申辩")
class ClawBackHeard(ClawBackPublic):
    """Whoever would have to pay back said something before the decision."""

    statement: str = text("陈述申辩", at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@event("subsidies.claw_back_overturned.v1", entity="claw_back", person="person_id", label="追回补贴的决定已撤销")
class ClawBackOverturned(ClawBackPublic):
    """On appeal nothing more is asked back; `to_refund` had come back by then and is to be given again."""

    finding: str = text("复核意见", at_most=500)
    to_refund: int = money("应退还金额")


@event("subsidies.refund_paid.v1", entity="claw_back", person="person_id", label="此前退回的补贴已退还")
class RefundPaid(ClawBackPublic):
    """What had come back was given again, all of it."""

    refunded: int = money("退还金额")
    paid_on: date = day("退还日期")
    bank_reference: str = text("银行流水号", at_most=64)


@event("subsidies.revocation_overturned.v1", entity="claim", person="person_id", label="撤销补贴的决定已撤销")
class RevocationOverturned(ClaimPublic):
    """On appeal the subsidy stands as it was paid."""

    finding: str = text("复核意见", at_most=500)


@part
class Instalment:
    """One part of what is to be repaid, and until when."""

    line: int = count("期次", at_least=1)
    due_on: date = day("期限")
    amount: int = money("金额")


@event("subsidies.claw_back_scheduled.v1", entity="claw_back", person="person_id", label="补贴退回期限")
class ClawBackScheduled(ClawBackPublic):
    """When how much is to be repaid."""

    instalments: tuple[Instalment, ...] = many(Instalment, "分期")


@event("subsidies.repayment_received.v1", entity="claw_back", person="person_id", label="收到退回的补贴")
class RepaymentReceived(ClawBackPublic):
    """Money came back; `amount` stays what is asked in all, `left` is what is still owed."""

    repayment_id: str = identifier("退款")
    received: int = money("本次退回")
    left: int = money("尚欠")
    received_on: date = day("到账日期")
    bank_reference: str = text("银行流水号", at_most=64)


@event("subsidies.instalment_overdue.v1", entity="claw_back", person="person_id", label="补贴退回已逾期")
class InstalmentOverdue(ClawBackPublic):
    """An instalment's day passed with money still owed on it; a person decides what follows."""

    line: int = count("期次", at_least=1)
    owed: int = money("本期尚欠")


@part
class WarningPublic:
    """The public state of what was found about a paid claim that must go on fulfilling its conditions."""

    warning_id: str = identifier("提醒")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64)
    state: WarningState = choice(WarningState, "状态")
    title: str = text("名称")
    due_on: date | None = day("整改期限", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    organisation_id: str | None = identifier("申领机构", optional=True)


@event("subsidies.holding_asked.v1", entity="warning", person="person_id", label="补贴后续条件待核实")
class HoldingAsked(WarningPublic):
    """What is known does not tell whether a condition goes on holding; the desk looks."""


@event("subsidies.holding_warned.v1", entity="warning", person="person_id", label="补贴后续条件不再符合，限期整改")
class HoldingWarned(WarningPublic):
    """A condition that must go on holding does not; it can be put right until `due_on`."""


@event("subsidies.warning_lifted.v1", entity="warning", person="person_id", label="补贴后续条件已恢复")
class WarningLifted(WarningPublic):
    """It holds again, or a person found that it holds."""


@event("subsidies.warning_referred.v1", entity="warning", person="person_id", label="逾期未整改，待人工决定")
class WarningReferred(WarningPublic):
    """The time to put it right is over: a claw-back case is open for a person."""
