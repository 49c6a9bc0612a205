"""Claims: opened with a click or a form, gone on with after a correction, withdrawn, on hold for a person."""

from dataclasses import replace
from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status, outcome_of
from contracts.subsidies import ClaimState, OfferState
from contracts.subsidies.commands import WithdrawClaim
from contracts.subsidies.domain_events import (
    ClaimReferred,
    ClaimReturned,
    ClaimSubmitted,
    ClaimWithdrawn,
    OfferAccepted,
    ServiceRendered,
)
from policies.reader import PolicyView
from services.subsidies.model import Claim, EarlierClaim, Facts, Offer
from services.subsidies.rules.conditions import (
    amount_in_fen,
    amount_reason,
    claim_condition_reasons,
    condition_reasons,
    lost_codes,
    setting,
    todo_of,
)
from services.subsidies.rules.periods import organisation_of
from services.subsidies.rules.predicates import Case
from services.subsidies.rules.timing import clock_facts, clock_of


def claim_public(claim: Claim, state: ClaimState, **changes) -> dict:
    """The public state of a claim after it moved to `state`."""
    return {"claim_id": claim.claim_id, "person_id": claim.person_id, "area": claim.area,
            "programme": claim.programme, "period": claim.period, "title": claim.title, "amount": claim.amount,
            "business_id": claim.business_id, "state": state, "clock": clock_facts(claim),
            "organisation_id": organisation_claiming(claim)} | changes


def organisation_claiming(claim: Claim) -> str | None:
    """The claimant where it is an organisation. Decisions of before this was kept knew it from a base's period."""
    return claim.organisation_id or organisation_of(claim.person_id, claim.period)


def claim_reasons(claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...], policy: PolicyView,
                  today: date) -> tuple[Reason, ...]:
    """How a claim's conditions stand today; a claim does not stand in its own way."""
    others = tuple(other for other in earlier if other.claim_id != claim.claim_id)
    case = Case(facts=facts, earlier=others, programme=claim.programme, period=claim.period, today=today)
    if is_award(claim):
        return claim_condition_reasons(case, policy)
    return (*condition_reasons(claim.programme, case, policy), *claim_condition_reasons(case, policy),
            amount_reason(claim.programme, policy, case))


def amount_today(claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...], policy: PolicyView,
                 today: date) -> int:
    """What a claim comes to on today's evidence, in 分. Money that is reserved stays as it was publicised, and an
    award as it was conferred; where it can't be told today, the amount of the claim stands."""
    if claim.budget_id or is_award(claim):
        return claim.amount
    case = Case(facts=facts, earlier=earlier, programme=claim.programme, period=claim.period, today=today)
    return amount_in_fen(claim.programme, policy, case) or claim.amount


def is_award(claim: Claim) -> bool:
    """Whether the claim is an award of a campaign: what it rests on was decided there, and came with its notice."""
    return claim.period.startswith("award:")


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
                                              due_on=claim.due_on),
                               came_from=came_from, submission_id=claim.submission_id)
    events = (*_accepted(offer, claim), submitted, *_returned_at_once(claim, outcome, reasons, today))
    return Decision(outcome=outcome, subject=claim.claim_id, reasons=reasons, events=events,
                    details={"claim_id": claim.claim_id, "due_on": claim.due_on and claim.due_on.isoformat()})


def _accepted(offer: Offer | None, claim: Claim) -> tuple[OfferAccepted, ...]:
    if offer is None:
        return ()
    return (OfferAccepted(offer_id=offer.offer_id, person_id=offer.person_id, area=offer.area,
                          programme=offer.programme, period=offer.period, title=offer.title, amount=offer.amount,
                          state=OfferState.ACCEPTED, claim_id=claim.claim_id,
                          organisation_id=organisation_claiming(claim)),)


def _returned_at_once(claim: Claim, outcome: Outcome, reasons, today: date) -> tuple[ClaimReturned, ...]:
    if outcome is not Outcome.RETURNED:
        return ()
    return (returned(claim, known_faults(reasons), today, reasons=as_answers(reasons), todo=todo_of(reasons),
                     automatic=True),)


def known_faults(reasons) -> tuple[str, ...]:
    """What the platform itself finds missing or cannot tell, each with what the person can do."""
    open_ones = [r for r in reasons if r.force is Force.HARD and r.status in (Status.UNMET, Status.UNKNOWN)
                 and todo_of((r,))]
    return tuple(f"{r.text}：{todo_of((r,))}" for r in open_ones)


def returned(claim: Claim, faults: tuple[str, ...], today: date, **more) -> ClaimReturned:
    """A claim goes back to its person; from today its clock stands still."""
    paused = replace(claim, pauses=clock_of(claim).pause(today, paused_for(faults)).pauses)
    public = claim_public(paused, ClaimState.RETURNED) | more
    return ClaimReturned(**public, faults=faults, correct_by=claim.correct_by)


def paused_for(faults: tuple[str, ...]) -> str:
    """Why a returned claim's clock stands still."""
    return f"等待补正：{'；'.join(faults)}"[:500]


@rule(version=1)
def decide_resubmission(claim: Claim, facts: Facts, earlier: tuple[EarlierClaim, ...], policy: PolicyView,
                        today: date) -> Decision:
    """A returned claim goes on once nothing required is missing; `claim.due_on` is the new last day."""
    reasons = claim_reasons(claim, facts, earlier, policy, today)
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is Outcome.RETURNED:
        return Decision(outcome=outcome, subject=claim.claim_id, reasons=reasons)
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, reasons=reasons,
                    events=(submitted_again(claim, reasons, policy, "correction"),))


def submitted_again(claim: Claim, reasons, policy: PolicyView, came_from: str) -> ClaimSubmitted:
    """A claim that goes on at the first level; `came_from` says what made it go on."""
    again = replace(claim, decided_on=None, held_on=None, held_for=None)
    return ClaimSubmitted(**claim_public(again, ClaimState.SUBMITTED, reasons=as_answers(reasons),
                                         due_on=claim.due_on, step=levels_of(claim, policy)[0]["text"]),
                          came_from=came_from, submission_id=claim.submission_id)


@rule(version=2)
def decide_withdrawal(command: WithdrawClaim, claim: Claim, today: date) -> Decision:
    """The person takes a claim back; its clock stops, money that was reserved is free again."""
    event = ClaimWithdrawn(**claim_public(claim, ClaimState.WITHDRAWN, clock=clock_facts(claim, stopped_on=today)))
    return Decision(outcome=Outcome.GRANTED, subject=claim.claim_id, events=(event,))


def held(claim: Claim, reasons) -> ClaimReferred:
    """A claim waits for a reviewer's decision, since what it rests on has changed."""
    return ClaimReferred(**claim_public(claim, ClaimState.HELD, reasons=as_answers(reasons),
                                        due_on=claim.due_on,
                                        todo="申领所依据的信息有变化，等待审核人员决定；如有误可向经办机构说明"),
                         referred_to="reviewer")


def served(claim: Claim) -> tuple[ServiceRendered, ...]:
    """The act that the person may rate once: a claim brought to its end. 好差评 is a person's: for an organisation
    nobody could take the right, and none is opened."""
    if organisation_claiming(claim):
        return ()
    return (ServiceRendered(service_act_id=f"subsidies:{claim.claim_id}", person_id=claim.person_id,
                           provider_id=f"office-{claim.area}", area=claim.area, what=f"补贴办理：{claim.title}"),)


def evidence_fails(claim: Claim, reasons, policy: PolicyView) -> bool:
    """Whether money may not move: something required does not hold, or what the claim rested on was revoked."""
    lost = lost_codes(claim.rested_on, reasons)
    return any(r.force is Force.HARD and r.status in (Status.UNMET, Status.UNKNOWN) for r in reasons) or any(
        code in policy.value("considered_for_hold") for code in lost)
