"""Assessments and offers."""

from datetime import datetime

from psycopg.types.json import Jsonb

from contracts.problems import NotFound
from contracts.subsidies import ClaimState, OfferState
from contracts.subsidies.domain_events import Assessed, OfferAccepted, Offered, OfferWithdrawn
from services.subsidies.model import EarlierClaim, Known, Offer
from services.subsidies.rules.assessment import statuses_of

_EARLIER = ("SELECT person_id, claim_id, programme, period, state FROM claims WHERE person_id = ANY(%s)"
            " ORDER BY claim_id")
_OFFER = ("offer_id", "person_id", "area", "programme", "period", "title", "amount")


class Assessments:
    """Statements about assessments and offers."""

    def known_of(self, person_ids) -> dict[str, Known]:
        """What the assessments of these people read, in five statements. The caller holds their locks."""
        people = list(person_ids)
        facts, earlier = self.facts_of_many(people), self._by_person(_EARLIER, people)
        assessed = self._by_person("SELECT person_id, assessment_id, area, state, statuses FROM assessments"
                                   " WHERE person_id = ANY(%s)", people)
        offered = self._by_person("SELECT * FROM offers WHERE person_id = ANY(%s)", people)
        return {person_id: Known(
            facts=facts[person_id], earlier=tuple(_earlier(row) for row in earlier[person_id]),
            assessments={row["assessment_id"]: row for row in assessed[person_id]},
            offers={row["offer_id"]: _offer(row) for row in offered[person_id]}) for person_id in people}

    def _by_person(self, statement: str, people: list[str]) -> dict[str, list[dict]]:
        found: dict[str, list[dict]] = {person_id: [] for person_id in people}
        for row in self.rows(statement, people):
            found[row["person_id"]].append(row)
        return found

    def turns_set(self, keys) -> dict[str, datetime]:
        """Which of these timers are set, and for when."""
        return {row["key"]: row["due_at"] for row in self.rows("SELECT key, due_at FROM timers WHERE key = ANY(%s)",
                                                               list(keys))}

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
        statuses = statuses_of(event.reasons, event.form)
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


def _earlier(row: dict) -> EarlierClaim:
    """What was paid counts as paid also when it was asked back later."""
    return EarlierClaim(claim_id=row["claim_id"], programme=row["programme"], period=row["period"],
                        state=ClaimState(row["state"]), paid=row["state"] in ("paid", "revoked"))


def _offer(row: dict) -> Offer:
    return Offer(**{name: row[name] for name in _OFFER}, state=OfferState(row["state"]))
