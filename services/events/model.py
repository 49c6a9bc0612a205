"""The nouns of activities."""

from dataclasses import dataclass
from datetime import date

from contracts.events import (
    ActivityKind,
    ActivityState,
    ContestLevel,
    ContestState,
    Grade,
    MentorOrigin,
    MentorState,
    OfferState,
    PoolLevel,
    RatingCaseState,
    RatingState,
    RegistrationState,
    TaskKind,
    TaskState,
)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """What people attend. `taken` counts places that are held, `waiting` those who wait for one."""

    activity_id: str
    title: str
    kind: ActivityKind
    area: str
    venue: str
    held_on: date
    register_until: date
    places: int
    proposed_by: str
    state: ActivityState
    organisation_id: str | None = None
    base_id: str | None = None
    for_groups: tuple[str, ...] = ()
    dedicated: bool = False
    bought_in: bool = False
    promotion: str = ""
    taken: int = 0
    waiting: int = 0

    @property
    def provider_id(self) -> str:
        """Who held it: the organisation, else the office of its area."""
        return self.organisation_id or f"office-{self.area}"


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One person's registration for one activity."""

    registration_id: str
    activity_id: str
    person_id: str
    state: RegistrationState


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One person's right to rate one service."""

    rating_id: str
    service_act_id: str
    person_id: str
    provider_id: str
    pillar: str
    area: str
    title: str
    state: RatingState


@dataclass(frozen=True, kw_only=True)
class RatingCase:
    """The work behind a bad rating."""

    rating_case_id: str
    rating_id: str
    person_id: str
    provider_id: str
    area: str
    title: str
    grade: Grade
    due_on: date
    overdue: bool
    state: RatingCaseState
    contacted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Mentor:
    """A mentor; `due_on` is the day by which this year's update is due, None when none is."""

    mentor_id: str
    person_id: str
    area: str
    pool: PoolLevel
    origin: MentorOrigin
    state: MentorState
    team: str | None = None
    topics: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    due_on: date | None = None
    suspended_on: date | None = None

    def was_suspended_on(self, day: date) -> bool:
        return self.state.is_suspended and self.suspended_on is not None and self.suspended_on <= day


@dataclass(frozen=True, kw_only=True)
class FreeMentor:
    """A mentor who may be offered, with how many founders they have already."""

    mentor: Mentor
    founders: int


@dataclass(frozen=True, kw_only=True)
class Task:
    """What mentors claim."""

    task_id: str
    kind: TaskKind
    title: str
    area: str
    due_on: date
    state: TaskState
    organisation_id: str | None = None
    activity_id: str | None = None
    mentor_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class MentorOffer:
    """The offer of a mentor to a founder, or the wait for one."""

    mentor_offer_id: str
    person_id: str
    area: str
    occasion: str
    state: OfferState
    mentor_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contest:
    """A contest of one level."""

    contest_id: str
    name: str
    area: str
    level: ContestLevel
    enter_until: date
    winners: int
    state: ContestState
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Somebody who scores in a contest."""

    judge_id: str
    person_id: str
    area: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A project in a contest; `rank` once it has one."""

    entry_id: str
    contest_id: str
    person_id: str
    area: str
    title: str
    track: str | None = None
    rank: int | None = None
