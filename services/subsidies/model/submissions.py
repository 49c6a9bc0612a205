"""What is handed in: one form for several programmes."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One form. `papers` names what a clerk was handed on paper; `came_from` is offer, form, matter or counter."""

    submission_id: str
    person_id: str
    area: str
    programmes: tuple[str, ...]
    came_from: str
    business_id: str | None = None
    files: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    organisation_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What became of one programme of a submission."""

    programme: str
    title: str
    state: str
    claim_id: str | None = None
    amount: int | None = None
    due_on: date | None = None
    todo: str = ""
