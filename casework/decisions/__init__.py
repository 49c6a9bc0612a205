"""Decisions kept with their inputs, replayed to the same bytes, and rehearsed under another policy."""

from casework.decisions.records import inputs_of, keep, kept_answer, rehearse, replay
from casework.decisions.rules import RULES, Ruled, rule

__all__ = ["RULES", "Ruled", "inputs_of", "keep", "kept_answer", "rehearse", "replay", "rule"]
