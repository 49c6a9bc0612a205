"""What a draft would have changed: last year's cases decided anew, each as if it had not been claimed yet."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from contracts.decisions import Outcome
from contracts.subsidies import AssessmentState
from policies.areas import county_of, full_name
from policies.reader import PolicyView
from services.subsidies.model import EarlierClaim, Facts
from services.subsidies.rules.assessment import how_it_stands
from services.subsidies.rules.conditions import amount_in_fen, is_programme
from services.subsidies.rules.periods import open_pairs
from services.subsidies.rules.predicates import Case


@dataclass(frozen=True, kw_only=True)
class PastCase:
    """What one assessment of last year was made from. `policy` is the one it rested on."""

    person_id: str
    area: str
    programme: str
    period: str
    facts: Facts
    earlier: tuple[EarlierClaim, ...]
    today: date
    policy: PolicyView


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a case comes to: its state, None where the place does not run the programme, and the amount offered."""

    state: AssessmentState | None = None
    amount: int = 0


def outlook(case: PastCase, policy: PolicyView) -> Outlook:
    """How a case comes out under a policy; its own claim does not stand in its way."""
    if not is_programme(case.programme, policy):
        return Outlook()
    others = tuple(claim for claim in case.earlier if (claim.programme, claim.period) != (case.programme, case.period))
    looked_at = Case(facts=case.facts, earlier=others, programme=case.programme, period=case.period, today=case.today)
    _, outcome, _, state = how_it_stands(looked_at, policy)
    offered = outcome is Outcome.OFFERED
    return Outlook(state=state, amount=amount_in_fen(case.programme, policy, looked_at) if offered else 0)


def rehearsed(cases: Iterable[PastCase], drafted: Callable[[str, date], PolicyView]) -> list[dict]:
    """Each case before and under the draft, with programmes that only the draft opens. `drafted` gives the policy
    of an area on a day with the draft in it."""
    by_person: dict[str, list[PastCase]] = {}
    for case in cases:
        by_person.setdefault(case.person_id, []).append(case)
    return [line for known in by_person.values() for line in _of_person(known, drafted)]


def _of_person(known: list[PastCase], drafted) -> Iterator[dict]:
    for case in known:
        yield _line(case, outlook(case, case.policy), outlook(case, drafted(case.area, case.today)))
    newest = max(known, key=lambda case: case.today)
    seen = {(case.programme, case.period) for case in known}
    pairs = open_pairs(newest.facts, lambda area: drafted(area, newest.today), newest.today)
    for area, programme, period in pairs:
        if (programme, period) not in seen and not is_programme(programme, newest.policy):
            case = PastCase(**vars(newest) | {"area": area, "programme": programme, "period": period})
            yield _line(case, Outlook(), outlook(case, drafted(area, case.today)))


def _line(case: PastCase, before: Outlook, after: Outlook) -> dict:
    return {"person_id": case.person_id, "area": case.area, "programme": case.programme, "period": case.period,
            "before": before.state and before.state.value, "after": after.state and after.state.value,
            "amount_before": before.amount, "amount_after": after.amount, "difference": after.amount - before.amount}


def changed(lines: Iterable[dict]) -> list[dict]:
    """The cases that would have come out otherwise."""
    return [line for line in lines if (line["before"], line["amount_before"]) != (line["after"], line["amount_after"])]


def by_county(lines: Iterable[dict]) -> list[dict]:
    """Who gains and who loses, with money, county by county."""
    counties: dict[str, list[dict]] = {}
    for line in lines:
        counties.setdefault(county_of(line["area"]), []).append(line)
    return [_county(area, found) for area, found in sorted(counties.items())]


def _county(area: str, lines: list[dict]) -> dict:
    more = [line["difference"] for line in lines if line["difference"] > 0]
    less = [-line["difference"] for line in lines if line["difference"] < 0]
    waiting = [line for line in lines if line["after"] == AssessmentState.CANNOT_TELL != line["before"]]
    return {"area": area, "area_name": full_name(area), "cases": len(lines), "gain": len(more), "gained": sum(more),
            "lose": len(less), "lost": sum(less), "to_decide": len(waiting)}
