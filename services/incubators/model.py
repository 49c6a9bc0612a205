"""The nouns of incubators."""

from dataclasses import dataclass
from datetime import date

from contracts.incubators import (
    BaseKind,
    BaseLevel,
    BaseState,
    FastTrackState,
    InvitationState,
    RequestKind,
    RequestState,
    TenancyState,
)
from contracts.incubators.campaign_states import CampaignState, CandidatureState

_RANK = {level: rank for rank, level in enumerate(BaseLevel)}


@dataclass(frozen=True, kw_only=True)
class Base:
    """A base as it was recognised."""

    base_id: str
    name: str
    area: str
    level: BaseLevel
    kind: BaseKind
    operator_id: str
    government_funded: bool
    state: BaseState

    @property
    def rank(self) -> int:
        """How high its level is: 0 for the county."""
        return _RANK[self.level]


def is_higher(level: BaseLevel, than: BaseLevel) -> bool:
    return _RANK[level] > _RANK[than]


@dataclass(frozen=True, kw_only=True)
class Places:
    """A base's places: free, kept for prize winners, taken."""

    free: int = 0
    kept: int = 0
    taken: int = 0

    @property
    def total(self) -> int:
        return self.free + self.kept + self.taken


@dataclass(frozen=True, kw_only=True)
class Room:
    """A base with its free places and how many of them somebody is invited to already."""

    base: Base
    free: int
    invited: int

    @property
    def open(self) -> int:
        """Free places that nobody is invited to; each free place invites one person at a time."""
        return self.free - self.invited


@dataclass(frozen=True, kw_only=True)
class Completion:
    """A course that a person completed; `revoked` once its certificate no longer holds."""

    enrolment_id: str
    person_id: str
    area: str
    completed_on: date
    revoked: bool = False


@dataclass(frozen=True, kw_only=True)
class Founder:
    """What incubators know of a person. `area` None: their registration was not heard of yet."""

    person_id: str
    area: str | None = None
    groups: tuple[str, ...] = ()
    in_a_base: bool = False
    open_invitations: int = 0
    other_valid_completions: int = 0


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An invitation to a base, or one that waits for room."""

    invitation_id: str
    enrolment_id: str
    person_id: str
    area: str
    state: InvitationState
    base_id: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FastTrack:
    """A place kept for a prize winner, or the wait for one."""

    fast_track_id: str
    person_id: str
    area: str
    title: str
    state: FastTrackState
    base_id: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tenancy:
    """One person's tenancy of one base, from application on."""

    tenancy_id: str
    person_id: str
    base_id: str
    base_level: BaseLevel
    state: TenancyState
    project: str
    applied_on: date
    business_id: str | None = None
    invitation_id: str | None = None
    since: date | None = None
    jobs: int = 0

    @property
    def is_asked_for(self) -> bool:
        return self.state in (TenancyState.APPLIED, TenancyState.WAITING)


@dataclass(frozen=True, kw_only=True)
class ServiceRequest:
    """What a tenant asked its base for."""

    service_request_id: str
    tenancy_id: str
    kind: RequestKind
    state: RequestState
    requested_on: date


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A recognition campaign; `code` is what policy states it under, on the day on which it was opened."""

    campaign_id: str
    code: str
    title: str
    area: str
    apply_until: date
    opened_on: date
    winners: int
    state: CampaignState
    notice_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Candidature:
    """One base in one campaign; `amount` in 分 once it stands in public."""

    candidature_id: str
    campaign_id: str
    base_id: str
    base_name: str
    operator_id: str
    area: str
    state: CandidatureState
    rank: int | None = None
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class Assessor:
    """Who scores in a campaign, where they come from, and the bases with which they have to do."""

    assessor_id: str
    person_id: str
    area: str
    recused_from: tuple[str, ...] = ()
