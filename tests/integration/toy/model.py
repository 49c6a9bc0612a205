"""The toy's one noun."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task that was done before, with what it earned."""

    id: str
    points: int
