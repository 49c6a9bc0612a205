"""Decisions kept with their inputs, replayed to the same bytes, and rehearsed under another policy."""

from casework.decisions.records import keep, rehearse, replay
from casework.decisions.rules import RULES, Ruled, rule

__all__ = ["RULES", "Ruled", "keep", "rehearse", "replay", "rule"]
