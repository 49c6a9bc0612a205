"""Who may teach what."""

from dataclasses import dataclass
from datetime import date

from contracts.training import Course, InstitutionState


@dataclass(frozen=True, kw_only=True)
class Institution:
    """A training institution as training knows it; `suspended_until` None while suspended: until somebody ends it."""

    institution_id: str
    area: str
    courses: tuple[str, ...]
    valid_until: date
    title: str = "创业培训机构"
    state: InstitutionState = InstitutionState.ACCREDITED
    suspended_until: date | None = None

    def teaches(self, course: Course) -> bool:
        return course.value in self.courses

    def is_suspended_on(self, day: date) -> bool:
        """Whether the suspension still runs; its last day is part of it, also while the calendar is on its way."""
        return self.state is InstitutionState.SUSPENDED and (
            self.suspended_until is None or day <= self.suspended_until)

    def may_teach_on(self, day: date) -> bool:
        """Whether it may teach anything on a day."""
        return bool(self.courses) and day <= self.valid_until and not self.is_suspended_on(day)
