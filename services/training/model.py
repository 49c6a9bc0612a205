"""The nouns of training."""

from dataclasses import dataclass
from datetime import date

from contracts.training import ClassState, Course, DispatchState, EnrolmentState, LecturerState


@dataclass(frozen=True, kw_only=True)
class Institution:
    """A training institution as training knows it."""

    institution_id: str
    area: str
    courses: tuple[str, ...]
    valid_until: date

    def may_teach(self, course: Course, on: date) -> bool:
        return course.value in self.courses and on <= self.valid_until


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """One course of a city this year, in person-times: plan, free seats, completed so far."""

    course: Course
    plan: int
    free: int
    completed: int

    @property
    def is_short(self) -> bool:
        return self.completed < self.plan


@dataclass(frozen=True, kw_only=True)
class PlanStanding:
    """A city's plan and how far it is filled, course by course."""

    city: str
    year: int
    courses: tuple[CourseStanding, ...]

    def of(self, course: Course) -> CourseStanding | None:
        return next((standing for standing in self.courses if standing.course == course), None)

    def short_courses_besides(self, course: Course) -> tuple[CourseStanding, ...]:
        return tuple(s for s in self.courses if s.course != course and s.is_short)


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


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One person in one class."""

    enrolment_id: str
    person_id: str
    state: EnrolmentState
    sessions_present: int = 0
    certificate_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """What training knows of a person: that they are registered, and which courses they took under subsidy."""

    person_id: str
    courses_taken: tuple[str, ...] = ()
    enrolled_in: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """A lecturer asked to teach a class."""

    dispatch_id: str
    lecturer: Lecturer
    class_: Class_
    state: DispatchState
