"""For which periods a programme is open: once in life, each year, once per course, prize, award or base."""

from collections.abc import Callable, Mapping
from datetime import date

from policies.reader import PolicyView
from services.subsidies.model import Base, Facts

BASE, PRIZE, COURSE, AWARD = "base", "prize", "course", "award"


def prize_period(prize_id: str) -> str:
    """The period of a programme that is given once per prize."""
    return f"{PRIZE}:{prize_id}"


def award_period(award_id: str) -> str:
    """The period of an award: each is given once."""
    return f"{AWARD}:{award_id}"


def course_period(course: str) -> str:
    """The period of a programme that is given once per course."""
    return f"{COURSE}:{course}"


def base_period(base_id: str, year: int | None = None) -> str:
    """The period of a programme that is given once per base, or once per base for a year."""
    return f"{BASE}:{base_id}" if year is None else f"{BASE}:{base_id}:{year}"


def periods_of(once_per: Mapping | str, facts: Facts, today: date) -> tuple[str, ...]:
    """The periods of a programme that are open for a claimant on a day."""
    per = once_per if isinstance(once_per, str) else once_per["per"]
    if per == "prize":
        return tuple(prize_period(prize.prize_id) for prize in facts.prizes)
    if per == "award":
        return tuple(award_period(award.award_id) for award in facts.awards)
    if per == "course":
        return tuple(dict.fromkeys(course_period(training.course) for training in facts.trainings))
    if per == "base":
        return tuple(base_period(base.base_id) for base in facts.bases)
    if per == "base_last_year":
        return tuple(base_period(base.base_id, today.year - 1) for base in facts.bases)
    return {"person": ("once",), "year": (str(today.year),)}[per]


def turns_with_the_year(once_per: Mapping | str) -> bool:
    """Whether a new period opens on 1 January."""
    return (once_per if isinstance(once_per, str) else once_per["per"]) in ("year", "base_last_year")


def base_of(period: str, facts: Facts) -> Base | None:
    """The base that a period is about."""
    wanted = period.split(":")[1] if period.startswith(f"{BASE}:") else None
    return next((base for base in facts.bases if base.base_id == wanted), None)


def organisation_of(claimant_id: str, period: str) -> str | None:
    """The claimant, where a period shows that it is an organisation; None for a person."""
    return claimant_id if period.startswith(f"{BASE}:") else None


def year_of(period: str) -> int | None:
    """The year that a base's period is for."""
    about, _, year = period.rpartition(":")
    return int(year) if ":" in about else None


def area_of(period: str, facts: Facts) -> str | None:
    """Where a period is handled: a base's where the base lies, an organisation's award where it was given, all else
    where the claimant's subsidies are."""
    base = base_of(period, facts)
    given = (each for each in facts.awards if each.organisation_id and award_period(each.award_id) == period)
    return next((each.area for each in (*([base] if base else []), *given)), facts.area)


def open_pairs(facts: Facts, policy_at: Callable[[str], PolicyView], today: date) -> list[tuple[str, str, str]]:
    """(area, programme, period) of everything that is open to a claimant of this kind where it is handled."""
    areas = [facts.area]
    if facts.claimant == "organisation":
        areas = sorted({each.area for each in (*facts.bases, *facts.awards)})
    return [(area, programme, period) for area in areas for programme, value in run_in(policy_at(area))
            if value.get("for", "person") in (facts.claimant, "anyone")
            for period in periods_of(value["once_per"], facts, today) if area_of(period, facts) == area]


def run_in(policy: PolicyView) -> list[tuple[str, dict]]:
    """The programmes that a place runs, with what is stated of each; one that has ended runs no longer."""
    stated = set(policy.keys())
    here = policy.value("programmes") if "programmes" in stated else ()
    return [(programme, policy.value(programme)) for programme in here if programme in stated]
