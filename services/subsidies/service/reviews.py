"""The desk's side of a claim: verify, return, approve, refuse, resume; and a claim shown in depth."""

from dataclasses import asdict

from casework.decisions.inputs import CONVERTER
from casework.working_days import working_days_of
from chassis.calls import require_area
from chassis.declare import command, question
from contracts.actors import ROLE_LABELS, Role
from contracts.decisions import Outcome
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import ApproveClaim, RefuseClaim, ResumeClaim, ReturnClaim, VerifyClaim
from contracts.subsidies.questions import ShowClaim
from services.subsidies.model import Claim
from services.subsidies.rules import decide_refusal, decide_resumption, decide_return, decide_review
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import levels_of
from services.subsidies.rules.timing import clock_of
from services.subsidies.service.assessment import evidence_of, reassess
from services.subsidies.service.timing import due_again, follow_clock

_IN_REVIEW = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET)
_MAY_BE_REFUSED = (*_IN_REVIEW, ClaimState.RETURNED, ClaimState.HELD, ClaimState.APPROVED)
_UPPER = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


class ReviewHandlers:
    """Handlers of the desk."""

    @command(VerifyClaim)
    def verify_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, (ClaimState.SUBMITTED,), "申领不在待核实状态")
            return confirm_level(tx, command, claim)

    @command(ApproveClaim)
    def approve_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, _IN_REVIEW, "申领不在审核中")
            if claim.level == 0:
                raise Conflict("申领尚未核实", state=claim.state.value)
            return confirm_level(tx, command, claim)

    @command(ReturnClaim)
    def return_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, (ClaimState.SUBMITTED, ClaimState.IN_REVIEW), "申领不在审核中")
            return tx.record(decide_return(command, claim))

    @command(RefuseClaim)
    def refuse_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, _MAY_BE_REFUSED, "这个状态下不能作出不予通过的决定")
            policy = tx.policy(claim.area, on=claim.submitted_on)
            answer = tx.record(decide_refusal(command, claim, policy))
            reassess(tx, claim.person_id)
            return answer

    @command(ResumeClaim)
    def resume_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = due_again(tx, since_decided(tx, claim_at(tx, command, (ClaimState.HELD,), "申领没有被暂停")))
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_resumption(command, claim, tx.facts_of(claim.person_id),
                                         tx.earlier_claims(claim.person_id), policy, tx.today)
            answer = tx.record(decision)
            follow_clock(tx, tx.claim_of(claim.claim_id))
            return answer

    @question(ShowClaim)
    def show_claim(self, question):
        with self.store.reading(question) as tx:
            claim = tx.claim_seen(question.claim_id)
            require_area(question, claim.area)
            reasons, _ = evidence_of(tx, claim)
            return shown(tx, claim, reasons)


def claim_at(tx, command, states: tuple[ClaimState, ...], words: str) -> Claim:
    """The claim, in one of these states and in the actor's area."""
    claim = tx.claim_of(command.claim_id)
    require_area(command, claim.area)
    if claim.state not in states:
        raise Conflict(words, state=claim.state.value)
    return claim


def confirm_level(tx, command, claim: Claim) -> dict:
    """Confirm the claim's next level of review as this actor."""
    policy = tx.policy(claim.area, on=claim.submitted_on)
    require_level(command, claim, levels_of(claim, policy)[claim.level])
    require_another_person(command, claim, policy)
    budget = tx.budget_for(claim.area, tx.today.year, claim.programme)
    decision = decide_review(claim, command.note, tx.facts_of(claim.person_id), tx.earlier_claims(claim.person_id),
                             budget, policy, tx.today)
    answer = tx.record(decision)
    if decision.outcome is Outcome.GRANTED:
        tx.note_handler(claim.claim_id, command.actor.person_id)
    return answer


def since_decided(tx, claim: Claim) -> Claim:
    """A claim that was approved before it was held: the time since then is none of the desk's."""
    if claim.decided_on is None:
        return claim
    tx.note_pause(claim.claim_id, claim.decided_on, tx.today, "审定之后公示、支付期间")
    return tx.claim_of(claim.claim_id)


def require_level(command, claim: Claim, level: dict) -> None:
    """The role that policy names for this level, or staff above it."""
    if command.actor.role not in (Role(level["role"]), *_UPPER):
        raise Forbidden(f"本环节（{level['text']}）需要{ROLE_LABELS[Role(level['role'])]}办理", needed=[level["role"]])


def require_another_person(command, claim: Claim, policy) -> None:
    """Each level is confirmed by somebody else, where policy asks for it."""
    if policy.value("reviewed_by_different_people") and command.actor.person_id in claim.handled_by:
        raise Forbidden("同一笔申领的各级审核须由不同的人办理")


def shown(tx, claim: Claim, reasons) -> dict:
    """A claim with its legal clock as of today, or of the day it was decided."""
    is_working, clock = working_days_of(tx, claim.area), clock_of(claim)
    until = claim.decided_on or tx.today
    return {"claim_id": claim.claim_id, "person_id": claim.person_id, "area": claim.area,
            "programme": claim.programme, "period": claim.period, "state": claim.state.value,
            "amount": yuan(claim.amount), "submitted_on": claim.submitted_on.isoformat(),
            "allowed": claim.allowed, "elapsed": clock.elapsed(is_working, until),
            "paused": clock.paused(is_working, until), "due_on": claim.due_on and claim.due_on.isoformat(),
            "pauses": [CONVERTER.unstructure(asdict(pause)) for pause in claim.pauses],
            "facts": CONVERTER.unstructure(tx.facts_of(claim.person_id)),
            "reasons": [reason.as_data() for reason in reasons]}
