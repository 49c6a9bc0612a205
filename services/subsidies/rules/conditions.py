"""A programme's conditions, applied to one person: one reason each, with force, text and clause from policy."""

from collections.abc import Iterable

from contracts.decisions import Citation, Force, Reason, Status, status_of
from policies.parameters import Parameter, citation_from
from policies.reader import PolicyView
from services.subsidies.rules.predicates import PREDICATES, Case

_AMOUNT_NOT_SET = Citation(unsourced="来源文件和本地都没有设定金额；请财政、人社部门确认")


def condition_reasons(programme: str, case: Case, policy: PolicyView) -> tuple[Reason, ...]:
    """One reason per condition of the programme, in the order of the policy."""
    return tuple(_reason(condition, case) for condition in policy.value(programme)["conditions"])


def claim_condition_reasons(case: Case, policy: PolicyView) -> tuple[Reason, ...]:
    """What is looked at for every claim beside its programme's own conditions."""
    return tuple(_reason(condition, case) for condition in policy.value("claim_conditions"))


def _reason(condition: dict, case: Case) -> Reason:
    found = PREDICATES[condition["predicate"]]
    return Reason(code=found.name, status=status_of(found.holds(case, **condition["params"])),
                  force=Force(condition["force"]), text=condition["text"],
                  citation=citation_from(condition["cite"]), given=found.given(case))


def amount_reason(programme: str, policy: PolicyView) -> Reason:
    """Whether an amount is set here; without one nothing can be offered, and the outside rule is named."""
    amount = setting(policy, programme, "amount")
    if amount is None:
        return Reason(code="amount_set", status=Status.UNKNOWN, citation=_AMOUNT_NOT_SET, text="本地已设定补贴金额")
    return Reason(code="amount_set", status=Status.MET, citation=amount.citation,
                  text=f"补贴金额 {amount.value} {amount.unit}")


def amount_in_fen(programme: str, policy: PolicyView) -> int:
    """The amount of a programme in 分; 0 where none is set."""
    amount = setting(policy, programme, "amount")
    return policy.fen(amount.key) if amount else 0


def setting(policy: PolicyView, programme: str, name: str) -> Parameter | None:
    """`<programme>_<name>` where it is in force, else the general `<name>`, else None."""
    keys = set(policy.keys())
    key = next((key for key in (f"{programme}_{name}", name) if key in keys), None)
    return policy.parameter(key) if key else None


def is_programme(programme: str, policy: PolicyView) -> bool:
    """Whether this place runs the programme on this day."""
    return "programmes" in set(policy.keys()) and programme in policy.value("programmes")


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
