"""Who is in a class, and what training knows of people."""

from dataclasses import dataclass

from contracts.training import EnrolmentState


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
