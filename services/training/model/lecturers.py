"""Lecturers."""

from dataclasses import dataclass
from datetime import date

from contracts.training import LecturerState, LecturerTier


@dataclass(frozen=True, kw_only=True)
class Lecturer:
    """A lecturer; `due_on` is the day by which this year's update is due, None when none is."""

    lecturer_id: str
    person_id: str
    area: str
    courses: tuple[str, ...]
    state: LecturerState
    parts: tuple[str, ...] = ()
    due_on: date | None = None
    suspended_on: date | None = None
    tier: LecturerTier | None = None
