"""Activities and registrations."""

from contracts.events import ActivityKind, ActivityState, RegistrationState
from contracts.events.domain_events import (
    ActivityApproved,
    ActivityCancelled,
    ActivityClosed,
    ActivityHeld,
    ActivityProposed,
    ActivityPublic,
    ActivityReturned,
    CheckedIn,
    PlaceTaken,
    RegistrationPublic,
    RegistrationWithdrawn,
    WaitingListed,
)
from contracts.problems import NotFound
from services.events.model import Activity, Registration

_COLUMNS = ("activity_id", "title", "kind", "area", "venue", "organisation_id", "base_id", "held_on",
            "register_until", "places", "for_groups", "dedicated", "bought_in", "promotion", "proposed_by", "state")
_REGISTRATION = "SELECT registration_id, activity_id, person_id, state FROM registrations"


class Activities:
    """Statements about activities and registrations."""

    def activity_of(self, activity_id: str) -> Activity:
        """The activity with its counts, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM activities WHERE activity_id = %s FOR UPDATE", activity_id)
        if row is None:
            raise NotFound("没有这个活动")
        counts = self.one("SELECT count(*) FILTER (WHERE state IN ('taken', 'checked_in')) AS taken,"
                          " count(*) FILTER (WHERE state = 'waiting') AS waiting FROM registrations"
                          " WHERE activity_id = %s", activity_id)
        return Activity(**{name: row[name] for name in _COLUMNS} | counts | {
            "kind": ActivityKind(row["kind"]), "state": ActivityState(row["state"]),
            "for_groups": tuple(row["for_groups"])})

    def activities_overbooked(self) -> list[str]:
        """Activities with more places taken than there are."""
        rows = self.rows("SELECT a.activity_id, a.places, count(*) AS taken FROM activities a JOIN registrations r"
                         " USING (activity_id) WHERE r.state IN ('taken', 'checked_in')"
                         " GROUP BY a.activity_id, a.places HAVING count(*) > a.places")
        return [f"activity {row['activity_id']} has {row['taken']} of {row['places']} places taken" for row in rows]

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

    def apply_activity_proposed(self, event: ActivityProposed) -> None:
        values = {name: getattr(event, name, None) for name in _COLUMNS}
        values |= {"for_groups": list(event.for_groups), "proposed_by": event.envelope.actor.person_id or ""}
        self.execute(
            f"INSERT INTO activities ({', '.join(_COLUMNS)}, version) VALUES ({'%s, ' * len(_COLUMNS)}%s)",
            *values.values(), event.envelope.entity_version)

    def apply_activity_approved(self, event: ActivityApproved) -> None:
        self._move_activity(event)

    def apply_activity_returned(self, event: ActivityReturned) -> None:
        self._move_activity(event)

    def apply_activity_cancelled(self, event: ActivityCancelled) -> None:
        self._move_activity(event)

    def apply_activity_held(self, event: ActivityHeld) -> None:
        self._move_activity(event)

    def apply_activity_closed(self, event: ActivityClosed) -> None:
        self._move_activity(event)

    def _move_activity(self, event: ActivityPublic) -> None:
        self.execute("UPDATE activities SET state = %s, version = %s WHERE activity_id = %s",
                     event.state, event.envelope.entity_version, event.activity_id)

    def apply_place_taken(self, event: PlaceTaken) -> None:
        self._write_registration(event)

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
