"""The desk decides on claims: confirmed level by level within the budget, referred, refused, resumed."""

from datetime import date

from casework.decisions import rule
from contracts.actors import ROLE_LABELS, Role
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import REFUSAL_LABELS, LetterKind
from contracts.subsidies.commands import ReferClaim, RefuseClaim, ResumeClaim
from contracts.subsidies.domain_events import (
    ClaimApproved,
    ClaimReferred,
    ClaimRefused,
    ClaimVerified,
)
from policies.reader import PolicyView
from services.subsidies.model import BudgetLine, Claim, EarlierClaim, Facts
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import (
    amount_today,
    claim_public,
    claim_reasons,
    held,
    levels_of,
    served,
    submitted_again,
)
from services.subsidies.rules.letters import letter
from services.subsidies.rules.timing import clock_facts

_ACT_OF_A_PERSON = Citation(unsourced="来源文件没有写补贴审核的裁量标准，由经办、审核人员决定；请省人社厅确认")
_CAME_FROM = {ClaimState.REFERRED: "referral"}


@rule(version=2)
def decide_review(claim: Claim, note: str | None, facts: Facts, earlier: tuple[EarlierClaim, ...],
                  budget: BudgetLine | None, policy: PolicyView, today: date) -> Decision:
    """One level confirms a claim on evidence of today; the last level approves it within the budget.

    What is required and no longer holds puts the claim on hold for a person. What can't be told, or leaves
    room, needs the reviewer's note. An exhausted budget makes the claim wait and refuses nobody.
    """
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    outcome = outcome_of(reasons)
    if outcome is Outcome.REFUSED:
        return _held(claim, reasons)
    if outcome is Outcome.REFERRED and (note is None or _hard_unknown(reasons)):
        return Decision(outcome=Outcome.RETURNED, subject=claim.claim_id, reasons=(*reasons, _needs_note()))
    reasons += (_noted(note),) if note else ()
    levels = levels_of(claim, policy)
    if claim.level + 1 < len(levels):
        event = ClaimVerified(**claim_public(claim, ClaimState.IN_REVIEW, reasons=as_answers(reasons),
                                             due_on=claim.due_on, step=levels[claim.level + 1]["text"]))
        return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons, events=(event,))
    return _last_level(claim, amount_today(claim, facts, earlier, policy, today), reasons, budget, policy, today)


def _hard_unknown(reasons) -> bool:
    return any(r.force is Force.HARD and r.status is Status.UNKNOWN for r in reasons)


def _needs_note() -> Reason:
    return Reason(code="told_or_decided_by_a_person", status=Status.UNMET, force=Force.DISCRETION,
                  citation=_ACT_OF_A_PERSON, text="必须的条件已能判断；有裁量余地的由审核人员写明意见")


def _noted(note: str) -> Reason:
    return Reason(code="told_or_decided_by_a_person", status=Status.MET, force=Force.DISCRETION,
                  citation=_ACT_OF_A_PERSON, text=f"审核意见：{note}")


def _held(claim: Claim, reasons) -> Decision:
    return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=reasons,
                    events=(held(claim, reasons),))


def _last_level(claim: Claim, amount: int, reasons, budget: BudgetLine | None, policy: PolicyView,
                today: date) -> Decision:
    reserved = claim.budget_id is not None
    enough = reserved or (budget is not None and budget.free >= amount)
    rule_of_budget = policy.parameter("within_budget")
    reasons = (*reasons, Reason(code="within_budget", status=status_of(enough), force=Force.IN_PRINCIPLE,
                                citation=rule_of_budget.citation, text=rule_of_budget.label,
                                given={"amount": yuan(amount), "free": yuan(budget.free if budget else 0)}))
    if not enough:
        event = ClaimReferred(**claim_public(claim, ClaimState.WAITING_FOR_BUDGET, reasons=as_answers(reasons),
                                             amount=amount, due_on=claim.due_on,
                                             todo="审核已通过，等待资金下达，无需您办理"),
                              referred_to="finance")
        return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=reasons, events=(event,))
    event = ClaimApproved(**claim_public(claim, ClaimState.APPROVED, reasons=as_answers(reasons), amount=amount,
                                         step="等待公示", clock=clock_facts(claim, stopped_on=today)),
                          budget_id=claim.budget_id or budget.budget_id)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons, events=(event,))


@rule(version=3)
def decide_refusal(command: RefuseClaim, claim: Claim, evidence: tuple[Reason, ...], letter_id: str,
                   appeal_by: date, policy: PolicyView, today: date) -> Decision:
    """A person refuses a claim, with a code and a ground, and says how and until when to appeal; reserved money is
    free again. The letter shows every condition as it stands today, with its clause."""
    appeal = policy.parameter("appeal_route")
    reason = Reason(code="decided_by_a_person", status=Status.UNMET, force=Force.DISCRETION,
                    citation=_ACT_OF_A_PERSON, text=f"审核决定（{REFUSAL_LABELS[command.code]}）：{command.ground}",
                    given={"code": command.code.value})
    reasons = (reason, *evidence)
    public = claim_public(claim, ClaimState.REFUSED, reasons=as_answers(reasons), todo=appeal.value,
                          clock=clock_facts(claim, stopped_on=today))
    refused = ClaimRefused(**public, ground=command.ground, appeal=appeal.value, code=command.code,
                           letter_id=letter_id, appeal_by=appeal_by)
    told = letter(LetterKind.REFUSAL, letter_id, claim, today, code=command.code, ground=command.ground,
                  reasons=as_answers(evidence), appeal=appeal.value, act_by=appeal_by)
    return Decision(outcome=Outcome.REFUSED, subject=claim.claim_id, reasons=reasons,
                    events=(refused, told, *served(claim)), details={"letter_id": letter_id})


def something_is_unmet(evidence: tuple[Reason, ...]) -> bool:
    """Whether a refusal may say that a condition is not met: one that binds is not, or cannot be told."""
    return any(reason.force in (Force.HARD, Force.IN_PRINCIPLE) and reason.status in (Status.UNMET, Status.UNKNOWN)
               for reason in evidence)


@rule(version=1)
def decide_referral(command: ReferClaim, claim: Claim) -> Decision:
    """A person refers a claim to a role above; its clock runs on, since it is the desk that is due."""
    role = ROLE_LABELS[Role(command.to)]
    reason = Reason(code="within_own_authority", status=Status.UNKNOWN, force=Force.DISCRETION,
                    citation=_ACT_OF_A_PERSON, text=f"转{role}决定：{command.ground}")
    event = ClaimReferred(**claim_public(claim, ClaimState.REFERRED, reasons=as_answers((reason,)),
                                         due_on=claim.due_on, step=f"{role}决定",
                                         todo=f"已转{role}决定，无需您办理"),
                          referred_to=command.to.value, ground=command.ground)
    return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_resumption(command: ResumeClaim, claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...],
                      policy: PolicyView, today: date) -> Decision:
    """A person lets a held or referred claim go on from the first level; it rests on what holds now."""
    reasons = (*claim_reasons(claim, facts, earlier, policy, today),
               Reason(code="decided_by_a_person", status=Status.MET, force=Force.DISCRETION,
                      citation=_ACT_OF_A_PERSON, text=f"恢复办理：{command.ground}"))
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons,
                    events=(submitted_again(claim, reasons, policy, _CAME_FROM.get(claim.state, "resumed")),))
