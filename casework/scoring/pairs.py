"""Who scores what: everybody everything, but for what comes from their own area."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Recusal(StrEnum):
    """How wide one's own area is: the county, or the whole city."""

    COUNTY = "county"
    CITY = "city"


_DIGITS = {Recusal.COUNTY: 6, Recusal.CITY: 4}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is scored, and where it comes from."""

    candidate_id: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Scorer:
    """Who scores, and where they come from."""

    scorer_id: str
    area: str


def is_recused(scorer: Scorer, candidate: Candidate, within: Recusal | None) -> bool:
    """Whether the two come from one county (or city): nobody scores their own area.

    `within` None: everybody is of one area, as in a county's own round, so nobody is recused for it.
    """
    if within is None:
        return False
    digits = _DIGITS[within]
    return scorer.area[:digits] == candidate.area[:digits]


def wanted_pairs(candidates: Iterable[Candidate], scorers: Iterable[Scorer],
                 within: Recusal | None) -> tuple[tuple[str, str], ...]:
    """Every (candidate, scorer) of which a score is wanted, in order."""
    scorers = tuple(scorers)
    return tuple(sorted((candidate.candidate_id, scorer.scorer_id) for candidate in candidates for scorer in scorers
                        if not is_recused(scorer, candidate, within)))


def short_of_scorers(candidates: Iterable[Candidate], scorers: Iterable[Scorer], within: Recusal | None,
                     at_least: int) -> tuple[str, ...]:
    """The candidates that fewer than `at_least` may score."""
    candidates, scorers = tuple(candidates), tuple(scorers)
    return tuple(candidate.candidate_id for candidate in candidates
                 if sum(not is_recused(scorer, candidate, within) for scorer in scorers) < at_least)
