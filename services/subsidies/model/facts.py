"""What is known of a person."""

from dataclasses import dataclass
from datetime import date


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
    account_token: str | None = None


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation, once it has entered where it is paid."""

    area: str
    account_token: str | None = None


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
    """A course that the person completed; `state` says whether its certificate was revoked. `subsidised` None:
    it is not known who paid for the seat."""

    enrolment_id: str
    course: str
    state: str
    area: str
    certificate_number: str
    completed_on: date | None = None
    subsidised: bool | None = None

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
    rent_free: bool | None = None

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
class Award:
    """An award with money that a recognition campaign gave; `amount` in 分."""

    award_id: str
    area: str
    state: str
    title: str
    amount: int
    organisation_id: str | None = None

    @property
    def yuan(self) -> int:
        return self.amount // 100


@dataclass(frozen=True, kw_only=True)
class Base:
    """An incubation base that the organisation runs; `newly` says whether `recognised_on` was the first time."""

    base_id: str
    name: str
    area: str
    level: str
    kind: str
    state: str
    recognised_on: date | None = None
    newly: bool = False

    @property
    def holds(self) -> bool:
        return self.state == "recognised"


@dataclass(frozen=True, kw_only=True)
class BaseData:
    """That a base's data and those of all its tenants were confirmed in a year."""

    base_id: str
    area: str
    year: int
    tenants: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What other pillars and the zone announced about one person or organisation, each at its latest version."""

    person: Person | None = None
    businesses: tuple[Business, ...] = ()
    trainings: tuple[Training, ...] = ()
    tenancies: tuple[Tenancy, ...] = ()
    loans: tuple[Loan, ...] = ()
    prizes: tuple[Prize, ...] = ()
    bases: tuple[Base, ...] = ()
    base_data: tuple[BaseData, ...] = ()
    awards: tuple[Award, ...] = ()
    organisation: Organisation | None = None

    @property
    def claimant(self) -> str:
        """Whether the facts are about an organisation (it runs bases, was given an award as one, or entered where it is
        paid), or about a person."""
        told = self.bases or self.base_data or self.organisation or any(each.organisation_id for each in self.awards)
        return "organisation" if self.person is None and told else "person"

    @property
    def account_is_known(self) -> bool:
        """Whether the claimant has entered where they are paid."""
        return any(each.account_token for each in (self.person, self.organisation) if each)

    @property
    def open_businesses(self) -> tuple[Business, ...]:
        return tuple(business for business in self.businesses if business.is_open)

    @property
    def area(self) -> str | None:
        """Where the person's subsidies are handled: where the business is, else the residence, else the course."""
        places = [*(business.area for business in self.open_businesses),
                  *([self.person.area] if self.person else []),
                  *(training.area for training in self.trainings), *(prize.area for prize in self.prizes),
                  *(base.area for base in self.bases), *(data.area for data in self.base_data),
                  *(award.area for award in self.awards), *([self.organisation.area] if self.organisation else [])]
        return places[0] if places else None
