"""What became of trainees after the course."""

from dataclasses import dataclass
from datetime import date

from contracts.training import Course, Progress


@dataclass(frozen=True, kw_only=True)
class Completion:
    """A course that a person completed, in which class of whose."""

    enrolment_id: str
    person_id: str
    class_id: str
    institution_id: str
    area: str
    course: Course
    title: str
    completed_on: date


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """The guidance of one person after one course; `progress` None until somebody said how far they are, `said_on`
    the latest day that this was said of."""

    follow_up_id: str
    person_id: str
    area: str
    course: Course
    helpers: tuple[str, ...]
    state: str
    class_id: str | None = None
    institution_id: str | None = None
    completed_on: date | None = None
    progress: Progress | None = None
    due_on: date | None = None
    said_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Who guides a trainee: a lecturer who taught the class, or a mentor; `suspended_on` while suspended."""

    helper: str
    helper_id: str
    suspended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit that a mentor recorded about a trainee."""

    visit_id: str
    mentor_id: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class Business:
    """A business that a person registered."""

    business_id: str
    registered_on: date
