"""What happens to claims and payments when what they rested on is lost: a person decides; what is to come back."""

from datetime import date, timedelta

from casework.decisions import rule
from casework.working_days import months_after
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import ClaimState, ClawBackState
from contracts.subsidies.claim_states import LETTER_LABELS, LetterKind
from contracts.subsidies.commands import DecideClawBack, RecordRepayment, RemindInstalment
from contracts.subsidies.domain_events import (
    ClawBackDecided,
    ClawBackOpened,
    ClawBackScheduled,
    Instalment,
    InstalmentOverdue,
    RepaymentReceived,
    SubsidyRevoked,
)
from policies.reader import PolicyView
from services.subsidies.model import Claim, ClawBack, EarlierClaim, Facts, Part, Payment
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_public, claim_reasons, held, organisation_claiming
from services.subsidies.rules.conditions import lost_codes
from services.subsidies.rules.letters import letter

_MAY_BE_HELD = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET, ClaimState.APPROVED,
                ClaimState.PUBLICISED, ClaimState.FROZEN, ClaimState.CLEARED)


@rule(version=2)
def decide_changed_basis(claim: Claim, payment: Payment | None, claw_back_id: str, asked_back: bool,
                         kept_despite: tuple[str, ...], facts: Facts, earlier: tuple[EarlierClaim, ...],
                         policy: PolicyView, today: date) -> Decision:
    """What a claim rested on and lost: before payment it waits for a reviewer, after payment a claw-back case is
    opened, once for each loss; where the money is asked back already, none. Nothing is taken back without a person."""
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    lost = lost_codes(claim.rested_on, reasons)
    considered = policy.value("considered_for_claw_back")
    reopened = [code for code in lost if code in considered and code not in kept_despite]
    if claim.state is ClaimState.PAID and payment and reopened and not asked_back:
        why = tuple(_lost(reason, policy) for reason in reasons if reason.code in reopened)
        return Decision(outcome=Outcome.REFERRED, subject=claw_back_id, reasons=why,
                        events=(opened(claw_back_id, claim, payment, why),))
    if claim.state in _MAY_BE_HELD and _stops(lost, reasons, policy):
        return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=reasons,
                        events=(held(claim, reasons),))
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=claim.claim_id, reasons=reasons)


def _stops(lost: tuple[str, ...], reasons, policy: PolicyView) -> bool:
    required = {reason.code for reason in reasons if reason.force is Force.HARD}
    return any(code in required or code in policy.value("considered_for_hold") for code in lost)


def _lost(reason: Reason, policy: PolicyView) -> Reason:
    """The lost claim as the case shows it: on the rule that lets a person consider it."""
    considered = policy.parameter("considered_for_claw_back")
    return Reason(code=reason.code, status=reason.status, force=Force.DISCRETION, given=reason.given,
                  citation=considered.citation, text=f"支付所依据的“{reason.text}”已不成立")


def opened(claw_back_id: str, claim: Claim, payment: Payment, why) -> ClawBackOpened:
    """A case: a person decides whether the money is asked back."""
    return ClawBackOpened(claw_back_id=claw_back_id, claim_id=claim.claim_id, payment_id=payment.payment_id,
                          person_id=claim.person_id, area=claim.area, programme=claim.programme,
                          state=ClawBackState.OPEN, title=f"{claim.title}：是否追回", amount=payment.amount,
                          todo="支付所依据的信息有变化，等待工作人员决定；您可以向经办机构说明情况",
                          reasons=as_answers(why), organisation_id=organisation_claiming(claim))


@rule(version=3)
def decide_claw_back(command: DecideClawBack, claw_back: ClawBack, claim: Claim, letter_id: str, appeal_by: date,
                     policy: PolicyView, today: date) -> Decision:
    """A person decides, with a ground, whether the money is asked back, and in how many monthly parts. Where it is,
    a letter says so, whether the person was heard, and how and until when to appeal."""
    considered, appeal = policy.parameter("considered_for_claw_back"), policy.value("appeal_route")
    reason = Reason(code="decided_by_a_person", status=Status.UNMET if command.recover else Status.MET,
                    force=Force.DISCRETION, citation=considered.citation, text=f"追回决定：{command.ground}")
    state = ClawBackState.RECOVER if command.recover else ClawBackState.KEPT
    decided = ClawBackDecided(**claw_back_public(claw_back, state), todo=appeal if command.recover else "",
                              reasons=as_answers((reason,)), ground=command.ground,
                              letter_id=letter_id if command.recover else None,
                              appeal_by=appeal_by if command.recover else None)
    if not command.recover:
        return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, reasons=(reason,),
                        events=(decided,))
    days = policy.parameter("repayment_days")
    parts = parts_of(claw_back.amount, command.instalments, command.first_due_on or today + timedelta(days=days.value))
    term = Reason(code="repaid_by_a_day", status=Status.MET, force=Force.DISCRETION, citation=days.citation,
                  text=f"{days.label}：{days.value} {days.unit}", given={"instalments": len(parts)})
    revoked = SubsidyRevoked(**claim_public(claim, ClaimState.REVOKED, reasons=as_answers((reason,)), todo=appeal),
                             ground=command.ground, appeal=appeal)
    heard = _heard(claw_back, policy)
    told = letter(LetterKind.CLAW_BACK, letter_id, claw_back, today, ground=command.ground, appeal=appeal,
                  title=f"{LETTER_LABELS[LetterKind.CLAW_BACK]}：{claim.title}",
                  reasons=as_answers((heard, term)), act_by=appeal_by,
                  listed=tuple(f"{part.due_on.isoformat()} 前退回 {yuan(part.amount)} 元" for part in parts))
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, reasons=(reason, heard, term),
                    events=(decided, revoked, scheduled(claw_back, parts), told))


def _heard(claw_back: ClawBack, policy: PolicyView) -> Reason:
    days = policy.parameter("hearing_working_days")
    return Reason(code="heard_before", status=status_of(claw_back.heard_on is not None), force=Force.DISCRETION,
                  citation=days.citation, reading=days.reading, text="决定之前听取了当事人的陈述申辩")


def claw_back_public(claw_back: ClawBack, state: ClawBackState) -> dict:
    """The public state of a claw-back after it moved to `state`."""
    same = ("claw_back_id", "claim_id", "payment_id", "person_id", "area", "programme", "title", "amount",
            "organisation_id")
    return {name: getattr(claw_back, name) for name in same} | {"state": state}


def parts_of(amount: int, number: int, first_due_on: date) -> tuple[Part, ...]:
    """`amount` 分 in `number` equal parts a month apart; what does not divide is in the first part."""
    each, rest = divmod(amount, number)
    return tuple(Part(line=line, due_on=months_after(first_due_on, line - 1), amount=each + (rest if line == 1 else 0))
                 for line in range(1, number + 1))


def scheduled(claw_back: ClawBack, parts: tuple[Part, ...], repaid: int = 0) -> ClawBackScheduled:
    """When how much is to come back; `repaid` came before, in 分, and is less than what is asked."""
    owed = owed_on(parts, repaid)
    first = next(part for part in parts if owed[part.line])
    return ClawBackScheduled(
        **claw_back_public(claw_back, ClawBackState.RECOVER), due_on=first.due_on,
        todo=f"请于 {first.due_on.isoformat()} 前退回 {yuan(owed[first.line])} 元；不服的可依法申诉",
        instalments=tuple(Instalment(line=part.line, due_on=part.due_on, amount=part.amount) for part in parts))


def owed_on(parts: tuple[Part, ...], repaid: int) -> dict[int, int]:
    """What is still owed on each part, in 分; what came back counts for the earliest first."""
    owed = {}
    for part in parts:
        covered = min(part.amount, repaid)
        owed[part.line], repaid = part.amount - covered, repaid - covered
    return owed


@rule(version=1)
def decide_repayment(command: RecordRepayment, repayment_id: str, claw_back: ClawBack, repaid: int,
                     parts: tuple[Part, ...]) -> Decision:
    """Money came back: what is left, and until when the next part is due. `repaid` came before, in 分."""
    left = claw_back.amount - repaid - command.amount
    owed = owed_on(parts, repaid + command.amount)
    next_due = next((part.due_on for part in parts if owed[part.line]), None)
    state = ClawBackState.RECOVER if left else ClawBackState.REPAID
    event = RepaymentReceived(**claw_back_public(claw_back, state), due_on=next_due, repayment_id=repayment_id,
                              received=command.amount, left=left, received_on=command.received_on,
                              bank_reference=command.bank_reference)
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, events=(event,),
                    details={"left": yuan(left)})


@rule(version=1)
def decide_instalment_end(command: RemindInstalment, claw_back: ClawBack, parts: tuple[Part, ...],
                          repaid: int) -> Decision:
    """An instalment's day is over: what is still owed on it is told; what follows is a person's decision."""
    owed = owed_on(parts, repaid)[command.line]
    if claw_back.state is not ClawBackState.RECOVER or not owed:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=claw_back.claw_back_id)
    event = InstalmentOverdue(**claw_back_public(claw_back, ClawBackState.RECOVER), line=command.line, owed=owed,
                              due_on=next(part.due_on for part in parts if part.line == command.line),
                              todo="本期退回已逾期，请尽快退回或与经办机构联系")
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, events=(event,))
