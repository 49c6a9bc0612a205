"""Appeals against refusals and claw-backs."""

from dataclasses import dataclass
from datetime import date

from contracts.subsidies.claim_states import AppealState

OPEN_APPEAL = (AppealState.OPEN, AppealState.TAKEN)


@dataclass(frozen=True, kw_only=True)
class Appeal:
    """An appeal against one refusal or claw-back, which `letter_id` names; `taken_by` had no part in it."""

    appeal_id: str
    claim_id: str
    letter_id: str
    person_id: str
    area: str
    programme: str
    title: str
    amount: int
    state: AppealState
    opened_on: date
    allowed: int
    due_on: date | None = None
    decided_on: date | None = None
    taken_by: str | None = None
    organisation_id: str | None = None
    claw_back_id: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_APPEAL
