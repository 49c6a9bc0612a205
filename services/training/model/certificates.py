"""Certificates."""

from dataclasses import dataclass
from datetime import date

from contracts.training import CertificateState


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate as it was issued, and whether it holds."""

    number: str
    enrolment_id: str
    person_id: str
    class_id: str
    completed_on: date
    issued_on: date
    state: CertificateState
    replaces: str | None = None
    replaced_by: str | None = None
