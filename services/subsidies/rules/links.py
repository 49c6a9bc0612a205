"""Which people are linked closely enough, which of their benefits may not stack, and what a person's verdict does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import JudgeSuspicion
from contracts.subsidies.domain_events import LinkStep, SuspicionJudged, SuspicionRaised
from contracts.subsidies.suspicion_states import SuspicionState
from policies.reader import PolicyView
from services.subsidies.model import Benefit, Claim, Facts, Hit, Hop, Mark, Payment, Suspicion
from services.subsidies.model.claims import ENDED_WITHOUT_MONEY, UNDER_WAY, EarlierClaim
from services.subsidies.rules.claims import held
from services.subsidies.rules.claw_backs import opened

Joined = Mapping[str, tuple[Hop, ...]]
_CITED = "benefits_that_may_not_stack"
_CAME_TO_NOTHING = (*ENDED_WITHOUT_MONEY, ClaimState.REVOKED)


def joined(marks: Iterable[Mark], counted: Mapping) -> Joined:
    """For each person the others who are linked to them in one step, by `links_that_count`."""
    holders = defaultdict(set)
    for mark in marks:
        holders[mark.kind, mark.token].add(mark.person_id)
    shared = defaultdict(set)
    for (kind, _), people in holders.items():
        if 1 < len(people) <= counted["kinds"][kind]["shared_by_at_most"]:
            for pair in combinations(sorted(people), 2):
                shared[pair].add(kind)
    hops = defaultdict(list)
    for (one, other), kinds in sorted(shared.items()):
        if sum(counted["kinds"][kind]["weight"] for kind in kinds) >= counted["needed"]:
            hops[one].append(Hop(from_person=one, to_person=other, kinds=tuple(sorted(kinds))))
            hops[other].append(Hop(from_person=other, to_person=one, kinds=tuple(sorted(kinds))))
    return {person: tuple(steps) for person, steps in hops.items()}


def paths_from(person_id: str, links: Joined, steps_at_most: int) -> dict[str, tuple[Hop, ...]]:
    """The shortest path to each person within so many steps; the person's own is empty."""
    paths: dict[str, tuple[Hop, ...]] = {person_id: ()}
    edge = [person_id]
    for _ in range(steps_at_most):
        edge = [hop.to_person for person in edge for hop in links.get(person, ())
                if hop.to_person not in paths and paths.setdefault(hop.to_person, (*paths[person], hop))]
    return paths


def benefits_of(person_id: str, claims: tuple[EarlierClaim, ...], facts: Facts) -> tuple[Benefit, ...]:
    """What a person got or asks for: claims under way or paid, and what other pillars gave."""
    own = [Benefit(person_id=person_id, kind=claim.programme, benefit_id=claim.claim_id, period=claim.period)
           for claim in claims if claim.paid or claim.state in UNDER_WAY]
    loans = [Benefit(person_id=person_id, kind="loan_in_trouble", benefit_id=loan.loan_id)
             for loan in facts.loans if loan.is_in_trouble]
    places = [Benefit(person_id=person_id, kind="rent_free_place", benefit_id=tenancy.tenancy_id)
              for tenancy in facts.tenancies if tenancy.holds and tenancy.rent_free]
    return (*own, *loans, *places)


def hits_of(claim: Claim, paths: Mapping[str, tuple[Hop, ...]], benefits: Iterable[Benefit], pairs) -> tuple[Hit, ...]:
    """The benefits of linked people that may not stack with a claim. One's own claims are for other rules."""
    words = {frozenset((pair["first"], pair["second"])): pair["text"] for pair in pairs}
    return tuple(
        Hit(claim_id=claim.claim_id, other=benefit, path=paths[benefit.person_id], text=text)
        for benefit in benefits
        if benefit.person_id != claim.person_id and benefit.person_id in paths
        and (text := words.get(frozenset((claim.programme, benefit.kind)))))


@rule(version=1)
def decide_suspicions(claim: Claim, hits: tuple[Hit, ...], suspicion_ids: tuple[str, ...],
                      policy: PolicyView) -> Decision:
    """Hits that nobody has judged yet are leads for a person; the claim waits, and nothing is refused by them.
    `suspicion_ids` has one id per hit."""
    reasons = tuple(_reason(hit, policy) for hit in hits)
    events = tuple(_raised(claim, hit, reason, suspicion_id)
                   for hit, reason, suspicion_id in zip(hits, reasons, suspicion_ids, strict=True))
    return Decision(outcome=Outcome.REFERRED if hits else Outcome.NOT_APPLICABLE, subject=claim.claim_id,
                    reasons=reasons, events=events, details={"suspicion_ids": list(suspicion_ids)})


def _reason(hit: Hit, policy: PolicyView) -> Reason:
    kinds = policy.value("links_that_count")["kinds"]
    steps = "；".join("、".join(kinds[kind]["text"] for kind in hop.kinds) for hop in hit.path)
    return Reason(code="not_had_by_linked_people", status=Status.UNMET, force=Force.DISCRETION,
                  citation=policy.citation(_CITED), text=f"{hit.text}（{len(hit.path)} 步关联：{steps}）",
                  reading=policy.parameter(_CITED).reading,
                  given={"other": hit.other.benefit_id, "steps": len(hit.path)})


def _raised(claim: Claim, hit: Hit, reason: Reason, suspicion_id: str) -> SuspicionRaised:
    path = tuple(LinkStep(from_person=hop.from_person, to_person=hop.to_person, kinds=hop.kinds) for hop in hit.path)
    return SuspicionRaised(suspicion_id=suspicion_id, claim_id=claim.claim_id, area=claim.area,
                           programme=claim.programme, other_id=hit.other.benefit_id, other_kind=hit.other.kind,
                           state=SuspicionState.OPEN, title=hit.text, path=path, reasons=as_answers((reason,)))


def falls_on(claims: Iterable[Claim]) -> Claim | None:
    """On which claim of a pair a confirmed lead falls: one that can still be held, else one on its way to the bank,
    else one that was paid. None where one of the two came to nothing, since then nothing is had twice."""
    pair = tuple(claims)
    if any(claim.state in _CAME_TO_NOTHING for claim in pair):
        return None
    ranked = (lambda claim: claim.may_be_withdrawn, lambda claim: claim.state is ClaimState.IN_PAYMENT,
              lambda claim: claim.state is ClaimState.PAID)
    return next((claim for fits in ranked for claim in pair if fits(claim)), None)


@rule(version=2)
def decide_verdict(command: JudgeSuspicion, suspicion: Suspicion, on: Claim | None, payment: Payment | None,
                   claw_back_id: str | None, valid_until: date, policy: PolicyView) -> Decision:
    """A person's verdict. Where it confirms, the claim that it falls on waits for a reviewer, and for one that was
    paid a claw-back case is opened (`claw_back_id`); one in a batch is stopped when the batch is approved. What then
    becomes of it is decided there, by a person."""
    state = SuspicionState.CONFIRMED if command.confirmed else SuspicionState.CLEARED
    reason = Reason(code="judged_by_a_person", status=Status.UNMET if command.confirmed else Status.MET,
                    force=Force.DISCRETION, citation=policy.citation(_CITED), text=f"认定意见：{command.ground}")
    same = ("suspicion_id", "claim_id", "area", "programme", "other_id", "other_kind")
    judged = SuspicionJudged(**{name: getattr(suspicion, name) for name in same}, state=state,
                             title=policy.parameter(_CITED).label, confirmed=command.confirmed,
                             ground=command.ground, valid_until=None if command.confirmed else valid_until,
                             falls_on=on.claim_id if on and command.confirmed else None)
    events = (judged, *(_consequences(on, payment, claw_back_id, reason) if on and command.confirmed else ()))
    return Decision(outcome=Outcome.GRANTED, subject=suspicion.suspicion_id, reasons=(reason,), events=events)


def _consequences(on: Claim, payment: Payment | None, claw_back_id: str | None, reason: Reason) -> tuple:
    if payment and claw_back_id:
        return (opened(claw_back_id, on, payment, (reason,)),)
    return (held(on, (reason,)),) if on.may_be_withdrawn else ()
