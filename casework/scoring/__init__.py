"""Sealed scores: nobody sees one until all are in, nobody scores their own area, ties are a person's to break."""

from casework.scoring.pairs import Candidate, Recusal, Scorer, is_recused, short_of_scorers, wanted_pairs
from casework.scoring.ranking import Placed, Score, in_order, rank, tied_among
from casework.scoring.rounds import (
    AlreadyScored,
    NotWanted,
    StillSealed,
    enter,
    open_round,
    opened,
    progress,
    unseal,
)

__all__ = ["AlreadyScored", "Candidate", "NotWanted", "Placed", "Recusal", "Score", "Scorer", "StillSealed", "enter",
           "in_order", "is_recused", "open_round", "opened", "progress", "rank", "short_of_scorers", "tied_among",
           "unseal", "wanted_pairs"]
