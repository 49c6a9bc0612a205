"""A programme's conditions, applied to one person: one reason each, with force, text and clause from policy."""

from collections.abc import Iterable
from datetime import date

from contracts.decisions import Force, Reason, Status, status_of
from policies.parameters import citation_from
from policies.programmes import conditions_of
from policies.reader import PolicyView
from services.subsidies.rules.amounts import amount_in_fen, amount_reason, setting
from services.subsidies.rules.predicates import PREDICATES, Case

__all__ = ["amount_in_fen", "amount_reason", "claim_condition_reasons", "condition_reasons", "is_programme",
           "lost_codes", "met_codes", "next_turn", "setting", "todo_of", "unsourced_notes"]


def condition_reasons(programme: str, case: Case, policy: PolicyView) -> tuple[Reason, ...]:
    """One reason per condition of the programme, in the order of the policy."""
    return tuple(_reason(condition, case) for condition in conditions_of(policy.value(programme)))


def next_turn(programme: str, case: Case, policy: PolicyView) -> date | None:
    """The next day on which the calendar alone may change how one of the conditions stands; None when never."""
    days = [PREDICATES[condition["predicate"]].turns_on(case, **condition["params"])
            for condition in conditions_of(policy.value(programme))]
    return min((day for day in days if day), default=None)


def claim_condition_reasons(case: Case, policy: PolicyView) -> tuple[Reason, ...]:
    """What is looked at for every claim beside its programme's own conditions."""
    return tuple(_reason(condition, case) for condition in policy.value("claim_conditions"))


def _reason(condition: dict, case: Case) -> Reason:
    found = PREDICATES[condition["predicate"]]
    return Reason(code=found.name, status=status_of(found.holds(case, **condition["params"])),
                  force=Force(condition["force"]), text=condition["text"],
                  citation=citation_from(condition["cite"]), given=found.given(case))


def is_programme(programme: str, policy: PolicyView) -> bool:
    """Whether this place runs the programme on this day."""
    return {"programmes", programme} <= set(policy.keys()) and programme in policy.value("programmes")


def unsourced_notes(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """What no source states and somebody must confirm, once each."""
    return tuple(dict.fromkeys(r.citation.unsourced for r in reasons if r.citation.unsourced))


def todo_of(reasons: Iterable[Reason]) -> str:
    """What the person can do about the binding reasons that do not hold."""
    open_ones = [r for r in reasons if r.force in (Force.HARD, Force.IN_PRINCIPLE, Force.DISCRETION)
                 and r.status in (Status.UNMET, Status.UNKNOWN) and r.code in PREDICATES]
    return "；".join(PREDICATES[r.code].todo for r in open_ones)


def met_codes(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The claims that hold: what an offer, a claim or a payment rests on."""
    return tuple(reason.code for reason in reasons if reason.status is Status.MET)


def lost_codes(rested_on: Iterable[str], reasons: Iterable[Reason]) -> tuple[str, ...]:
    """What something rested on and does not hold any more."""
    holding = set(met_codes(reasons))
    named = {reason.code for reason in reasons}
    return tuple(code for code in rested_on if code in named and code not in holding)
