"""Measurements against named peers: `python -m benchmarks`; ratios of one run on one machine, never a timed test."""
