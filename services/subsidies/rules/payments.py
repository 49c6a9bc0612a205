"""Paying: batches signed by different people, and what the bank says of each line, once and for ever."""

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import BankResult, BatchState, ClaimState, PaymentState
from contracts.subsidies.commands import (
    ApproveBatch,
    BankResultLine,
    CheckBatch,
    MakeBatch,
    RecordBankResults,
    SendBackBatch,
)
from contracts.subsidies.domain_events import (
    BatchApproved,
    BatchChecked,
    BatchLine,
    BatchMade,
    BatchSentBack,
    BatchSettled,
    ClaimSettled,
    PaymentBegun,
    PaymentFailed,
    PaymentHalted,
    PaymentUnknown,
    SubsidyPaid,
)
from policies.reader import PolicyView
from services.subsidies.model import Batch, Claim, Payment
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_public, held, served

_EVIDENCE_AGAIN = Citation(unsourced="来源文件没有写支付时再次核对，是平台的安全措施；请财务部门确认")
_FINAL = (PaymentState.PAID, PaymentState.FAILED)


@rule(version=1)
def decide_batch(command: MakeBatch, batch_id: str, claims: tuple[Claim, ...], payment_ids: dict[str, str],
                 failing: dict[str, tuple[Reason, ...]]) -> Decision:
    """Cleared claims go into a batch; those in `failing`, whose evidence no longer holds, wait for a reviewer."""
    taken = tuple(claim for claim in claims if claim.claim_id not in failing)
    left_out = tuple(claim for claim in claims if claim.claim_id in failing)
    total = sum(claim.amount for claim in taken)
    reason = Reason(code="evidence_holds_at_payment", status=status_of(not left_out), citation=_EVIDENCE_AGAIN,
                    force=Force.IN_PRINCIPLE, text="支付时再次核对申领依据", given={"left_out": len(left_out)})
    details = {"batch_id": batch_id if taken else None, "lines": len(taken), "amount": yuan(total),
               "left_out": [claim.claim_id for claim in left_out]}
    events = tuple(held(claim, failing[claim.claim_id]) for claim in left_out)
    if not taken:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=batch_id, reasons=(reason,), events=events,
                        details=details)
    made = BatchMade(batch_id=batch_id, area=command.area, state=BatchState.MADE, lines=len(taken), amount=total,
                     payments=tuple(_line(claim, payment_ids) for claim in taken),
                     left_out=tuple(details["left_out"]))
    return Decision(outcome=Outcome.GRANTED, subject=batch_id, reasons=(reason,), details=details,
                    events=(made, *(_begun(claim, batch_id) for claim in taken), *events))


def _line(claim: Claim, payment_ids: dict[str, str]) -> BatchLine:
    return BatchLine(payment_id=payment_ids[claim.claim_id], claim_id=claim.claim_id, person_id=claim.person_id,
                     amount=claim.amount)


def _begun(claim: Claim, batch_id: str) -> PaymentBegun:
    return PaymentBegun(**claim_public(claim, ClaimState.IN_PAYMENT, step="支付"), batch_id=batch_id)


def batch_public(batch: Batch, state: BatchState) -> dict:
    """The public state of a batch after it moved to `state`."""
    return {"batch_id": batch.batch_id, "area": batch.area, "state": state, "lines": batch.lines,
            "amount": batch.amount}


def same_hand(batch: Batch, signs_as: str, person_id: str, policy: PolicyView) -> str | None:
    """Which signature of the batch `person_id` gave already, where policy asks for different people."""
    apart = policy.value("payment_signatures")
    given = {"maker": batch.maker, "checker": batch.checker}
    if signs_as not in apart:
        return None
    return next((role for role, person in given.items() if role in apart and person == person_id), None)


@rule(version=1)
def decide_check(command: CheckBatch, batch: Batch, policy: PolicyView) -> Decision:
    """A second person found the batch right."""
    return Decision(outcome=Outcome.GRANTED, subject=batch.batch_id, reasons=(_signed(policy),),
                    events=(BatchChecked(**batch_public(batch, BatchState.CHECKED)),))


@rule(version=1)
def decide_batch_approval(command: ApproveBatch, batch: Batch, failing: tuple[str, ...],
                          policy: PolicyView) -> Decision:
    """A third person lets the bank pay. A claim whose evidence fails now keeps the whole batch from it."""
    holds = Reason(code="evidence_holds_at_payment", status=status_of(not failing), citation=_EVIDENCE_AGAIN,
                   text="支付前再次核对，各笔申领的依据仍然成立；否则请退回批次", given={"claims": list(failing)})
    if failing:
        return Decision(outcome=Outcome.RETURNED, subject=batch.batch_id, reasons=(_signed(policy), holds))
    return Decision(outcome=Outcome.GRANTED, subject=batch.batch_id, reasons=(_signed(policy), holds),
                    events=(BatchApproved(**batch_public(batch, BatchState.APPROVED)),))


def _signed(policy: PolicyView) -> Reason:
    signatures = policy.parameter("payment_signatures")
    return Reason(code="signed_by_different_people", status=Status.MET, citation=signatures.citation,
                  text="制单、复核、审批由不同的人办理", given={"signatures": signatures.value})


@rule(version=1)
def decide_sending_back(command: SendBackBatch, batch: Batch, claims: tuple[Claim, ...]) -> Decision:
    """A batch is not paid as it is; its claims are clear for another one."""
    event = BatchSentBack(**batch_public(batch, BatchState.SENT_BACK), ground=command.ground)
    return Decision(outcome=Outcome.RETURNED, subject=batch.batch_id,
                    events=(event, *(_halted(claim, batch) for claim in claims)))


def _halted(claim: Claim, batch: Batch) -> PaymentHalted:
    return PaymentHalted(**claim_public(claim, ClaimState.CLEARED, step="等待支付"), batch_id=batch.batch_id)


@rule(version=1)
def decide_bank_results(command: RecordBankResults, batch: Batch, payments: dict[str, Payment],
                        claims: dict[str, Claim]) -> Decision:
    """What each line of a bank's file changes. What is known already changes nothing; what contradicts a payment
    on record, or is not of this batch, is answered and left to a person; unknown may still become known."""
    states = {payment_id: payment.state for payment_id, payment in payments.items()}
    rows, events = [], []
    for line in command.lines:
        fault = _fault_of(line, states, payments)
        if fault is None and states[line.payment_id] != line.result.value:
            events += _result_events(line, payments[line.payment_id], claims, batch)
            states[line.payment_id] = PaymentState(line.result.value)
        rows.append(_row(line, fault, states))
    if events and all(state in _FINAL for state in states.values()):
        events.append(BatchSettled(**batch_public(batch, BatchState.SETTLED)))
    return Decision(outcome=Outcome.GRANTED, subject=batch.batch_id, events=tuple(events), details={"rows": rows})


def _fault_of(line: BankResultLine, states: dict, payments: dict) -> str | None:
    if line.payment_id not in payments:
        return "不在本批次中"
    state = states[line.payment_id]
    if line.result is BankResult.PAID and not (line.paid_on and line.bank_reference):
        return "缺少支付日期或银行流水号"
    if state is PaymentState.PAID and line.result is not BankResult.PAID:
        return "与已登记的到账结果不符，请人工核对"
    if state is PaymentState.FAILED and line.result is not BankResult.FAILED:
        return "与已登记的失败结果不符，请人工核对后再办理"
    return None


def _row(line: BankResultLine, fault: str | None, states: dict) -> dict:
    row = {"payment_id": line.payment_id, "accepted": fault is None}
    known = {"state": states[line.payment_id].value} if line.payment_id in states else {}
    return row | known | ({"reason": fault} if fault else {})


def _result_events(line: BankResultLine, payment: Payment, claims: dict[str, Claim], batch: Batch) -> list:
    claim = claims[payment.claim_id]
    public = {"payment_id": payment.payment_id, "claim_id": payment.claim_id, "batch_id": batch.batch_id,
              "person_id": payment.person_id, "area": payment.area, "programme": payment.programme,
              "period": payment.period, "title": payment.title, "amount": payment.amount,
              "state": PaymentState(line.result.value)}
    if line.result is BankResult.PAID:
        return [SubsidyPaid(**public, paid_on=line.paid_on, bank_reference=line.bank_reference),
                ClaimSettled(**claim_public(claim, ClaimState.PAID), paid_on=line.paid_on), served(claim)]
    if line.result is BankResult.FAILED:
        return [PaymentFailed(**public, cause=line.cause or "银行未说明原因",
                              todo="请核对银行账户信息，更正后会重新支付"), _halted(claim, batch)]
    return [PaymentUnknown(**public)]
