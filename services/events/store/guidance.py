"""Offers of mentors to founders, pairs, and mentors' records of visits."""

from contracts.events import OfferState
from contracts.events.domain_events import (
    FounderPaired,
    MentorDeclined,
    MentorOfferDeferred,
    MentorOffered,
    MentorOfferPublic,
    MentorPaired,
    MentorVisitRecorded,
    VisitRefused,
)
from contracts.problems import NotFound
from policies.areas import city_of
from services.events.model import MentorOffer

_COLUMNS = ("mentor_offer_id", "person_id", "area", "occasion", "mentor_id", "state")


class Guidance:
    """Statements about founders and their mentors."""

    def lock_city(self, city: str) -> None:
        """Wait for whoever else looks for a mentor in the city."""
        self.execute("INSERT INTO cities (city) VALUES (%s) ON CONFLICT DO NOTHING", city)
        self.one("SELECT 1 FROM cities WHERE city = %s FOR UPDATE", city)

    def offer_to(self, person_id: str) -> MentorOffer | None:
        """The person's offer or pair that was not declined."""
        row = self.one("SELECT * FROM mentor_offers WHERE person_id = %s AND state <> 'declined' FOR UPDATE", person_id)
        return _offer(row) if row else None

    def offer_of(self, mentor_offer_id: str) -> MentorOffer:
        """The offer, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM mentor_offers WHERE mentor_offer_id = %s FOR UPDATE", mentor_offer_id)
        if row is None:
            raise NotFound("没有这份导师推荐")
        return _offer(row)

    def waiting_offers(self, city: str) -> list[MentorOffer]:
        """Founders of a city who wait for a mentor, the longest wait first; of a province's cities all."""
        rows = self.rows("SELECT * FROM mentor_offers WHERE state = 'waiting' AND (city = %s OR"
                         " (right(%s, 4) = '0000' AND left(city, 2) = left(%s, 2)))"
                         " ORDER BY first_at, mentor_offer_id FOR UPDATE", city, city, city)
        return [_offer(row) for row in rows]

    def offers_of_mentor(self, mentor_id: str) -> list[MentorOffer]:
        """Offers of a mentor that nobody answered yet, locked until commit."""
        return [_offer(row) for row in self.rows(
            "SELECT * FROM mentor_offers WHERE mentor_id = %s AND state = 'offered' ORDER BY mentor_offer_id"
            " FOR UPDATE", mentor_id)]

    def apply_mentor_offered(self, event: MentorOffered) -> None:
        self._write_offer(event)

    def apply_mentor_offer_deferred(self, event: MentorOfferDeferred) -> None:
        self._write_offer(event)

    def apply_mentor_paired(self, event: MentorPaired) -> None:
        self._write_offer(event)

    def apply_founder_paired(self, event: FounderPaired) -> None:
        """The pair stands in mentor_offers; this is how the mentor is told."""

    def apply_mentor_declined(self, event: MentorDeclined) -> None:
        self._write_offer(event)

    def _write_offer(self, event: MentorOfferPublic) -> None:
        self.execute(
            "INSERT INTO mentor_offers (mentor_offer_id, person_id, area, occasion, mentor_id, state, city, first_at,"
            " version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (mentor_offer_id) DO UPDATE SET"
            " mentor_id = excluded.mentor_id, state = excluded.state, version = excluded.version",
            event.mentor_offer_id, event.person_id, event.area, event.occasion, event.mentor_id, event.state,
            city_of(event.area), event.envelope.occurred_at, event.envelope.entity_version)

    def apply_mentor_visit_recorded(self, event: MentorVisitRecorded) -> None:
        self.execute(
            "INSERT INTO visits (visit_id, mentor_id, base_id, person_id, area, place_kind, title, held_on,"
            " recorded_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", event.visit_id, event.mentor_id, event.base_id,
            event.person_id, event.area, event.place_kind, event.title, event.held_on, event.recorded_on)

    def apply_visit_refused(self, event: VisitRefused) -> None:
        """What does not count is not kept; the event tells the mentor why."""


def _offer(row: dict) -> MentorOffer:
    return MentorOffer(**{name: row[name] for name in _COLUMNS} | {"state": OfferState(row["state"])})
