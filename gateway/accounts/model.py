"""The nouns of accounts: people as the desk reads them, as rules know them, and what belongs to them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from contracts.actors import STAFF_ROLES, Actor, Role
from contracts.zone import (
    AuthorisationState,
    BusinessKind,
    BusinessState,
    ConsentPurpose,
    DataField,
    DataObjectionState,
    OrganisationKind,
    ProxyKind,
    TargetGroup,
)
from contracts.zone.domain_events import GroupEvidence

# The desks that look after people of their area; they may read clear data when they say why.
DESK_ROLES = frozenset({Role.CLERK, Role.REVIEWER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER,
                        Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR})


@dataclass(frozen=True, kw_only=True)
class IdNumber:
    """A resident's number with a right check digit. `doubt` says what may be wrong and refuses nothing."""

    number: str = field(repr=False)
    born_on: date = field(repr=False)
    doubt: str | None = None

    @property
    def birth_month(self) -> str:
        return f"{self.born_on:%Y-%m}"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a person is, in clear. Lives in memory for one command and is never shown by `repr`."""

    name: str = field(repr=False)
    id_number: IdNumber = field(repr=False)
    phone: str = field(repr=False)
    area: str
    address: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Person:
    """What rules may know of a person: the facts that events carry."""

    person_id: str
    birth_month: str
    area: str
    groups: tuple[GroupEvidence, ...] = ()
    phone_token: str | None = None
    address_token: str | None = None
    account_token: str | None = None

    def public(self) -> dict:
        """The facts as an event takes them."""
        return dict(vars(self))

    def with_evidence(self, evidence: GroupEvidence) -> "Person":
        """The person after `evidence`: per group the evidence that holds longest is shown."""
        same = next((each for each in self.groups if each.group is evidence.group), None)
        if same and same.source != evidence.source and _end(same) > _end(evidence):
            return self
        rest = tuple(each for each in self.groups if each.group is not evidence.group)
        return replace(self, groups=(*rest, evidence))

    def without(self, group: TargetGroup) -> "Person":
        return replace(self, groups=tuple(each for each in self.groups if each.group is not group))

    def belongs_to(self, group: TargetGroup) -> bool:
        return any(each.group is group for each in self.groups)


def _end(evidence: GroupEvidence) -> date:
    return evidence.valid_until or date.max


def holds(evidence: GroupEvidence, today: date) -> bool:
    """Evidence holds to the end of its last day."""
    return evidence.valid_until is None or evidence.valid_until >= today


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why one row of a sheet is wrong, or what about it deserves a second look."""

    row: int
    reason: str

    def as_data(self) -> dict:
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One row of a register that was read without fault."""

    row: int
    id_number: IdNumber = field(repr=False)
    evidence: GroupEvidence


@dataclass(frozen=True, kw_only=True)
class RosterEntry:
    """One row of a roster that was read without fault."""

    row: int
    name: str = field(repr=False)
    id_number: IdNumber = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A registered person behind a roster's row, and whether the row gives their registered name."""

    person_id: str
    same_name: bool


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation that staff belong to."""

    organisation_id: str
    kind: OrganisationKind
    name: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A person acts in a role, for an area and perhaps an organisation, until it is ended."""

    appointment_id: str
    person_id: str
    role: Role
    area: str
    organisation_id: str | None = None
    ended_on: date | None = None

    @property
    def actor(self) -> Actor:
        """Who the person is when they act in this role."""
        return Actor(role=self.role, person_id=self.person_id, area=self.area, organisation_id=self.organisation_id)


@dataclass(frozen=True, kw_only=True)
class Business:
    """A business or online shop; `number` is its credit code, or platform and shop number."""

    business_id: str
    person_id: str
    kind: BusinessKind
    state: BusinessState
    area: str
    registered_on: date
    evidence: str
    number_token: str
    address_token: str | None = None
    closed_on: date | None = None

    def public(self) -> dict:
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A person's consent to one purpose."""

    consent_id: str
    person_id: str
    purpose: ConsentPurpose
    given: bool


@dataclass(frozen=True, kw_only=True)
class DataObjection:
    """Somebody says that a datum about them is wrong; their words stay sealed."""

    data_objection_id: str
    person_id: str
    area: str
    field: DataField
    group: TargetGroup | None
    state: DataObjectionState


@dataclass(frozen=True, kw_only=True)
class Authorisation:
    """`agent_id` may act for `person_id` in `matters`, to the end of `until`; perhaps for one business only."""

    authorisation_id: str
    person_id: str
    agent_id: str
    area: str
    kind: ProxyKind
    matters: tuple[str, ...]
    business_id: str | None
    until: date
    state: AuthorisationState = AuthorisationState.IN_FORCE

    def public(self) -> dict:
        return dict(vars(self))

    def allows(self, matter: str, business_id: str | None) -> bool:
        """Whether it covers a matter; one for a single business covers no other."""
        return matter in self.matters and self.business_id in (None, business_id or self.business_id)


class DraftState(StrEnum):
    """Where a policy draft stands."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A proposed policy parameter: `parameter` is what policies' reader takes, hash included."""

    draft_id: str
    parameter: dict
    drafted_by: str
    state: DraftState

    @property
    def area(self) -> str:
        return self.parameter["area"]

    @property
    def hash(self) -> str:
        return self.parameter["hash"]


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A local staff account as it stands before somebody tries a password (technical time)."""

    account: str
    person_id: str
    password_hash: str = field(repr=False)
    failures: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A kept file and who may open it: its owner, the people of the organisation, desks of the area."""

    file_id: str
    media_type: str
    size: int
    owner_id: str | None
    organisation_id: str | None
    area: str

    def open_to(self, viewer: Actor) -> bool:
        """Whether `viewer` may open the file without a case that grants it."""
        if viewer.person_id and viewer.person_id == self.owner_id:
            return True
        if self.organisation_id and viewer.organisation_id == self.organisation_id:
            return True
        return viewer.role in DESK_ROLES and viewer.covers(self.area)


def is_staff(actor: Actor) -> bool:
    return actor.role in STAFF_ROLES
