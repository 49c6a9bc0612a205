"""What the bank says of each line: taken once and for ever; what contradicts the record is left to a person."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status
from contracts.subsidies import BankQuestionState, BankResult, BatchState, ClaimState, PaymentState
from contracts.subsidies.commands import BankResultLine, RecordBankResults, SettleBankQuestion
from contracts.subsidies.domain_events import (
    BankQuestionSettled,
    BankResultQuestioned,
    BatchSettled,
    ClaimSettled,
    PaymentFailed,
    PaymentReturned,
    PaymentUnknown,
    SubsidyPaid,
)
from policies.reader import PolicyView
from services.subsidies.model import BankQuestion, Batch, Claim, Payment
from services.subsidies.rules.claims import claim_public, served
from services.subsidies.rules.payments import batch_public, halted, left_batch, payment_public

_FINAL = (PaymentState.PAID, PaymentState.FAILED, PaymentState.STOPPED, PaymentState.RETURNED)
_DATED = (BankResult.PAID, BankResult.RETURNED)
_ON_THE_STATEMENT = Citation(unsourced="来源文件没有写银行回单与登记不符时如何办理，由人按对账单核定；请财务部门确认")


class Fault(NamedTuple):
    """Why a line is not taken; `for_a_person` where money may have moved otherwise than recorded, so that not only
    the caller looks."""

    code: str
    text: str
    for_a_person: bool = False


_STRANGER = Fault("not_in_batch", "不在本批次中")
_NO_DAY = Fault("day_or_reference_missing", "缺少支付日期或银行流水号")
_NO_CAUSE = Fault("return_incomplete", "缺少退汇日期、退汇流水号或原因")
_NOT_YET = Fault("day_in_the_future", "支付或退汇日期晚于今天，请核对回单日期")
_TOO_EARLY = Fault("day_before_approval", "支付或退汇日期早于批次审批日期，请核对回单日期")
_BACK_TOO_EARLY = Fault("returned_before_paid", "退汇日期早于支付日期")
_NEVER_PAID = Fault("returned_but_never_paid", "没有登记到账，不能登记退汇")
_AMOUNT = Fault("amount_differs", "实付金额与应付金额不一致", True)
_WAS_PAID = Fault("recorded_as_paid", "与已登记的到账结果不符，请人工核对", True)
_WAS_FAILED = Fault("recorded_as_failed", "与已登记的失败结果不符，请人工核对后再办理", True)
_AGAIN = Fault("paid_under_another_reference", "已登记到账，银行又报一笔不同的流水，请核对是否重复支付", True)
_WAS_STOPPED = Fault("recorded_as_stopped", "该笔已停止支付，银行仍报结果，请人工核对", True)
_CAME_BACK = Fault("came_back", "银行退汇，须由另一人按对账单核定后登记", True)
_WAS_RETURNED = Fault("recorded_as_returned", "与已登记的退汇不符，请人工核对", True)


@rule(version=4)
def decide_bank_results(command: RecordBankResults, batch: Batch, payments: dict[str, Payment],
                        claims: dict[str, Claim], question_ids: tuple[str, ...], asked: tuple[str, ...],
                        today: date) -> Decision:
    """What each line of a bank's file changes. What is known already changes nothing; what contradicts the record
    is kept as a question for a person, once; unknown may still become known.

    `question_ids` has one id per line of the file, `asked` those of questions that were put before.
    """
    known, rows, events = dict(payments), [], []
    put = set(asked)
    for line, question_id in zip(command.lines, question_ids, strict=True):
        fault = fault_of(line, known.get(line.payment_id), batch, today)
        if fault is None and known[line.payment_id].state.value != line.result.value:
            events += _changes(line, known[line.payment_id], claims, batch)
            known[line.payment_id] = _after(line, known[line.payment_id])
        elif fault and is_for_a_person(line, fault) and question_id not in put:
            put.add(question_id)
            events.append(_questioned(question_id, line, known[line.payment_id], batch, fault))
        rows.append(row_of(line, fault, known.get(line.payment_id)))
    if known != payments and batch.state is BatchState.APPROVED and all(e.state in _FINAL for e in known.values()):
        events.append(BatchSettled(**batch_public(batch, BatchState.SETTLED)))
    return Decision(outcome=Outcome.GRANTED, subject=batch.batch_id, events=tuple(events), details={"rows": rows})


def preview(lines: tuple[BankResultLine, ...], batch: Batch, payments: dict[str, Payment], today: date) -> dict:
    """What these lines would change, told without deciding anything."""
    known, rows, changed = dict(payments), [], 0
    for line in lines:
        payment = known.get(line.payment_id)
        fault = fault_of(line, payment, batch, today)
        if fault is None and payment.state.value != line.result.value:
            changed += 1
            known[line.payment_id] = _after(line, payment)
        rows.append(row_of(line, fault, known.get(line.payment_id)))
    faults = sum(not row["accepted"] for row in rows)
    return {"lines": len(lines), "changes": changed, "faults": faults, "unchanged": len(lines) - changed - faults,
            "missing": sum(each.state not in _FINAL for each in known.values()), "rows": rows}


def fault_of(line: BankResultLine, payment: Payment | None, batch: Batch, today: date) -> Fault | None:
    """Why a line is not taken; None where it is, or changes nothing."""
    if payment is None:
        return _STRANGER
    if line.result is BankResult.PAID and not (line.paid_on and line.bank_reference):
        return _NO_DAY
    if line.result is BankResult.RETURNED and not (line.paid_on and line.bank_reference and line.cause):
        return _NO_CAUSE
    if line.result in _DATED and (fault := _fault_of_day(line.paid_on, batch, today)):
        return fault
    if line.amount is not None and line.amount != payment.amount and line.result is not BankResult.FAILED:
        return _AMOUNT
    return _contradiction(line, payment)


def _fault_of_day(day: date, batch: Batch, today: date) -> Fault | None:
    """A bank tells what has happened, and it could not pay before it was told to."""
    if day > today:
        return _NOT_YET
    return _TOO_EARLY if batch.approved_on and day < batch.approved_on else None


def _contradiction(line: BankResultLine, payment: Payment) -> Fault | None:
    if payment.state is PaymentState.STOPPED:
        return _WAS_STOPPED
    if payment.state is PaymentState.PAID:
        if line.result is BankResult.RETURNED:
            return _BACK_TOO_EARLY if line.paid_on < payment.paid_on else _CAME_BACK
        if line.result is not BankResult.PAID:
            return _WAS_PAID
        return _AGAIN if payment.bank_reference not in (None, line.bank_reference) else None
    if payment.state is PaymentState.RETURNED:
        return None if line.result is BankResult.RETURNED else _WAS_RETURNED
    if line.result is BankResult.RETURNED:
        return _NEVER_PAID
    if payment.state is PaymentState.FAILED and line.result is not BankResult.FAILED:
        return _WAS_FAILED
    return None


def is_for_a_person(line: BankResultLine, fault: Fault) -> bool:
    """Whether a fault says that money may have moved otherwise than recorded; that a bank can't say tells nothing."""
    return line.result is not BankResult.UNKNOWN and fault.for_a_person


def row_of(line: BankResultLine, fault: Fault | None, payment: Payment | None) -> dict:
    """What became of a line, for whoever sent the file."""
    row = {"payment_id": line.payment_id, "accepted": fault is None}
    known = {"state": payment.state.value} if payment else {}
    return row | known | ({"code": fault.code, "reason": fault.text} if fault else {})


def _after(line: BankResultLine, payment: Payment) -> Payment:
    reference = line.bank_reference if line.result is BankResult.PAID else None
    return Payment(**payment_public(payment, PaymentState(line.result.value)), paid_on=line.paid_on,
                   bank_reference=reference)


def _changes(line: BankResultLine, payment: Payment, claims: dict[str, Claim], batch: Batch) -> list:
    claim, public = claims[payment.claim_id], payment_public(payment, PaymentState(line.result.value))
    if line.result is BankResult.PAID:
        return paid_events(payment, claim, line.paid_on, line.bank_reference)
    if line.result is BankResult.FAILED:
        return [PaymentFailed(**public, cause=line.cause or "银行未说明原因",
                              todo="请核对银行账户信息，更正后会重新支付"), halted(claim, batch)]
    return [PaymentUnknown(**public)]


def paid_events(payment: Payment, claim: Claim, paid_on, bank_reference: str) -> list:
    """The bank paid: the payment, its claim, and the act that the person may rate."""
    return [SubsidyPaid(**payment_public(payment, PaymentState.PAID), paid_on=paid_on, bank_reference=bank_reference),
            ClaimSettled(**claim_public(claim, ClaimState.PAID), paid_on=paid_on), *served(claim)]


def _questioned(question_id: str, line: BankResultLine, payment: Payment, batch: Batch,
                fault: Fault) -> BankResultQuestioned:
    return BankResultQuestioned(
        bank_question_id=question_id, batch_id=batch.batch_id, payment_id=payment.payment_id,
        claim_id=payment.claim_id, area=payment.area, state=BankQuestionState.OPEN,
        title=f"{payment.title}：银行结果待核对", recorded=payment.state, said=line.result, said_amount=line.amount,
        amount=payment.amount, paid_on=line.paid_on, bank_reference=line.bank_reference, why=fault.text,
        cause=line.cause)


_UNPAID = {PaymentState.FAILED, PaymentState.STOPPED}


def may_be_taken(question: BankQuestion, payment: Payment, claim: Claim) -> bool:
    """Whether the bank's word can be booked: by whichever batch it paid what is on record as failed or stopped, or
    sent back what is on record as paid; all of it, and nothing else is under way with the money."""
    if question.said_amount not in (None, payment.amount):
        return False
    if question.said is BankResult.PAID:
        return claim.claim_id == question.claim_id and {question.recorded, payment.state} <= _UNPAID and (
            claim.state in (ClaimState.CLEARED, ClaimState.HELD))
    returned = question.said is BankResult.RETURNED and payment.state is PaymentState.PAID
    return returned and claim.state is ClaimState.PAID and payment.batch_id == question.batch_id


def needs_another_hand(question: BankQuestion, person_id: str, policy: PolicyView) -> bool:
    """Whether `person_id` brought in the return that they now settle, where policy asks for different people."""
    returned = question.said is BankResult.RETURNED
    return returned and len(policy.value("payment_signatures")) > 1 and question.put_by == person_id


@rule(version=3)
def decide_bank_question(command: SettleBankQuestion, question: BankQuestion, payment: Payment,
                         claim: Claim) -> Decision:
    """A person settles it on the bank's statement. What was paid after all is booked as paid in the batch that the
    bank spoke of, what came back as returned: once."""
    state = BankQuestionState.TAKEN if command.take else BankQuestionState.DISMISSED
    reason = Reason(code="settled_on_the_statement", status=Status.MET, force=Force.DISCRETION,
                    citation=_ON_THE_STATEMENT, text=f"核对意见：{command.finding}")
    same = ("bank_question_id", "batch_id", "payment_id", "claim_id", "area", "title", "recorded", "said",
            "said_amount", "amount", "paid_on", "bank_reference", "why", "cause")
    settled = BankQuestionSettled(**{name: getattr(question, name) for name in same}, state=state,
                                  finding=command.finding)
    return Decision(outcome=Outcome.GRANTED, subject=question.bank_question_id, reasons=(reason,),
                    events=(settled, *(_booked(question, payment, claim) if command.take else ())))


def _booked(question: BankQuestion, payment: Payment, claim: Claim) -> list:
    if question.said is BankResult.PAID:
        paid = replace(payment, batch_id=question.batch_id)
        return paid_events(paid, claim, question.paid_on, question.bank_reference)
    returned = PaymentReturned(
        **payment_public(payment, PaymentState.RETURNED), cause=question.cause, returned_on=question.paid_on,
        bank_reference=question.bank_reference, todo="请核对并更正登记的收款账户，更正后会重新支付")
    return [returned, left_batch(claim, payment.batch_id)]
