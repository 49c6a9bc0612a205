"""The nouns of loans. Amounts are whole 分."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.loans import DayCount, GroundKind, GroundState, LoanKind, LoanState, PaperKind, RepaymentMethod
from contracts.zone import BusinessKind, EvidenceKind, TargetGroup

ENDED = (LoanState.SETTLED, LoanState.RECOVERED, LoanState.WRITTEN_OFF, LoanState.DECLINED, LoanState.WITHDRAWN)
LENT = (LoanState.REPAYING, LoanState.OVERDUE, LoanState.COMPENSATED)
BEFORE_CONTRACT = (LoanState.SUBMITTED, LoanState.RETURNED, LoanState.REFERRED, LoanState.QUALIFIED,
                   LoanState.GUARANTEED, LoanState.BANK_APPROVED)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that a person belongs to a target group."""

    group: TargetGroup
    kind: EvidenceKind
    source: str
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True, kw_only=True)
class Business:
    """A business that a person runs and that is open."""

    business_id: str
    kind: BusinessKind


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground on which a person may waive the counter-guarantee."""

    ground_id: str
    kind: GroundKind
    state: GroundState
    up_to: int | None = None
    valid_until: date | None = None
    bank_id: str | None = None
    base_level: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.state is GroundState.NOTED and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the platform knows of a person without asking."""

    person_id: str
    area: str
    groups: tuple[Evidence, ...] = ()
    courses: tuple[str, ...] = ()
    revoked_certificates: int = 0
    businesses: tuple[Business, ...] = ()
    grounds: tuple[Ground, ...] = ()
    prizes: int = 0
    papers: tuple[PaperKind, ...] = ()
    loans_taken: int = 0
    loans_running: int = 0

    def groups_on(self, day: date) -> tuple[Evidence, ...]:
        return tuple(evidence for evidence in self.groups if evidence.holds_on(day))

    def is_tenant(self) -> bool:
        return any(g.kind is GroundKind.TENANT and g.state is GroundState.NOTED for g in self.grounds)


@dataclass(frozen=True, kw_only=True)
class GivenPaper:
    """A paper as a person gave it."""

    kind: PaperKind
    file_id: str


@dataclass(frozen=True, kw_only=True)
class Base:
    """An incubation base as loans know it; `level` None while it is unknown or withdrawn."""

    base_id: str
    name: str
    level: str | None


@dataclass(frozen=True, kw_only=True)
class Tenancy:
    """One person's tenancy of a base."""

    tenancy_id: str
    person_id: str
    base_id: str
    area: str
    admitted: bool


@dataclass(frozen=True, kw_only=True)
class Fund:
    """A guarantee fund: what it may still guarantee, and what it can pay."""

    fund_id: str
    guarantee_body_id: str
    area: str
    room: int = 0
    cash: int = 0


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the bank lends on."""

    annual_rate: Decimal
    lpr: Decimal
    method: RepaymentMethod
    day_count: DayCount


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A loan from its application on."""

    loan_id: str
    person_id: str
    area: str
    city: str
    kind: LoanKind
    amount: int
    term_months: int
    bank_id: str
    purpose: str
    state: LoanState
    guarantee_body_id: str | None = None
    business_id: str | None = None
    partner_ids: tuple[str, ...] = ()
    employees: int = 0
    employees_of_groups: int = 0
    waived: int | None = None
    required: int | None = None
    lodged: int = 0
    ground_ids: tuple[str, ...] = ()
    fund_id: str | None = None
    terms: Terms | None = None
    signed_on: date | None = None
    disbursed_on: date | None = None
    overdue_since: date | None = None
    outstanding: int | None = None
    due_on: date | None = None
    todo: str = ""
    compensated: int = 0
    recovered: int = 0
    jobs: int = 0


@dataclass(frozen=True, kw_only=True)
class Repayment:
    """One repayment that the bank received."""

    bank_reference: str
    paid_on: date
    principal: int
    interest: int


@dataclass(frozen=True, kw_only=True)
class Advance:
    """Principal that came before it was due: from that day on it bears no interest."""

    paid_on: date
    amount: int


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """One line of a schedule."""

    line: int
    due_on: date
    principal: int
    interest: int
    budget_interest: int

    @property
    def borrower_interest(self) -> int:
        return self.interest - self.budget_interest


@dataclass(frozen=True, kw_only=True)
class Account:
    """How a disbursed loan stands: the schedule, and what was paid on it so far."""

    lines: tuple[Instalment, ...] = ()
    repayments: tuple[Repayment, ...] = ()
    advances: tuple[Advance, ...] = ()

    @property
    def principal_paid(self) -> int:
        return sum(payment.principal for payment in self.repayments)

    @property
    def interest_paid(self) -> int:
        return sum(payment.interest for payment in self.repayments)

    def principal_due(self, by: date) -> int:
        """Scheduled principal that fell due by the end of a day; what came early is no longer scheduled."""
        return sum(line.principal for line in self.lines if line.due_on <= by)

    def interest_due(self, by: date) -> int:
        return sum(line.borrower_interest for line in self.lines if line.due_on <= by)

    def arrears(self, by: date) -> int:
        """What the borrower still owes of all that fell due by the end of a day."""
        in_time = self.principal_paid - sum(advance.amount for advance in self.advances)
        return (max(0, self.principal_due(by) - in_time)
                + max(0, self.interest_due(by) - self.interest_paid))

    def next_unpaid(self) -> Instalment | None:
        """The first instalment that what was paid so far does not cover."""
        return next((line for line in self.lines if self.arrears(line.due_on)), None)
