"""Dispatches of lecturers to classes. Locks are taken in one order: class, lecturer, dispatch."""

from contracts.problems import NotFound
from contracts.training import DispatchState
from contracts.training.domain_events import DispatchAnswered, DispatchProposed, DispatchReleased
from services.training.model import Dispatch

_OPEN = "('proposed', 'accepted')"


class Dispatches:
    """Statements about dispatches."""

    def is_dispatched(self, class_id: str, lecturer_id: str) -> bool:
        """Whether a lecturer is asked for a class, or has accepted it."""
        return self.one(f"SELECT 1 FROM dispatches WHERE class_id = %s AND lecturer_id = %s AND state IN {_OPEN}",
                        class_id, lecturer_id) is not None

    def dispatch_of(self, dispatch_id: str) -> Dispatch:
        """The dispatch with its class and lecturer, all locked until commit; raises NotFound."""
        row = self.one("SELECT class_id, lecturer_id FROM dispatches WHERE dispatch_id = %s", dispatch_id)
        if row is None:
            raise NotFound("没有这次派遣")
        class_, lecturer = self.class_of(row["class_id"]), self.lecturer(row["lecturer_id"])
        state = self.value("SELECT state FROM dispatches WHERE dispatch_id = %s FOR UPDATE", dispatch_id)
        return Dispatch(dispatch_id=dispatch_id, lecturer=lecturer, class_=class_, state=DispatchState(state))

    def open_dispatches(self, *, lecturer_id: str | None = None, class_id: str | None = None) -> tuple[Dispatch, ...]:
        """The dispatches of a lecturer, or to a class, that are still open, locked until commit."""
        rows = self.rows("SELECT dispatch_id FROM dispatches WHERE (lecturer_id = %s OR class_id = %s)"
                         f" AND state IN {_OPEN} ORDER BY class_id, lecturer_id", lecturer_id, class_id)
        found = (self.dispatch_of(row["dispatch_id"]) for row in rows)
        return tuple(one for one in found if one.state in (DispatchState.PROPOSED, DispatchState.ACCEPTED))

    def dispatches_of_suspended(self) -> list[str]:
        """Open dispatches of suspended lecturers to classes that are held."""
        rows = self.rows(f"SELECT dispatch_id FROM dispatches JOIN lecturers USING (lecturer_id) WHERE"
                         f" dispatches.state IN {_OPEN} AND lecturers.state IN ('suspended', 'resumption_proposed')")
        return [f"dispatch {row['dispatch_id']} is with a suspended lecturer" for row in rows]

    def apply_dispatch_proposed(self, event: DispatchProposed) -> None:
        self.execute("INSERT INTO dispatches (dispatch_id, lecturer_id, class_id, state, version)"
                     " VALUES (%s, %s, %s, %s, %s)", event.dispatch_id, event.lecturer_id, event.class_id,
                     event.state, event.envelope.entity_version)

    def apply_dispatch_answered(self, event: DispatchAnswered) -> None:
        self._move_dispatch(event)

    def apply_dispatch_released(self, event: DispatchReleased) -> None:
        self._move_dispatch(event)
        self.unassign_lecturer(event.class_id, event.lecturer_id)

    def _move_dispatch(self, event) -> None:
        self.execute("UPDATE dispatches SET state = %s, version = %s WHERE dispatch_id = %s",
                     event.state, event.envelope.entity_version, event.dispatch_id)
