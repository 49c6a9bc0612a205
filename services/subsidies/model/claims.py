"""Claims."""

from dataclasses import dataclass
from datetime import date

from casework.working_days import Pause
from contracts.subsidies import ClaimState

UNDER_WAY = (ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET,
             ClaimState.HELD, ClaimState.REFERRED, ClaimState.APPROVED, ClaimState.PUBLICISED, ClaimState.FROZEN,
             ClaimState.CLEARED, ClaimState.IN_PAYMENT)
ENDED_WITHOUT_MONEY = (ClaimState.WITHDRAWN, ClaimState.REFUSED)
COMMITTED = (ClaimState.APPROVED, ClaimState.PUBLICISED, ClaimState.FROZEN, ClaimState.CLEARED, ClaimState.IN_PAYMENT)


@dataclass(frozen=True, kw_only=True)
class EarlierClaim:
    """A claim of the person, of whichever programme and period."""

    claim_id: str
    programme: str
    period: str
    state: ClaimState
    paid: bool = False

    @property
    def ended_without_money(self) -> bool:
        return self.state in ENDED_WITHOUT_MONEY

    @property
    def is_committed(self) -> bool:
        """Whether it was paid, or is approved and on its way to payment."""
        return self.paid or self.state in COMMITTED


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim. `level` counts the levels of review that confirmed it; `handled_by` are the people of those
    levels; `rested_on` are the reasons that held when it was made or approved; its clock stops on `decided_on`.

    One that is held after that has a clock of its own: `held_for` working days from `held_on`.

    `corrections` counts the desk's correction notices: there is one at most. `refused_by` is who refused it last,
    `letter_id` the letter about that; `referred_to` the role that a referred claim waits for. `organisation_id` is the
    claimant again where it is an organisation.
    """

    claim_id: str
    person_id: str
    area: str
    programme: str
    period: str
    title: str
    state: ClaimState
    amount: int
    submitted_on: date
    allowed: int
    due_on: date | None = None
    level: int = 0
    handled_by: tuple[str, ...] = ()
    rested_on: tuple[str, ...] = ()
    business_id: str | None = None
    budget_id: str | None = None
    notice_id: str | None = None
    files: tuple[str, ...] = ()
    decided_on: date | None = None
    returned_by_platform: bool = False
    pauses: tuple[Pause, ...] = ()
    submission_id: str | None = None
    corrections: int = 0
    correct_by: date | None = None
    referred_to: str | None = None
    refused_by: str | None = None
    letter_id: str | None = None
    organisation_id: str | None = None
    held_on: date | None = None
    held_for: int | None = None

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state in UNDER_WAY and self.state is not ClaimState.IN_PAYMENT
