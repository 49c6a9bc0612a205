"""Rounds of sealed scores in the user's own schema; the transaction is an argument.

The seal does not rest on this module alone: the tables show no points to the pillar's role, and let no round
be opened, while a wanted score is missing.
"""

from collections.abc import Iterable

from casework.scoring.ranking import Score


class NotWanted(Exception):
    """No score is wanted of this scorer for this candidate: recused, not appointed, or no such round."""


class AlreadyScored(Exception):
    """This scorer has scored this candidate; a sealed score stays as it is."""


class StillSealed(Exception):
    """A wanted score is missing, so no score may be seen."""


def open_round(tx, round_id: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Open a round in which a score is wanted for each (candidate, scorer)."""
    tx.execute("INSERT INTO scoring_rounds (round_id) VALUES (%s)", round_id)
    for candidate_id, scorer_id in pairs:
        tx.execute("INSERT INTO scoring_wanted (round_id, candidate_id, scorer_id) VALUES (%s, %s, %s)",
                   round_id, candidate_id, scorer_id)


def enter(tx, round_id: str, candidate_id: str, scorer_id: str, points: int) -> None:
    """Put a sealed score in. Raises NotWanted or AlreadyScored."""
    row = tx.one("SELECT given_at FROM scoring_wanted WHERE round_id = %s AND candidate_id = %s AND scorer_id = %s"
                 " FOR UPDATE", round_id, candidate_id, scorer_id)
    if row is None:
        raise NotWanted(f"{scorer_id} does not score {candidate_id}")
    if row["given_at"] is not None:
        raise AlreadyScored(f"{scorer_id} has scored {candidate_id}")
    tx.execute("INSERT INTO scores (round_id, candidate_id, scorer_id, points) VALUES (%s, %s, %s, %s)",
               round_id, candidate_id, scorer_id, points)
    tx.execute("UPDATE scoring_wanted SET given_at = %s WHERE round_id = %s AND candidate_id = %s AND scorer_id = %s",
               tx.now, round_id, candidate_id, scorer_id)


def progress(tx, round_id: str) -> tuple[int, int]:
    """How many scores are wanted, and how many are in."""
    row = tx.one("SELECT count(*) AS wanted, count(given_at) AS given FROM scoring_wanted WHERE round_id = %s",
                 round_id)
    return row["wanted"], row["given"]


def unseal(tx, round_id: str) -> list[Score]:
    """Open the seals of a round; raises StillSealed while a score is missing."""
    tx.one("SELECT 1 FROM scoring_rounds WHERE round_id = %s FOR UPDATE", round_id)
    wanted, given = progress(tx, round_id)
    if not wanted or given < wanted:
        raise StillSealed(f"{given} of {wanted} scores are in")
    tx.execute("UPDATE scoring_rounds SET unsealed_at = coalesce(unsealed_at, %s) WHERE round_id = %s",
               tx.now, round_id)
    return opened(tx, round_id)


def opened(tx, round_id: str) -> list[Score]:
    """Every score of a round whose seals were opened; raises StillSealed."""
    if tx.value("SELECT unsealed_at FROM scoring_rounds WHERE round_id = %s", round_id) is None:
        raise StillSealed(f"round {round_id} is sealed")
    return [Score(**row) for row in tx.rows(
        "SELECT candidate_id, scorer_id, points FROM scores WHERE round_id = %s ORDER BY candidate_id, scorer_id",
        round_id)]
