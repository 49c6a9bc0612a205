"""Assessments and offers."""

from psycopg.types.json import Jsonb

from contracts.problems import NotFound
from contracts.subsidies import AssessmentState, OfferState
from contracts.subsidies.domain_events import Assessed, OfferAccepted, Offered, OfferWithdrawn
from services.subsidies.model import Offer, Standing

_OFFER = ("offer_id", "person_id", "area", "programme", "period", "title", "amount")


class Assessments:
    """Statements about assessments and offers."""

    def standing(self, *, assessment_id: str, offer_id: str) -> Standing:
        """How the person stood when last assessed. The caller holds the person's lock."""
        row = self.one("SELECT area, state, statuses FROM assessments WHERE assessment_id = %s", assessment_id)
        offer = self.one("SELECT * FROM offers WHERE offer_id = %s", offer_id)
        return Standing(assessment_id=assessment_id, offer_id=offer_id, offer=offer and _offer(offer),
                        area=row["area"] if row else None, statuses=row["statuses"] if row else None,
                        state=AssessmentState(row["state"]) if row else None)

    def open_offers(self, person_id: str) -> list[Offer]:
        """What a person may take now."""
        return [_offer(row) for row in self.rows(
            "SELECT * FROM offers WHERE person_id = %s AND state = 'offered' ORDER BY offer_id", person_id)]

    def offer_of(self, offer_id: str, person_id: str) -> Offer:
        """The person's own offer; raises NotFound for what is nobody's or somebody else's."""
        row = self.one("SELECT * FROM offers WHERE offer_id = %s AND person_id = %s", offer_id, person_id)
        if row is None:
            raise NotFound("没有这项待享补贴")
        return _offer(row)

    def apply_assessed(self, event: Assessed) -> None:
        statuses = {reason.code: reason.status.value for reason in event.reasons}
        self.execute(
            "INSERT INTO assessments (assessment_id, person_id, area, programme, period, state, statuses, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (assessment_id) DO UPDATE SET area = excluded.area,"
            " state = excluded.state, statuses = excluded.statuses, version = excluded.version",
            event.assessment_id, event.person_id, event.area, event.programme, event.period, event.state,
            Jsonb(statuses), event.envelope.entity_version)

    def apply_offered(self, event: Offered) -> None:
        self.execute(
            "INSERT INTO offers (offer_id, person_id, area, programme, period, title, amount, state, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (offer_id) DO UPDATE SET"
            " area = excluded.area, title = excluded.title, state = excluded.state, amount = excluded.amount,"
            " version = excluded.version",
            *(getattr(event, name) for name in _OFFER), event.state, event.envelope.entity_version)

    def apply_offer_withdrawn(self, event: OfferWithdrawn) -> None:
        self._offer_state(event)

    def apply_offer_accepted(self, event: OfferAccepted) -> None:
        self._offer_state(event)

    def _offer_state(self, event) -> None:
        self.execute("UPDATE offers SET state = %s, version = %s WHERE offer_id = %s",
                     event.state, event.envelope.entity_version, event.offer_id)


def _offer(row: dict) -> Offer:
    return Offer(**{name: row[name] for name in _OFFER}, state=OfferState(row["state"]))
