"""Classes."""

from dataclasses import dataclass
from datetime import date

from contracts.training import ClassState, Course
from services.training.model.sessions import Session


@dataclass(frozen=True, kw_only=True)
class Class_:
    """A class that was filed; its timetable is empty until the institution plans it."""

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
    timetable: tuple[Session, ...] = ()

    def session_of(self, number: int) -> Session | None:
        return next((session for session in self.timetable if session.session == number), None)
