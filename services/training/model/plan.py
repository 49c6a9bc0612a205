"""How a year's plan stands."""

from dataclasses import dataclass

from contracts.training import Course


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
