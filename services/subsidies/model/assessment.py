"""How a person stands to a programme, and what is offered."""

from dataclasses import dataclass

from contracts.subsidies import AssessmentState, OfferState


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
