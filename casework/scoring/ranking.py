"""Ranking by the exact average; equal averages share a rank, and the next rank is skipped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Score:
    """One scorer's points for one candidate."""

    candidate_id: str
    scorer_id: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A candidate's place. `average` is exact, so that no rounding makes or hides a tie."""

    candidate_id: str
    average: Fraction
    rank: int

    @property
    def hundredths(self) -> int:
        """The average in hundredths for showing, cut off."""
        return int(self.average * 100)


def rank(scores: Iterable[Score]) -> tuple[Placed, ...]:
    """The places, best first; candidates of one rank in order of id, which means nothing."""
    points: dict[str, list[int]] = {}
    for score in scores:
        points.setdefault(score.candidate_id, []).append(score.points)
    averages = {candidate: Fraction(sum(given), len(given)) for candidate, given in points.items()}
    ordered = sorted(averages, key=lambda candidate: (-averages[candidate], candidate))
    return tuple(Placed(candidate_id=candidate, average=averages[candidate],
                        rank=1 + sum(other > averages[candidate] for other in averages.values()))
                 for candidate in ordered)


def tied_among(places: Sequence[Placed], winners: int) -> tuple[str, ...]:
    """The candidates that share a rank which a prize depends on; a person puts them in order."""
    ranks = [place.rank for place in places]
    return tuple(place.candidate_id for place in places
                 if place.rank <= winners and ranks.count(place.rank) > 1)


def in_order(places: Sequence[Placed], order: Sequence[str]) -> tuple[Placed, ...]:
    """The places after a person put the tied candidates in this order; others stay where they are.

    Raises ValueError when a tied candidate is not named or one is named that is not tied.
    """
    ranks = [place.rank for place in places]
    shared = {place.candidate_id for place in places if ranks.count(place.rank) > 1}
    if unknown := set(order) - shared:
        raise ValueError(f"not tied: {sorted(unknown)}")
    at = {candidate: number for number, candidate in enumerate(order)}
    if len(at) != len(order):
        raise ValueError("named twice")
    return tuple(sorted((_moved(place, places, at) for place in places),
                        key=lambda place: (place.rank, place.candidate_id)))


def _moved(place: Placed, places: Sequence[Placed], at: dict[str, int]) -> Placed:
    group = [other.candidate_id for other in places if other.rank == place.rank]
    if len(group) == 1 or not any(candidate in at for candidate in group):
        return place
    if missing := [candidate for candidate in group if candidate not in at]:
        raise ValueError(f"not named: {missing}")
    earlier = sum(at[other] < at[place.candidate_id] for other in group)
    return replace(place, rank=place.rank + earlier)
