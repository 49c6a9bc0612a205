"""Places kept for prize winners."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.incubators import FastTrackState
from contracts.incubators.commands import LapseFastTrack
from contracts.incubators.domain_events import (
    FastTrackLapsed,
    FastTrackPublic,
    FastTrackReserved,
    FastTrackUsed,
    FastTrackWaiting,
)
from contracts.problems import NotFound
from policies.areas import city_of
from services.incubators.model import FastTrack

_COLUMNS = ("fast_track_id", "person_id", "area", "title", "state", "base_id", "due_on")


class FastTracks:
    """Statements about kept places."""

    def fast_track_of(self, fast_track_id: str) -> FastTrack:
        """The kept place, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM fast_tracks WHERE fast_track_id = %s FOR UPDATE", fast_track_id)
        if row is None:
            raise NotFound("没有这个留位")
        return _track(row)

    def knows_track(self, fast_track_id: str) -> bool:
        return self.one("SELECT 1 FROM fast_tracks WHERE fast_track_id = %s", fast_track_id) is not None

    def kept_place(self, person_id: str, base_id: str) -> FastTrack | None:
        """The place that a base keeps for a person, if any."""
        row = self.one("SELECT * FROM fast_tracks WHERE person_id = %s AND base_id = %s AND state = 'reserved'"
                       " ORDER BY first_at LIMIT 1 FOR UPDATE", person_id, base_id)
        return _track(row) if row else None

    def waiting_tracks(self, city: str) -> list[FastTrack]:
        """Prize winners of a city who wait for a place, the longest wait first."""
        rows = self.rows("SELECT * FROM fast_tracks WHERE city = %s AND state = 'waiting'"
                         " ORDER BY first_at, fast_track_id", city)
        return [_track(row) for row in rows]

    def apply_fast_track_reserved(self, event: FastTrackReserved) -> None:
        self._write_track(event)
        self.move_places(event, "free", "kept", 1, f"获奖留位 {event.fast_track_id}")
        self.set_timer(f"fast-track:{event.fast_track_id}", start_of(event.due_on + timedelta(days=1)),
                       LapseFastTrack(fast_track_id=event.fast_track_id))

    def apply_fast_track_waiting(self, event: FastTrackWaiting) -> None:
        self._write_track(event)

    def apply_fast_track_lapsed(self, event: FastTrackLapsed) -> None:
        self._write_track(event)
        self.move_places(event, "kept", "free", 1, f"留位到期 {event.fast_track_id}")

    def apply_fast_track_used(self, event: FastTrackUsed) -> None:
        self._write_track(event)
        self.drop_timer(f"fast-track:{event.fast_track_id}")

    def _write_track(self, event: FastTrackPublic) -> None:
        self.execute(
            "INSERT INTO fast_tracks (fast_track_id, person_id, area, title, state, base_id, due_on, city, first_at,"
            " version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (fast_track_id) DO UPDATE SET"
            " state = excluded.state, base_id = excluded.base_id, due_on = excluded.due_on,"
            " version = excluded.version", *(getattr(event, name) for name in _COLUMNS), city_of(event.area),
            event.envelope.occurred_at, event.envelope.entity_version)


def _track(row: dict) -> FastTrack:
    return FastTrack(**{name: row[name] for name in _COLUMNS} | {"state": FastTrackState(row["state"])})
