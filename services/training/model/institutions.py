"""Who may teach what."""

from dataclasses import dataclass
from datetime import date

from contracts.training import Course


@dataclass(frozen=True, kw_only=True)
class Institution:
    """A training institution as training knows it."""

    institution_id: str
    area: str
    courses: tuple[str, ...]
    valid_until: date

    def may_teach(self, course: Course, on: date) -> bool:
        return course.value in self.courses and on <= self.valid_until
