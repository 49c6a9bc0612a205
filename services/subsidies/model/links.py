"""How people are linked, and which two benefits that makes a person look at."""

from dataclasses import dataclass
from datetime import date

from contracts.subsidies.suspicion_states import SuspicionState


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A keyed token that belongs or belonged to a person, or to a business of theirs (`holder`): equal where the
    value is equal, nothing without the key."""

    kind: str
    token: str
    person_id: str
    holder: str


@dataclass(frozen=True, kw_only=True)
class Hop:
    """One step of a path: two people, and the kinds of marks that they share."""

    from_person: str
    to_person: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """What a person got or asked for, in whichever pillar and year. `kind` is a programme of ours, or `loan_in_trouble`
    or `rent_free_place`."""

    person_id: str
    kind: str
    benefit_id: str
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Two benefits that may not stack, and the path from the one's person to the other's (empty: one person)."""

    claim_id: str
    other: Benefit
    path: tuple[Hop, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """A hit as it is kept: a person's verdict on it holds until `valid_until`."""

    suspicion_id: str
    claim_id: str
    person_id: str
    area: str
    programme: str
    other_id: str
    other_kind: str
    state: SuspicionState
    valid_until: date | None = None

    def is_settled_on(self, day: date) -> bool:
        """Whether a person excluded it and that still holds."""
        return self.state is SuspicionState.CLEARED and (self.valid_until is None or day <= self.valid_until)
