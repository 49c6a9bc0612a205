"""Leads to money that is had twice: found at each level of review and in searches, judged by a person."""

import json
from datetime import date

from casework.working_days import months_after
from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Invalid
from contracts.subsidies import ClaimState, PaymentState
from contracts.subsidies.commands import JudgeSuspicion, SearchSuspicions
from contracts.subsidies.questions import ShowSuspicions
from contracts.subsidies.suspicion_states import SuspicionState
from policies.reader import PolicyView
from services.subsidies.model import Claim, Hit, Payment, Suspicion
from services.subsidies.rules import decide_suspicions, decide_verdict
from services.subsidies.rules.links import benefits_of, falls_on, hits_of, joined, paths_from
from services.subsidies.service.timing import due_if_held, follow_held

AT_A_TIME, SHOWN_AT_MOST = 200, 1000


class LinkHandlers:
    """Handlers about leads."""

    @command(JudgeSuspicion)
    def judge_suspicion(self, command):
        with self.store.transaction(command) as tx:
            suspicion = tx.suspicion_of(command.suspicion_id)
            require_area(command, suspicion.area)
            if suspicion.state is not SuspicionState.OPEN:
                raise Conflict("这条线索已经认定", state=suspicion.state.value)
            policy = tx.policy(suspicion.area, on=tx.today)
            on = falls_on(tx.claims_of_pair(suspicion))
            payment = tx.payment_of_claim(on.claim_id) if on else None
            require_not_at_the_bank(command, payment)
            case_id = claw_back_for(tx, suspicion, on) if on else None
            until = valid_until(command, policy, tx.today)
            on = due_if_held(tx, on) if on and on.may_be_withdrawn else on
            decision = decide_verdict(command, suspicion, on, payment, case_id, until, policy)
            answer = tx.record(decision)
            follow_held(tx, decision)
            return answer

    @command(SearchSuspicions)
    def search_suspicions(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            named = tx.claims_to_search(area_prefix(command.area), command.after, AT_A_TIME)
            raised = raise_suspicions(tx, tx.claims_named(named))
            if len(named) == AT_A_TIME:
                tx.set_timer(f"suspicions:{command.area}:{named[-1]}", tx.now,
                             SearchSuspicions(area=command.area, after=named[-1]))
            return tx.answer_with({"outcome": "granted", "subject": command.area, "reasons": [], "events": [],
                                   "details": {"searched": len(named), "raised": len(raised)}}, *raised)

    @question(ShowSuspicions)
    def show_suspicions(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            return {"suspicions": tx.suspicions_in(area_prefix(question.area), SHOWN_AT_MOST)}


def require_not_at_the_bank(command, payment: Payment | None) -> None:
    """Raises Conflict for a confirmation that could neither stop the money nor ask it back: the bank has it."""
    if command.confirmed and payment and payment.state in (PaymentState.SENT, PaymentState.UNKNOWN):
        raise Conflict("这笔补贴已送银行支付，请在登记银行结果后认定", payment_state=payment.state.value)


def suspicions_before_review(tx, claim: Claim) -> dict | None:
    """What keeps a claim from being confirmed: new leads, whose answer this is. Raises Conflict while one that is
    known waits for its verdict; None where nothing stands in the way. What a confirmed one means for the money is
    decided by a reviewer, who could not go on if it stopped the claim for ever."""
    raised = raise_suspicions(tx, (claim,))
    if raised:
        return tx.answer_with(raised[0], *raised[1:])
    waiting = [each for each in tx.suspicions_about(claim.claim_id) if each.state is SuspicionState.OPEN]
    if waiting:
        raise Conflict("有重复领取线索尚未认定，请先认定", suspicion_ids=[each.suspicion_id for each in waiting])
    return None


def raise_suspicions(tx, claims: tuple[Claim, ...]) -> list[dict]:
    """Record the hits of these claims that nobody has judged; the answers, one per claim with any."""
    answers = []
    for claim, hits in hits_of_claims(tx, claims):
        ids = [pair_id(hit) for hit in hits]
        known = tx.suspicions_named(ids)
        new = [(hit, id_) for hit, id_ in zip(hits, ids, strict=True)
               if id_ not in known or expired(known[id_], tx.today)]
        if new:
            policy = tx.policy(claim.area, on=tx.today)
            answers.append(tx.note(decide_suspicions(claim, tuple(hit for hit, _ in new),
                                                     tuple(id_ for _, id_ in new), policy)))
    return answers


def hits_of_claims(tx, claims: tuple[Claim, ...]) -> list[tuple[Claim, tuple[Hit, ...]]]:
    """The hits of each claim by the policy of its own place, those of one policy together."""
    policies = {claim.claim_id: tx.policy(claim.area, on=tx.today) for claim in claims}
    alike: dict[str, list[Claim]] = {}
    for claim in claims:
        counted = policies[claim.claim_id].value("links_that_count")
        alike.setdefault(json.dumps(counted, sort_keys=True), []).append(claim)
    return [found for same in alike.values() for found in hits_under_one_policy(tx, same, policies)]


def hits_under_one_policy(tx, claims: list[Claim], policies: dict[str, PolicyView]) -> list:
    """The hits of claims of places that count links alike; marks, claims and facts of all who are near are read once
    for all of them."""
    counted = policies[claims[0].claim_id].value("links_that_count")
    caps = {kind: each["shared_by_at_most"] for kind, each in counted["kinds"].items()}
    links = joined(tx.marks_around((claim.person_id for claim in claims), caps, counted["steps_at_most"]), counted)
    paths = {claim.claim_id: paths_from(claim.person_id, links, counted["steps_at_most"]) for claim in claims}
    near = {person for each in paths.values() for person in each if len(each) > 1}
    facts, earlier = tx.facts_of_many(near), tx.earlier_claims_of_many(near)
    benefits = {person: benefits_of(person, earlier[person], facts[person]) for person in near}
    found = []
    for claim in claims:
        linked = paths[claim.claim_id]
        had = (benefit for person in sorted(linked) for benefit in benefits.get(person, ()))
        pairs = policies[claim.claim_id].value("benefits_that_may_not_stack")
        found.append((claim, hits_of(claim, linked, had, pairs)))
    return found


def pair_id(hit: Hit) -> str:
    """The same for both sides of a pair, so that it is raised once."""
    return derived_id("suspicion", *sorted((hit.claim_id, hit.other.benefit_id)))


def expired(suspicion, today: date) -> bool:
    """Whether a person's exclusion no longer holds."""
    return suspicion.state is SuspicionState.CLEARED and not suspicion.is_settled_on(today)


def valid_until(command, policy, today: date) -> date:
    """Until when an exclusion holds; raises Invalid for a day that is over or too far."""
    longest = months_after(today, policy.value("suspicion_cleared_at_most"))
    until = command.valid_until or longest
    if not today <= until <= longest:
        raise Invalid(fields={"valid_until": [f"须在今日与 {longest.isoformat()} 之间"]})
    return until


def claw_back_for(tx, suspicion: Suspicion, on: Claim) -> str | None:
    """The id of a claw-back case for a claim that was paid and is not asked back already."""
    if on.state is not ClaimState.PAID or tx.is_asked_back(on.claim_id):
        return None
    return derived_id("claw_back", on.claim_id, suspicion.suspicion_id)
