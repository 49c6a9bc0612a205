"""Who is in a class, and what training knows of people."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.training import EnrolmentState
from services.training.model.sessions import Engagement


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One person in one class; `attempts` is how often they were examined, `to_decide` their marked sign-ins."""

    enrolment_id: str
    person_id: str
    state: EnrolmentState
    sessions_present: int = 0
    certificate_number: str | None = None
    attempts: int = 0
    to_decide: int = 0


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """What training knows of a person: that they are registered, which courses they took under subsidy, the groups
    that hold for them (with the day until which, None for no end), and the sessions that they attend elsewhere.
    """

    person_id: str
    courses_taken: tuple[str, ...] = ()
    enrolled_in: tuple[str, ...] = ()
    groups: tuple[tuple[str, date | None], ...] = ()
    engagements: tuple[Engagement, ...] = ()

    def is_of_any(self, groups: tuple[str, ...], today: date) -> bool:
        return any(group in groups and (until is None or today <= until) for group, until in self.groups)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody on a class's waiting list since a moment."""

    enrolment_id: str
    person: KnownPerson
    since: datetime
