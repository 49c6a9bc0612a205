"""How a person stands to a programme, and what is offered."""

from dataclasses import dataclass

from contracts.subsidies import AssessmentState, OfferState
from services.subsidies.model.claims import EarlierClaim
from services.subsidies.model.facts import Facts


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
class Known:
    """What an assessment of one claimant reads: facts, claims so far, and what was announced, each by its id."""

    facts: Facts
    earlier: tuple[EarlierClaim, ...]
    assessments: dict[str, dict]
    offers: dict[str, Offer]

    def standing(self, assessment_id: str, offer_id: str) -> Standing:
        """How the claimant stood to one programme and period when last assessed."""
        row = self.assessments.get(assessment_id)
        return Standing(assessment_id=assessment_id, offer_id=offer_id, offer=self.offers.get(offer_id),
                        area=row["area"] if row else None, statuses=row["statuses"] if row else None,
                        state=AssessmentState(row["state"]) if row else None)

    @property
    def open_offers(self) -> tuple[Offer, ...]:
        return tuple(offer for _, offer in sorted(self.offers.items()) if offer.state is OfferState.OFFERED)
