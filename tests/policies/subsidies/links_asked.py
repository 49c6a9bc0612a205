"""Puts situations of linked people to the rules.

`given`: `links` names each step by what the two share (`[account]`, `[phone, address]`); `shared_by` how many people
in all share each of them (2 unless told); `other` what the last of them got or asked for.
"""

from contracts.actors import Actor, Role
from contracts.subsidies import ClaimState, PaymentState
from contracts.subsidies.commands import JudgeSuspicion
from contracts.subsidies.suspicion_states import SuspicionState
from services.subsidies.model import Benefit, Mark, Payment, Suspicion
from services.subsidies.rules import decide_suspicions, decide_verdict
from services.subsidies.rules.links import hits_of, joined, paths_from
from tests.building import a_command


def _search(situation, view, claim):
    counted = view.value("links_that_count")
    paths = paths_from("person-1", joined(_marks(situation.given), counted), counted["steps_at_most"])
    last = f"person-{len(situation.given['links']) + 1}"
    benefit = Benefit(person_id=last, kind=situation.given["other"], benefit_id="other-1")
    hits = hits_of(claim, paths, (benefit,), view.value("benefits_that_may_not_stack"))
    return decide_suspicions(claim, hits, tuple(f"suspicion-{number}" for number, _ in enumerate(hits)), view)


def _marks(given: dict):
    for step, kinds in enumerate(given["links"], start=1):
        for kind in kinds:
            people = [f"person-{step}", f"person-{step + 1}",
                      *(f"crowd-{number}" for number in range(given.get("shared_by", 2) - 2))]
            for person in people:
                yield Mark(kind=kind, token=f"token-{step}", person_id=person, holder=f"person:{person}")


def _judge(situation, view, claim):
    paid = claim.state is ClaimState.PAID
    payment = Payment(payment_id="payment-1", claim_id="claim-1", batch_id="batch-1", person_id="person-1",
                      area=situation.area, programme=claim.programme, period="once", title="补贴", amount=500_000,
                      state=PaymentState.PAID) if paid else None
    by = Actor(role=Role.CLERK, person_id="clerk-1", area=situation.area)
    command = a_command(JudgeSuspicion, by, suspicion_id="suspicion-1", confirmed=situation.ask["confirmed"],
                        ground=situation.ask["ground"])
    suspicion = Suspicion(suspicion_id="suspicion-1", claim_id="claim-1", person_id="person-1", area=situation.area,
                          programme=claim.programme, other_id="other-1", other_kind=claim.programme,
                          state=SuspicionState.OPEN)
    return decide_verdict(command, suspicion, claim, payment, "claw-back-1" if paid else None, situation.on, view)


ASKS = {"search_suspicions": _search, "judge_suspicion": _judge}
