"""Who scores what, how averages rank, and who breaks ties."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.scoring import (
    Candidate,
    Recusal,
    Score,
    Scorer,
    in_order,
    is_recused,
    rank,
    short_of_scorers,
    tied_among,
    wanted_pairs,
)

JISHOU, LUXI, CHANGSHA = "433101", "433122", "430102"


def scores(**points):
    return [Score(candidate_id=candidate, scorer_id=f"s{n}", points=given) for candidate, all_given in points.items()
            for n, given in enumerate(all_given)]


def test_nobody_scores_their_own_county_and_in_a_provincial_round_nobody_their_own_city():
    ours = Scorer(scorer_id="s", area=JISHOU)
    assert is_recused(ours, Candidate(candidate_id="c", area=JISHOU), Recusal.COUNTY)
    assert not is_recused(ours, Candidate(candidate_id="c", area=LUXI), Recusal.COUNTY)
    assert is_recused(ours, Candidate(candidate_id="c", area=LUXI), Recusal.CITY)
    assert not is_recused(ours, Candidate(candidate_id="c", area=CHANGSHA), Recusal.CITY)


def test_a_village_is_scored_by_nobody_of_its_county():
    assert is_recused(Scorer(scorer_id="s", area=JISHOU), Candidate(candidate_id="c", area="433101001"), Recusal.COUNTY)


def test_a_candidate_that_too_few_may_score_is_named():
    candidates = [Candidate(candidate_id="a", area=JISHOU), Candidate(candidate_id="b", area=LUXI)]
    judges = [Scorer(scorer_id="1", area=JISHOU), Scorer(scorer_id="2", area=LUXI), Scorer(scorer_id="3", area=LUXI)]
    assert wanted_pairs(candidates, judges, Recusal.COUNTY) == (("a", "2"), ("a", "3"), ("b", "1"))
    assert short_of_scorers(candidates, judges, Recusal.COUNTY, 2) == ("b",)


def test_the_average_is_exact_so_no_rounding_makes_a_tie():
    places = rank(scores(a=[90, 90, 91], b=[90, 90, 90]))
    assert [(place.candidate_id, place.rank, place.average) for place in places] == [
        ("a", 1, Fraction(271, 3)), ("b", 2, Fraction(90))]
    assert tied_among(places, 2) == ()


def test_equal_averages_share_a_rank_and_the_next_is_skipped():
    places = rank(scores(a=[80, 90], b=[85, 85], c=[70, 70]))
    assert [(place.candidate_id, place.rank) for place in places] == [("a", 1), ("b", 1), ("c", 3)]
    assert tied_among(places, 1) == ("a", "b")


def test_a_tie_below_the_last_prize_needs_nobody():
    assert tied_among(rank(scores(a=[90], b=[80], c=[80])), 1) == ()


def test_a_persons_order_breaks_the_tie_and_only_the_tie():
    places = rank(scores(a=[85], b=[85], c=[70]))
    assert [(p.candidate_id, p.rank) for p in in_order(places, ["b", "a"])] == [("b", 1), ("a", 2), ("c", 3)]
    for wrong in (["b"], ["b", "a", "c"], ["b", "b"]):
        with pytest.raises(ValueError):
            in_order(places, wrong)


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.integers(0, 100), min_size=2, max_size=4), min_size=1))
def test_a_better_average_never_ranks_lower_and_ranks_count_those_before(points):
    places = rank(scores(**points))
    for place in places:
        assert place.rank == 1 + sum(other.average > place.average for other in places)
    tied = tied_among(places, len(places))
    ordered = in_order(places, tied)
    assert sorted(place.rank for place in ordered) == list(range(1, len(places) + 1))
