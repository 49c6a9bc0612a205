"""Assessing people and organisations anew after anything that can change an answer."""

from functools import partial

from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import ReassessArea, ReassessPerson
from services.subsidies.model import UNDER_WAY, Claim, Facts, Known
from services.subsidies.rules import (
    decide_assessment,
    decide_changed_basis,
    decide_resubmission,
    decide_stale_offer,
)
from services.subsidies.rules.claims import claim_reasons
from services.subsidies.rules.periods import open_pairs
from services.subsidies.service.holding import look_at_holding
from services.subsidies.service.periods import Turns
from services.subsidies.service.timing import due_again, due_if_held, follow_clock, follow_held

AT_A_TIME = 100


class AssessmentHandlers:
    """Handlers about assessments."""

    @command(ReassessArea)
    def reassess_area(self, command):
        with self.store.transaction(command) as tx:
            people = tx.people_within(area_prefix(command.area), command.after, AT_A_TIME)
            tx.lock_people(people)
            reassess_many(tx, people)
            if len(people) == AT_A_TIME:
                tx.set_timer(f"reassess:{command.area}:{command.id}", tx.now,
                             ReassessArea(area=command.area, after=people[-1]))

    @command(ReassessPerson)
    def reassess_person(self, command):
        with self.store.transaction(command) as tx:
            tx.lock_person(command.person_id)
            reassess(tx, command.person_id)


def reassess(tx, person_id: str) -> None:
    """Assess one claimant anew. The caller's transaction holds the claimant."""
    reassess_many(tx, (person_id,))


def reassess_many(tx, people) -> None:
    """Assess people and organisations against every programme of the place, then look at what offers and claims
    rest on, and watch the calendar for the day on which an answer may change by itself."""
    turns = Turns(tx)
    for person_id, known in tx.known_of(people).items():
        if known.facts.area is not None:
            _reassess(tx, person_id, known, turns)
    turns.set()


def _reassess(tx, person_id: str, known: Known, turns: Turns) -> None:
    pairs = open_pairs(known.facts, partial(tx.policy, on=tx.today), tx.today)
    for area, programme, period in pairs:
        policy = tx.policy(area, on=tx.today)
        standing = known.standing(derived_id("assessment", person_id, programme, period),
                                  derived_id("offer", person_id, programme, period))
        tx.add(decide_assessment(person_id, area, programme, period, known.facts, known.earlier, standing, policy,
                                 tx.today))
    turns.watch(person_id, known, pairs)
    open_here = {(programme, period) for _, programme, period in pairs}
    for offer in known.open_offers:
        if (offer.programme, offer.period) not in open_here:
            tx.add(decide_stale_offer(offer))
    for claim in tx.claims_of_person(person_id) if known.earlier else ():
        _look_at_basis(tx, claim, known.facts)


def _look_at_basis(tx, claim: Claim, facts: Facts) -> None:
    if claim.state not in (*UNDER_WAY, ClaimState.PAID):
        return
    policy, earlier = tx.policy(claim.area, on=claim.submitted_on), tx.earlier_claims(claim.person_id)
    if claim.state is ClaimState.RETURNED:
        if claim.returned_by_platform:
            _go_on(tx, decide_resubmission(due_again(tx, claim), facts, earlier, policy, tx.today), claim.claim_id)
        return
    kept = tx.kept_despite(claim.claim_id) if claim.state is ClaimState.PAID else ()
    case_id = derived_id("claw-back", claim.claim_id, *kept)
    seen = claim if claim.state is ClaimState.PAID else due_if_held(tx, claim)
    decision = decide_changed_basis(seen, tx.payment_of_claim(claim.claim_id), case_id,
                                    tx.is_asked_back(claim.claim_id), kept, facts, earlier, policy, tx.today)
    tx.add(decision)
    follow_held(tx, decision)
    if claim.state is ClaimState.PAID:
        look_at_holding(tx, claim, facts)


def _go_on(tx, decision, claim_id: str) -> None:
    """What the platform found missing has come: the claim goes on by itself."""
    tx.add(decision)
    if decision.events:
        follow_clock(tx, tx.claim_of(claim_id))


def evidence_of(tx, claim: Claim) -> tuple:
    """How a claim's conditions stand today, with the policy of its day of submission: (reasons, policy)."""
    policy = tx.policy(claim.area, on=claim.submitted_on)
    reasons = claim_reasons(claim, tx.facts_of(claim.person_id), tx.earlier_claims(claim.person_id), policy, tx.today)
    return reasons, policy
