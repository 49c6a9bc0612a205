"""The desk's side of a claim: verify, approve, refer, refuse, resume; and a claim shown in depth."""

from datetime import timedelta

from casework.decisions.inputs import CONVERTER
from casework.working_days import read_clock, working_days_of
from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import ROLE_LABELS, Role
from contracts.decisions import Outcome
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import ReferredTo, RefusalCode
from contracts.subsidies.commands import ApproveClaim, ReferClaim, RefuseClaim, ResumeClaim, VerifyClaim
from contracts.subsidies.questions import ShowClaim
from services.subsidies.model import Claim, Facts
from services.subsidies.rules import decide_referral, decide_refusal, decide_resumption, decide_review
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import levels_of
from services.subsidies.rules.reviews import something_is_unmet
from services.subsidies.rules.timing import clock_facts
from services.subsidies.service.assessment import evidence_of, reassess
from services.subsidies.service.claims import require_no_bank_question
from services.subsidies.service.links import suspicions_before_review
from services.subsidies.service.timing import due_again, follow_clock

_IN_REVIEW = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET)
_WAITS_FOR_A_PERSON = (ClaimState.HELD, ClaimState.REFERRED)
_MAY_BE_REFERRED = (*_IN_REVIEW, ClaimState.HELD)
_MAY_BE_REFUSED = (*_IN_REVIEW, *_WAITS_FOR_A_PERSON, ClaimState.RETURNED, ClaimState.APPROVED)
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

    @command(ReferClaim)
    def refer_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, _MAY_BE_REFERRED, "这个状态下不能转办")
            require_role_above(command)
            return tx.record(decide_referral(command, claim))

    @command(RefuseClaim)
    def refuse_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, _MAY_BE_REFUSED, "这个状态下不能作出不予通过的决定")
            require_may_refuse(tx, command, claim)
            require_no_bank_question(tx, claim)
            evidence, policy = evidence_of(tx, claim)
            require_ground_for_code(command, evidence)
            letter_id = derived_id("letter", command.id)
            appeal_by = tx.today + timedelta(days=policy.value("appeal_within_days"))
            answer = tx.record(decide_refusal(command, claim, evidence, letter_id, appeal_by, policy, tx.today))
            follow_clock(tx, tx.claim_of(claim.claim_id))
            reassess(tx, claim.person_id)
            return answer

    @command(ResumeClaim)
    def resume_claim(self, command):
        with self.store.transaction(command) as tx:
            waiting = claim_at(tx, command, _WAITS_FOR_A_PERSON, "申领没有被暂停或转办")
            require_named_role(command, waiting)
            require_no_bank_question(tx, waiting)
            claim = due_again(tx, since_decided(tx, waiting))
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_resumption(command, claim, tx.facts_of(claim.person_id),
                                         tx.earlier_claims(claim.person_id), policy, tx.today)
            answer = tx.record(decision)
            follow_clock(tx, tx.claim_of(claim.claim_id), waiting.due_on)
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
    if found := suspicions_before_review(tx, claim):
        return found
    budget = tx.budget_for(claim.area, tx.today.year, claim.programme)
    decision = decide_review(claim, command.note, tx.facts_of(claim.person_id), tx.earlier_claims(claim.person_id),
                             budget, policy, tx.today)
    answer = tx.record(decision)
    if decision.outcome is Outcome.GRANTED:
        tx.note_handler(claim.claim_id, command.actor.person_id)
    follow_clock(tx, tx.claim_of(claim.claim_id), claim.due_on)
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
    require_not_the_refuser(command, claim)
    if policy.value("reviewed_by_different_people") and command.actor.person_id in claim.handled_by:
        raise Forbidden("同一笔申领的各级审核须由不同的人办理")


def require_named_role(command, claim: Claim) -> None:
    """What was referred to a role is decided by that role."""
    if claim.state is ClaimState.REFERRED and command.actor.role.value != claim.referred_to:
        raise Forbidden(f"本申领已转{ROLE_LABELS[Role(claim.referred_to)]}决定", needed=[claim.referred_to])


def require_role_above(command) -> None:
    """One refers upwards; raises Invalid for one's own role or one below."""
    order = [Role.CLERK.value, *ReferredTo]
    if order.index(command.to.value) <= order.index(command.actor.role.value):
        raise Invalid("请检查标出的内容", fields={"to": ["只能转给上一级的人员"]})


def require_may_refuse(tx, command, claim: Claim) -> None:
    """A claim that waits for its person is not refused before the days for that are over; one that an appeal opened
    again is not refused by the same person; one that was referred is refused by the named role."""
    require_named_role(command, claim)
    if claim.state is ClaimState.RETURNED and claim.correct_by and tx.today <= claim.correct_by:
        raise Conflict("补正期限未到，不能作出不予通过的决定", correct_by=claim.correct_by.isoformat())
    require_not_the_refuser(command, claim)


def require_not_the_refuser(command, claim: Claim) -> None:
    """Whoever refused a claim takes no part in it again after the refusal was overturned."""
    if claim.refused_by and command.actor.person_id == claim.refused_by:
        raise Forbidden("原决定已被撤销，须由未参与原决定的人员办理")


def require_ground_for_code(command, evidence) -> None:
    """A refusal for an unmet condition needs one; raises Invalid where every binding one holds."""
    if command.code is RefusalCode.CONDITION_UNMET and not something_is_unmet(evidence):
        raise Invalid("请检查标出的内容", fields={"code": ["各项条件均已满足，不能以不符合条件为由不予通过"]})


def shown(tx, claim: Claim, reasons) -> dict:
    """A claim with its legal clock as everybody reads it."""
    clock = read_clock(clock_facts(claim), working_days_of(tx, claim.area), tx.today)
    return {**clock.as_data(), "claim_id": claim.claim_id, "person_id": claim.person_id, "area": claim.area,
            "organisation_id": claim.organisation_id,
            "programme": claim.programme, "period": claim.period, "state": claim.state.value,
            "amount": yuan(claim.amount), "submitted_on": claim.submitted_on.isoformat(),
            "referred_to": claim.referred_to, "correct_by": claim.correct_by and claim.correct_by.isoformat(),
            "files": list(claim.files), "facts": facts_shown(tx.facts_of(claim.person_id)),
            "reasons": [reason.as_data() for reason in reasons]}


def facts_shown(facts: Facts) -> dict:
    """What a claim rests on as a desk reads it: whether an account is on record, and not the mark that links it to
    others with the same one; the gateway adds the account itself, masked."""
    told = CONVERTER.unstructure(facts)
    for payee in filter(None, (told["person"], told["organisation"])):
        payee["account_on_record"] = payee.pop("account_token") is not None
    return told
