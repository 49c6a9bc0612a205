"""The nouns of subsidies."""

from dataclasses import dataclass
from datetime import date

from casework.working_days import Pause
from contracts.subsidies import (
    AssessmentState,
    BatchState,
    ClaimState,
    ClawBackState,
    OfferState,
    PaymentState,
)

UNDER_WAY = (ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.IN_REVIEW, ClaimState.WAITING_FOR_BUDGET,
             ClaimState.HELD, ClaimState.APPROVED, ClaimState.PUBLICISED, ClaimState.FROZEN, ClaimState.CLEARED,
             ClaimState.IN_PAYMENT)
ENDED_WITHOUT_MONEY = (ClaimState.WITHDRAWN, ClaimState.REFUSED)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Evidence that a person belongs to a target group."""

    group: str
    source: str
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True, kw_only=True)
class Person:
    """A registered person, by opaque id."""

    area: str
    birth_month: str
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Business:
    """A business or online shop of the person."""

    business_id: str
    kind: str
    state: str
    area: str
    registered_on: date

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, kw_only=True)
class Training:
    """A course that the person completed; `state` says whether its certificate was revoked."""

    enrolment_id: str
    course: str
    state: str
    area: str
    certificate_number: str

    @property
    def holds(self) -> bool:
        return self.state == "completed"


@dataclass(frozen=True, kw_only=True)
class Tenancy:
    """A place in an incubation base, with what the base's data say of it."""

    tenancy_id: str
    base_id: str
    base_level: str
    state: str
    area: str

    @property
    def holds(self) -> bool:
        return self.state == "admitted"


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A start-up loan that was disbursed."""

    loan_id: str
    state: str
    amount: int

    @property
    def is_in_trouble(self) -> bool:
        return self.state in ("overdue", "compensated", "written_off")


@dataclass(frozen=True, kw_only=True)
class Prize:
    """A prize that the person's project won."""

    prize_id: str
    level: str
    area: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What other pillars and the zone announced about one person, each at its latest version."""

    person: Person | None = None
    businesses: tuple[Business, ...] = ()
    trainings: tuple[Training, ...] = ()
    tenancies: tuple[Tenancy, ...] = ()
    loans: tuple[Loan, ...] = ()
    prizes: tuple[Prize, ...] = ()

    @property
    def open_businesses(self) -> tuple[Business, ...]:
        return tuple(business for business in self.businesses if business.is_open)

    @property
    def area(self) -> str | None:
        """Where the person's subsidies are handled: where the business is, else the residence, else the course."""
        places = [*(business.area for business in self.open_businesses),
                  *([self.person.area] if self.person else []),
                  *(training.area for training in self.trainings), *(prize.area for prize in self.prizes)]
        return places[0] if places else None


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


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An offer as it was last announced."""

    offer_id: str
    person_id: str
    area: str
    programme: str
    period: str
    state: OfferState
    amount: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one person stands to one programme and period before an assessment."""

    assessment_id: str
    offer_id: str
    area: str | None = None
    state: AssessmentState | None = None
    statuses: dict[str, str] | None = None
    offer: Offer | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim. `level` counts the levels of review that confirmed it; `handled_by` are the people of those
    levels; `rested_on` are the reasons that held when it was made or approved; its clock stops on `decided_on`."""

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

    @property
    def may_be_withdrawn(self) -> bool:
        return self.state in UNDER_WAY and self.state is not ClaimState.IN_PAYMENT


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """A budget line and what is free on it, in 分."""

    budget_id: str
    area: str
    year: int
    programme: str
    free: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A payment batch and who signed it."""

    batch_id: str
    area: str
    state: BatchState
    lines: int
    amount: int
    maker: str
    checker: str | None = None
    approver: str | None = None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """The one payment of a person, programme and period; `batch_id` is the batch it is in or was in last."""

    payment_id: str
    claim_id: str
    batch_id: str
    person_id: str
    area: str
    programme: str
    period: str
    title: str
    amount: int
    state: PaymentState


@dataclass(frozen=True, kw_only=True)
class ClawBack:
    """The question whether money that was paid is asked back."""

    claw_back_id: str
    claim_id: str
    payment_id: str
    person_id: str
    area: str
    programme: str
    title: str
    amount: int
    state: ClawBackState
