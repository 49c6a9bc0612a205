"""Batches, payments, and what they do to claims."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_texts, money, text
from contracts.messages import event, part
from contracts.subsidies import BankQuestionState, BankResult, BatchState, PaymentState
from contracts.subsidies.domain_events.claims import ClaimPublic


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


@part
class BatchLine:
    """One line of a batch."""

    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    person_id: str = identifier("人员")
    amount: int = money("金额")
    organisation_id: str | None = identifier("收款机构", optional=True)


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
    organisation_id: str | None = identifier("收款机构", optional=True)


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


@event("subsidies.payment_returned.v1", entity="payment", person="person_id", label="补贴被银行退回，请更正收款账户")
class PaymentReturned(PaymentPublic):
    """What was paid came back from the bank (退汇): it waits, reserved as before, for another batch."""

    cause: str = text("原因", at_most=200)
    returned_on: date = day("退汇日期")
    bank_reference: str = text("退汇流水号", at_most=64)
    todo: str = text("下一步", at_least=0, at_most=500, default="")


@event("subsidies.payment_unknown.v1", entity="payment", person="person_id", label="补贴支付结果待核对")
class PaymentUnknown(PaymentPublic):
    """The bank could not say; the line is reconciled and never repeated blindly."""


@event("subsidies.payment_stopped.v1", entity="payment", person="person_id", label="补贴停止支付，待核实")
class PaymentStopped(PaymentPublic):
    """What the claim rests on fails just before payment: its line leaves the batch, a person decides."""

    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")


@part
class BankQuestionPublic:
    """The public state of a bank's result that contradicts what is on record; money waits for a person."""

    bank_question_id: str = identifier("银行结果核对")
    batch_id: str = identifier("支付批次")
    payment_id: str = identifier("支付")
    claim_id: str = identifier("申领")
    area: str = area_code("地区")
    state: BankQuestionState = choice(BankQuestionState, "状态")
    title: str = text("名称")
    recorded: PaymentState = choice(PaymentState, "登记的状态")
    said: BankResult = choice(BankResult, "银行结果")
    said_amount: int | None = money("银行实付金额", optional=True)
    amount: int = money("应付金额")
    paid_on: date | None = day("银行支付日期", optional=True)
    bank_reference: str | None = text("银行流水号", at_most=64, optional=True)
    why: str = text("不符之处", at_most=200)
    cause: str | None = text("银行说明的原因", at_most=200, optional=True)


@event("subsidies.bank_result_questioned.v1", entity="bank_question", label="银行结果与登记不符")
class BankResultQuestioned(BankQuestionPublic):
    """A bank's result was not taken, since it contradicts the record or names another amount."""


@event("subsidies.bank_question_settled.v1", entity="bank_question", label="银行结果已核对")
class BankQuestionSettled(BankQuestionPublic):
    """A person settled it on the bank's statement."""

    finding: str = text("核对意见", at_most=500)
