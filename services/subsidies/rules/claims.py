"""Claims: opened with a click or a form, returned with all faults, reviewed level by level, refused by a person."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.subsidies import ClaimState, OfferState
from contracts.subsidies.commands import RefuseClaim, ResumeClaim, ReturnClaim, WithdrawClaim
from contracts.subsidies.domain_events import (
    ClaimApproved,
    ClaimDueSoon,
    ClaimOverdue,
    ClaimReferred,
    ClaimRefused,
    ClaimReturned,
    ClaimSubmitted,
    ClaimVerified,
    ClaimWithdrawn,
    OfferAccepted,
    ServiceRendered,
    WishDeclined,
)
from contracts.zone.domain_events import MatterSubmitted
from policies.reader import PolicyView
from services.subsidies.model import BudgetLine, Claim, EarlierClaim, Facts, Offer
from services.subsidies.rules.conditions import (
    amount_in_fen,
    amount_reason,
    claim_condition_reasons,
    condition_reasons,
    lost_codes,
    setting,
    todo_of,
)
from services.subsidies.rules.predicates import PREDICATES, Case

_NOT_TWICE_NOT_ELSEWHERE = Citation(unsourced="以办理地区现行政策和已有申领为准；请当地人社部门确认")
_ACT_OF_A_PERSON = Citation(unsourced="来源文件没有写补贴审核的裁量标准，由经办、审核人员决定；请省人社厅确认")


def claim_public(claim: Claim, state: ClaimState, **changes) -> dict:
    """The public state of a claim after it moved to `state`."""
    return {"claim_id": claim.claim_id, "person_id": claim.person_id, "area": claim.area,
            "programme": claim.programme, "period": claim.period, "title": claim.title, "amount": claim.amount,
            "business_id": claim.business_id, "state": state} | changes


def claim_reasons(claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...], policy: PolicyView,
                  today: date) -> tuple[Reason, ...]:
    """How a claim's conditions stand today; a claim does not stand in its own way."""
    others = tuple(other for other in earlier if other.claim_id != claim.claim_id)
    case = Case(facts=facts, earlier=others, programme=claim.programme, period=claim.period, today=today)
    return (*condition_reasons(claim.programme, case, policy), *claim_condition_reasons(case, policy),
            amount_reason(claim.programme, policy))


def levels_of(claim: Claim, policy: PolicyView) -> list[dict]:
    """The levels of review of the claim's programme: [{level, role, text}]."""
    return setting(policy, claim.programme, "review_levels").value


@rule(version=1)
def decide_claim(claim: Claim, came_from: str, offer: Offer | None, facts: Facts,
                 earlier: tuple[EarlierClaim, ...], policy: PolicyView, today: date) -> Decision:
    """Open a claim. What is missing is told at once and in full; the claim waits for it with its clock paused."""
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    step = levels_of(claim, policy)[0]["text"]
    submitted = ClaimSubmitted(**claim_public(claim, ClaimState.SUBMITTED, reasons=as_answers(reasons), step=step,
                                              due_on=claim.due_on), came_from=came_from)
    events = (*_accepted(offer, claim), submitted, *_returned_at_once(claim, outcome, reasons))
    return Decision(outcome=outcome, subject=claim.claim_id, reasons=reasons, events=events,
                    details={"claim_id": claim.claim_id, "due_on": claim.due_on and claim.due_on.isoformat()})


def _accepted(offer: Offer | None, claim: Claim) -> tuple[OfferAccepted, ...]:
    if offer is None:
        return ()
    return (OfferAccepted(offer_id=offer.offer_id, person_id=offer.person_id, area=offer.area,
                          programme=offer.programme, period=offer.period, title=offer.title, amount=offer.amount,
                          state=OfferState.ACCEPTED, claim_id=claim.claim_id),)


def _returned_at_once(claim: Claim, outcome: Outcome, reasons) -> tuple[ClaimReturned, ...]:
    if outcome is not Outcome.RETURNED:
        return ()
    missing = [r for r in reasons if r.force is Force.HARD and r.status is Status.UNMET]
    return (ClaimReturned(**claim_public(claim, ClaimState.RETURNED, reasons=as_answers(reasons),
                                         todo=todo_of(reasons)),
                          faults=tuple(f"{r.text}：{PREDICATES[r.code].todo}" for r in missing), automatic=True),)


@rule(version=1)
def decide_resubmission(claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...], policy: PolicyView,
                        today: date) -> Decision:
    """A returned claim goes on once nothing required is missing; `claim.due_on` is the new last day."""
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is Outcome.RETURNED:
        return Decision(outcome=outcome, subject=claim.claim_id, reasons=reasons)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons,
                    events=(_submitted_again(claim, reasons, policy, "correction"),))


def _submitted_again(claim: Claim, reasons, policy: PolicyView, came_from: str) -> ClaimSubmitted:
    return ClaimSubmitted(**claim_public(claim, ClaimState.SUBMITTED, reasons=as_answers(reasons),
                                         due_on=claim.due_on, step=levels_of(claim, policy)[0]["text"]),
                          came_from=came_from)


@rule(version=1)
def decide_return(command: ReturnClaim, claim: Claim) -> Decision:
    """A person returns a claim with all faults; nothing is lost and the clock is paused."""
    event = ClaimReturned(**claim_public(claim, ClaimState.RETURNED, todo="按所列内容补正后重新提交"),
                          faults=command.faults)
    return Decision(outcome=Outcome.RETURNED, subject=claim.claim_id, events=(event,))


@rule(version=1)
def decide_withdrawal(command: WithdrawClaim, claim: Claim) -> Decision:
    """The person takes a claim back; money that was reserved is free again."""
    event = ClaimWithdrawn(**claim_public(claim, ClaimState.WITHDRAWN))
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=(event,))


@rule(version=1)
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
        return Decision(outcome=Outcome.RETURNED, subject=claim.claim_id, reasons=(*reasons, _needs_note(note)))
    reasons += (_noted(note),) if note else ()
    levels = levels_of(claim, policy)
    if claim.level + 1 < len(levels):
        event = ClaimVerified(**claim_public(claim, ClaimState.IN_REVIEW, reasons=as_answers(reasons),
                                             due_on=claim.due_on, step=levels[claim.level + 1]["text"]))
        return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons, events=(event,))
    return _last_level(claim, reasons, budget, policy)


def _hard_unknown(reasons) -> bool:
    return any(r.force is Force.HARD and r.status is Status.UNKNOWN for r in reasons)


def _needs_note(note: str | None) -> Reason:
    return Reason(code="told_or_decided_by_a_person", status=Status.UNMET, force=Force.DISCRETION,
                  citation=_ACT_OF_A_PERSON, text="必须的条件已能判断；有裁量余地的由审核人员写明意见")


def _noted(note: str) -> Reason:
    return Reason(code="told_or_decided_by_a_person", status=Status.MET, force=Force.DISCRETION,
                  citation=_ACT_OF_A_PERSON, text=f"审核意见：{note}")


def _held(claim: Claim, reasons) -> Decision:
    return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=reasons,
                    events=(held(claim, reasons),))


def held(claim: Claim, reasons) -> ClaimReferred:
    """A claim waits for a reviewer's decision, since what it rests on has changed."""
    return ClaimReferred(**claim_public(claim, ClaimState.HELD, reasons=as_answers(reasons),
                                        todo="申领所依据的信息有变化，等待审核人员决定；如有误可向经办机构说明"),
                         referred_to="reviewer")


def _last_level(claim: Claim, reasons, budget: BudgetLine | None, policy: PolicyView) -> Decision:
    amount = claim.amount or amount_in_fen(claim.programme, policy)
    reserved = claim.budget_id is not None
    enough = reserved or (budget is not None and budget.free >= amount)
    rule_of_budget = policy.parameter("within_budget")
    reasons = (*reasons, Reason(code="within_budget", status=status_of(enough), force=Force.IN_PRINCIPLE,
                                citation=rule_of_budget.citation, text=rule_of_budget.label,
                                given={"amount": amount, "free": budget.free if budget else 0}))
    if not enough:
        event = ClaimReferred(**claim_public(claim, ClaimState.WAITING_FOR_BUDGET, reasons=as_answers(reasons),
                                             amount=amount, todo="审核已通过，等待资金下达，无需您办理"),
                              referred_to="finance")
        return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, reasons=reasons, events=(event,))
    event = ClaimApproved(**claim_public(claim, ClaimState.APPROVED, reasons=as_answers(reasons), amount=amount,
                                         step="等待公示"),
                          budget_id=claim.budget_id or budget.budget_id)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_refusal(command: RefuseClaim, claim: Claim, policy: PolicyView) -> Decision:
    """A person refuses a claim with a ground and says how to appeal; reserved money is free again."""
    appeal = policy.parameter("appeal_route")
    reason = Reason(code="decided_by_a_person", status=Status.UNMET, force=Force.DISCRETION,
                    citation=_ACT_OF_A_PERSON, text=f"审核决定：{command.ground}")
    event = ClaimRefused(**claim_public(claim, ClaimState.REFUSED, reasons=as_answers((reason,)), todo=appeal.value),
                         ground=command.ground, appeal=appeal.value)
    return Decision(outcome=Outcome.REFUSED, subject=claim.claim_id, reasons=(reason,),
                    events=(event, served(claim)))


def served(claim: Claim) -> ServiceRendered:
    """The act that the person may rate once: a claim brought to its end."""
    return ServiceRendered(service_act_id=f"subsidies:{claim.claim_id}", person_id=claim.person_id,
                           provider_id=f"office-{claim.area}", area=claim.area, what=f"补贴办理：{claim.title}")


@rule(version=1)
def decide_resumption(command: ResumeClaim, claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...],
                      policy: PolicyView, today: date) -> Decision:
    """A person lets a held claim go on from the first level; it rests on what holds now."""
    reasons = (*claim_reasons(claim, facts, earlier, policy, today),
               Reason(code="decided_by_a_person", status=Status.MET, force=Force.DISCRETION,
                      citation=_ACT_OF_A_PERSON, text=f"恢复办理：{command.ground}"))
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons,
                    events=(_submitted_again(claim, reasons, policy, "resumed"),))


def evidence_fails(claim: Claim, reasons, policy: PolicyView) -> bool:
    """Whether money may not move: something required does not hold, or what the claim rested on was revoked."""
    lost = lost_codes(claim.rested_on, reasons)
    return any(r.force is Force.HARD and r.status in (Status.UNMET, Status.UNKNOWN) for r in reasons) or any(
        code in policy.value("considered_for_hold") for code in lost)


@rule(version=1)
def decide_wish(matter: MatterSubmitted, wish_id: str, programme: str, title: str, area: str,
                claimed: str | None) -> Decision:
    """A wish that opens no claim: this place does not run the programme, or it is claimed already."""
    words = "此前没有申领这一补贴" if claimed else "办理地区现行政策有这一补贴"
    reason = Reason(code="not_claimed_yet" if claimed else "programme_runs_here", citation=_NOT_TWICE_NOT_ELSEWHERE,
                    status=Status.UNMET if claimed else Status.NOT_APPLICABLE, text=words,
                    given={"claim": claimed} if claimed else {})
    event = WishDeclined(wish_id=wish_id, matter_id=matter.matter_id, person_id=matter.person_id, area=area,
                         programme=programme, state="declined", title=title, reasons=as_answers((reason,)),
                         todo="请查看已有申领的进度" if claimed else "请向办理地区人社部门咨询")
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=wish_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_reminder(claim: Claim, today: date) -> Decision:
    """The desk is reminded before a claim's last day, and told when it is over; the claim stays alive."""
    public = claim_public(claim, claim.state, due_on=claim.due_on)
    event = ClaimDueSoon(**public) if today <= claim.due_on else ClaimOverdue(**public)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=(event,))
