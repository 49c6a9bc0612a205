"""Batches signed by different people; what they rest on is looked at again before the bank may pay."""

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import BatchState, ClaimState, PaymentState
from contracts.subsidies.commands import ApproveBatch, CheckBatch, MakeBatch, SendBackBatch
from contracts.subsidies.domain_events import (
    BatchApproved,
    BatchChecked,
    BatchLine,
    BatchMade,
    BatchSentBack,
    PaymentBegun,
    PaymentHalted,
    PaymentStopped,
)
from policies.reader import PolicyView
from services.subsidies.model import Batch, Claim, Payment
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_public, held

_EVIDENCE_AGAIN = Citation(unsourced="来源文件没有写支付时再次核对，是平台的安全措施；请财务部门确认")
_NOT_TWICE = Citation(
    unsourced="来源文件没有写可能已经支付或重复领取的如何办理，先由人核对是平台的安全措施；请财务部门确认")


@rule(version=2)
def decide_batch(command: MakeBatch, batch_id: str, claims: tuple[Claim, ...], payment_ids: dict[str, str],
                 failing: dict[str, tuple[Reason, ...]], asked_about: tuple[str, ...]) -> Decision:
    """Cleared claims go into a batch; those in `failing`, whose evidence no longer holds, wait for a reviewer.
    `asked_about` stay as they are: a bank's result or a lead about them waits for somebody's answer."""
    taken = tuple(claim for claim in claims if claim.claim_id not in failing)
    left_out = tuple(claim for claim in claims if claim.claim_id in failing)
    total = sum(claim.amount for claim in taken)
    reason = Reason(code="evidence_holds_at_payment", status=status_of(not left_out), citation=_EVIDENCE_AGAIN,
                    force=Force.IN_PRINCIPLE, text="支付时再次核对申领依据", given={"left_out": len(left_out)})
    reasons = (reason, *_asked(asked_about))
    held_back = tuple(claim.claim_id for claim in left_out)
    details = {"batch_id": batch_id if taken else None, "lines": len(taken), "amount": yuan(total),
               "left_out": [*held_back, *asked_about]}
    events = tuple(held(claim, failing[claim.claim_id]) for claim in left_out)
    if not taken:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=batch_id, reasons=reasons, events=events,
                        details=details)
    made = BatchMade(batch_id=batch_id, area=command.area, state=BatchState.MADE, lines=len(taken), amount=total,
                     payments=tuple(_line(claim, payment_ids) for claim in taken),
                     left_out=held_back)
    return Decision(outcome=Outcome.GRANTED, subject=batch_id, reasons=reasons, details=details,
                    events=(made, *(_begun(claim, batch_id) for claim in taken), *events))


def _asked(claim_ids: tuple[str, ...]) -> tuple[Reason, ...]:
    if not claim_ids:
        return ()
    return (Reason(code="nothing_asked_about_it", status=Status.UNMET, force=Force.IN_PRINCIPLE, citation=_NOT_TWICE,
                   text="没有待核对的银行结果和待认定的重复领取线索", given={"claims": list(claim_ids)}),)


def doubted() -> tuple[Reason, ...]:
    """Why a line does not go to the bank although its conditions hold: it may have been paid, or had twice."""
    return (Reason(code="not_paid_or_had_already", status=Status.UNMET, force=Force.DISCRETION, citation=_NOT_TWICE,
                   text="银行没有对这笔另报结果，列入批次后也没有认定重复领取"),)


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


@rule(version=2)
def decide_batch_approval(command: ApproveBatch, batch: Batch, claims: tuple[Claim, ...],
                          payments: dict[str, Payment], failing: dict[str, tuple[Reason, ...]],
                          policy: PolicyView) -> Decision:
    """A third person lets the bank pay. A line whose evidence fails now leaves the batch and waits for a person;
    the others go on. With no line left the batch is sent back."""
    stopped = tuple(claim for claim in claims if claim.claim_id in failing)
    kept = tuple(claim for claim in claims if claim.claim_id not in failing)
    total = sum(claim.amount for claim in kept)
    holds = Reason(code="evidence_holds_at_payment", status=status_of(not stopped), citation=_EVIDENCE_AGAIN,
                   force=Force.IN_PRINCIPLE, text="支付前再次核对各笔申领的依据，不再成立的停止支付、由人决定",
                   given={"stopped": [claim.claim_id for claim in stopped]})
    left = {"lines": len(kept), "amount": total}
    events = [event for claim in stopped for event in _stopped(claim, payments[claim.claim_id], failing)]
    if kept:
        events.append(BatchApproved(**batch_public(batch, BatchState.APPROVED) | left))
    else:
        sent_back = batch_public(batch, BatchState.SENT_BACK) | left
        events.append(BatchSentBack(**sent_back, ground="各笔申领的依据均已变化"))
    return Decision(outcome=Outcome.GRANTED if kept else Outcome.RETURNED, subject=batch.batch_id,
                    reasons=(_signed(policy), holds), events=tuple(events),
                    details={"lines": len(kept), "amount": yuan(total),
                             "stopped": [claim.claim_id for claim in stopped]})


def _stopped(claim: Claim, payment: Payment, failing: dict[str, tuple[Reason, ...]]) -> tuple:
    reasons = failing[claim.claim_id]
    return (PaymentStopped(**payment_public(payment, PaymentState.STOPPED), reasons=as_answers(reasons),
                           todo="申领所依据的信息有变化，等待审核人员决定"), held(claim, reasons))


def is_still_to_pay(line: dict) -> bool:
    """Whether a line may be handed to the bank: it has said nothing of it at all.

    What it paid would be paid twice; what it failed or sent back goes into another batch with three new signatures;
    of what it calls unknown, or said otherwise than asked, money may have moved, and the statement is asked and not
    the bank's till. So a file is never a copy for the record: that is the list of lines, without names and accounts.
    """
    return line["result"] is None and not line["questioned"]


def payment_public(payment: Payment, state: PaymentState) -> dict:
    """The public state of a payment after it moved to `state`."""
    same = ("payment_id", "claim_id", "batch_id", "person_id", "area", "programme", "period", "title", "amount",
            "organisation_id")
    return {name: getattr(payment, name) for name in same} | {"state": state}


def _signed(policy: PolicyView) -> Reason:
    signatures = policy.parameter("payment_signatures")
    return Reason(code="signed_by_different_people", status=Status.MET, citation=signatures.citation,
                  text="制单、复核、审批由不同的人办理", given={"signatures": signatures.value})


@rule(version=1)
def decide_sending_back(command: SendBackBatch, batch: Batch, claims: tuple[Claim, ...]) -> Decision:
    """A batch is not paid as it is; its claims are clear for another one."""
    event = BatchSentBack(**batch_public(batch, BatchState.SENT_BACK), ground=command.ground)
    return Decision(outcome=Outcome.RETURNED, subject=batch.batch_id,
                    events=(event, *(halted(claim, batch) for claim in claims)))


def halted(claim: Claim, batch: Batch) -> PaymentHalted:
    """The claim left this batch unpaid and is clear for another one."""
    return left_batch(claim, batch.batch_id)


def left_batch(claim: Claim, batch_id: str) -> PaymentHalted:
    """The claim is not paid by this batch, or no longer, and is clear for another one."""
    return PaymentHalted(**claim_public(claim, ClaimState.CLEARED, step="等待支付"), batch_id=batch_id)
