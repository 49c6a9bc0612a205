"""Registrations for activities, in the order in which they came."""

from contracts.events import RegistrationState
from contracts.events.domain_events import (
    CheckedIn,
    PlaceTaken,
    RegistrationPublic,
    RegistrationWithdrawn,
    WaitingListed,
    WishDeclined,
)
from services.events.model import Registration

_REGISTRATION = "SELECT registration_id, activity_id, person_id, state FROM registrations"


class Registrations:
    """Statements about registrations."""

    def activity_of_registration(self, registration_id: str) -> str | None:
        return self.value("SELECT activity_id FROM registrations WHERE registration_id = %s", registration_id)

    def registration_of(self, registration_id: str) -> Registration:
        return _registration(self.one(f"{_REGISTRATION} WHERE registration_id = %s", registration_id))

    def registration_by(self, activity_id: str, person_id: str) -> Registration | None:
        """The person's registration that was not withdrawn."""
        row = self.one(f"{_REGISTRATION} WHERE activity_id = %s AND person_id = %s AND state <> 'withdrawn'",
                       activity_id, person_id)
        return _registration(row) if row else None

    def registrations(self, activity_id: str, *states: RegistrationState) -> tuple[Registration, ...]:
        """Those in one of the states, in the order in which they came."""
        return tuple(_registration(row) for row in self.rows(
            f"{_REGISTRATION} WHERE activity_id = %s AND state = ANY(%s) ORDER BY queued", activity_id, list(states)))

    def apply_place_taken(self, event: PlaceTaken) -> None:
        self._write_registration(event)

    def apply_wish_declined(self, event: WishDeclined) -> None:
        """Nothing was opened; the event tells the person what to put right."""

    def apply_waiting_listed(self, event: WaitingListed) -> None:
        self._write_registration(event)

    def apply_registration_withdrawn(self, event: RegistrationWithdrawn) -> None:
        self._write_registration(event)

    def apply_checked_in(self, event: CheckedIn) -> None:
        self._write_registration(event)

    def _write_registration(self, event: RegistrationPublic) -> None:
        self.execute(
            "INSERT INTO registrations (registration_id, activity_id, person_id, queued, state, version)"
            " SELECT %s, %s, %s, coalesce(max(queued), 0) + 1, %s, %s FROM registrations WHERE activity_id = %s"
            " ON CONFLICT (registration_id) DO UPDATE SET state = excluded.state, version = excluded.version",
            event.registration_id, event.activity_id, event.person_id, event.state, event.envelope.entity_version,
            event.activity_id)


def _registration(row: dict) -> Registration:
    return Registration(**{**row, "state": RegistrationState(row["state"])})
