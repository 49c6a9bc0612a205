"""What happens to claims and payments when what they rested on is lost: a person decides."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.subsidies import ClaimState, ClawBackState
from contracts.subsidies.commands import DecideClawBack
from contracts.subsidies.domain_events import ClawBackDecided, ClawBackOpened, SubsidyRevoked
from policies.reader import PolicyView
from services.subsidies.model import Claim, ClawBack, EarlierClaim, Facts, Payment
from services.subsidies.rules.claims import claim_public, claim_reasons, held
from services.subsidies.rules.conditions import lost_codes

_MAY_BE_HELD = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET, ClaimState.APPROVED,
                ClaimState.PUBLICISED, ClaimState.FROZEN, ClaimState.CLEARED)


@rule(version=1)
def decide_changed_basis(claim: Claim, payment: Payment | None, claw_back_id: str, asked_before: bool, facts: Facts,
                         earlier: tuple[EarlierClaim, ...], policy: PolicyView, today: date) -> Decision:
    """What a claim rested on and lost: before payment it waits for a reviewer, after payment a claw-back case is
    opened, once. Nothing is taken back without a person."""
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    lost = lost_codes(claim.rested_on, reasons)
    reopened = [code for code in lost if code in policy.value("considered_for_claw_back")]
    if claim.state is ClaimState.PAID and payment and reopened and not asked_before:
        why = tuple(_lost(reason, policy) for reason in reasons if reason.code in reopened)
        return Decision(outcome=Outcome.REFERRED, subject=claw_back_id, reasons=why,
                        events=(_opened(claw_back_id, claim, payment, why),))
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


def _opened(claw_back_id: str, claim: Claim, payment: Payment, why) -> ClawBackOpened:
    return ClawBackOpened(claw_back_id=claw_back_id, claim_id=claim.claim_id, payment_id=payment.payment_id,
                          person_id=claim.person_id, area=claim.area, programme=claim.programme,
                          state=ClawBackState.OPEN, title=f"{claim.title}：是否追回", amount=payment.amount,
                          todo="支付所依据的信息有变化，等待工作人员决定；您可以向经办机构说明情况",
                          reasons=as_answers(why))


@rule(version=1)
def decide_claw_back(command: DecideClawBack, claw_back: ClawBack, claim: Claim, policy: PolicyView) -> Decision:
    """A person decides, with a ground, whether the money is asked back."""
    considered, appeal = policy.parameter("considered_for_claw_back"), policy.value("appeal_route")
    reason = Reason(code="decided_by_a_person", status=Status.UNMET if command.recover else Status.MET,
                    force=Force.DISCRETION, citation=considered.citation, text=f"追回决定：{command.ground}")
    state = ClawBackState.RECOVER if command.recover else ClawBackState.KEPT
    decided = ClawBackDecided(claw_back_id=claw_back.claw_back_id, claim_id=claw_back.claim_id,
                              payment_id=claw_back.payment_id, person_id=claw_back.person_id, area=claw_back.area,
                              programme=claw_back.programme, state=state, title=claw_back.title,
                              amount=claw_back.amount, todo=appeal if command.recover else "",
                              reasons=as_answers((reason,)), ground=command.ground)
    if not command.recover:
        return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, reasons=(reason,),
                        events=(decided,))
    revoked = SubsidyRevoked(**claim_public(claim, ClaimState.REVOKED, reasons=as_answers((reason,)), todo=appeal),
                             ground=command.ground, appeal=appeal)
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, reasons=(reason,),
                    events=(decided, revoked))
