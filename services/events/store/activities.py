"""Activities."""

from contracts.events import ActivityKind, ActivityState
from contracts.events.domain_events import (
    ActivityApproved,
    ActivityCancelled,
    ActivityClosed,
    ActivityHeld,
    ActivityProposed,
    ActivityPublic,
    ActivityReturned,
)
from contracts.problems import NotFound
from services.events.model import Activity

_COLUMNS = ("activity_id", "title", "kind", "area", "venue", "organisation_id", "base_id", "held_on",
            "register_until", "places", "for_groups", "dedicated", "bought_in", "promotion", "proposed_by", "state")


class Activities:
    """Statements about activities."""

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
