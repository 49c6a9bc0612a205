"""Classes."""

from dataclasses import dataclass
from datetime import date

from contracts.training import ClassState, Course


@dataclass(frozen=True, kw_only=True)
class Class_:
    """A class that was filed."""

    class_id: str
    institution_id: str
    area: str
    city: str
    course: Course
    title: str
    seats: int
    starts_on: date
    ends_on: date
    sessions: int
    state: ClassState
    enrolled: int = 0
    completed: int = 0
