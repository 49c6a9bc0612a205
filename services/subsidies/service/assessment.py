"""Assessing one person anew after anything that can change an answer. The caller's transaction holds the person."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import ReassessArea
from services.subsidies.model import UNDER_WAY, Claim, Facts
from services.subsidies.rules import (
    decide_assessment,
    decide_changed_basis,
    decide_resubmission,
    decide_stale_offer,
)
from services.subsidies.rules.claims import claim_reasons
from services.subsidies.rules.predicates import periods_of
from services.subsidies.service.timing import due_again, follow_clock

AT_A_TIME = 100


class AssessmentHandlers:
    """Handlers about assessments."""

    @command(ReassessArea)
    def reassess_area(self, command):
        with self.store.transaction(command) as tx:
            people = tx.people_within(area_prefix(command.area), command.after, AT_A_TIME)
            tx.lock_people(people)
            for person_id in people:
                reassess(tx, person_id)
            if len(people) == AT_A_TIME:
                tx.set_timer(f"reassess:{command.area}:{command.id}", tx.now,
                             ReassessArea(area=command.area, after=people[-1]))


def reassess(tx, person_id: str) -> None:
    """Assess a person against every programme of the place, then look at what offers and claims rest on."""
    facts = tx.facts_of(person_id)
    if facts.area is None:
        return
    open_here = _assess_programmes(tx, person_id, facts)
    for offer in tx.open_offers(person_id):
        if (offer.programme, offer.period) not in open_here:
            tx.add(decide_stale_offer(offer))
    for claim in tx.claims_of_person(person_id):
        _look_at_basis(tx, claim, facts)


def _assess_programmes(tx, person_id: str, facts: Facts) -> set[tuple[str, str]]:
    policy, earlier = tx.policy(facts.area, on=tx.today), tx.earlier_claims(person_id)
    here = policy.value("programmes") if "programmes" in set(policy.keys()) else ()
    pairs = [(programme, period) for programme in here
             for period in periods_of(policy.value(programme)["once_per"], facts, tx.today)]
    for programme, period in pairs:
        standing = tx.standing(assessment_id=derived_id("assessment", person_id, programme, period),
                               offer_id=derived_id("offer", person_id, programme, period))
        tx.add(decide_assessment(person_id, facts.area, programme, period, facts, earlier, standing, policy, tx.today))
    return set(pairs)


def _look_at_basis(tx, claim: Claim, facts: Facts) -> None:
    if claim.state not in (*UNDER_WAY, ClaimState.PAID):
        return
    policy, earlier = tx.policy(claim.area, on=claim.submitted_on), tx.earlier_claims(claim.person_id)
    if claim.state is ClaimState.RETURNED:
        if claim.returned_by_platform:
            _go_on(tx, decide_resubmission(due_again(tx, claim), facts, earlier, policy, tx.today), claim.claim_id)
        return
    case_id = derived_id("claw-back", claim.claim_id)
    tx.add(decide_changed_basis(claim, tx.payment_of_claim(claim.claim_id), case_id,
                                tx.was_asked_back(claim.claim_id), facts, earlier, policy, tx.today))


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
