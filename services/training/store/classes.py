"""Classes."""

from contracts.problems import NotFound
from contracts.training import ClassState, Course
from contracts.training.domain_events import (
    ClassApproved,
    ClassCancelled,
    ClassClosed,
    ClassCorrected,
    ClassPublic,
    ClassReferred,
    ClassRefused,
)
from services.training.model import Class_

_COLUMNS = ("class_id", "institution_id", "area", "city", "course", "title", "seats", "starts_on", "ends_on",
            "sessions", "state")


class Classes:
    """Statements about classes."""

    def class_of(self, class_id: str) -> Class_:
        """The class, locked until commit; raises NotFound."""
        return self._class(self.one("SELECT * FROM classes WHERE class_id = %s FOR UPDATE", class_id))

    def class_seen(self, class_id: str) -> Class_:
        """The class as it stands, for questions; raises NotFound."""
        return self._class(self.one("SELECT * FROM classes WHERE class_id = %s", class_id))

    def _class(self, row: dict | None) -> Class_:
        if row is None:
            raise NotFound("没有这个班级")
        class_id = row["class_id"]
        counts = self.one("SELECT count(*) FILTER (WHERE state NOT IN ('withdrawn', 'waiting')) AS enrolled,"
                          " count(*) FILTER (WHERE completed_on IS NOT NULL) AS completed FROM enrolments"
                          " WHERE class_id = %s", class_id)
        return Class_(**{name: row[name] for name in _COLUMNS} | {
            "course": Course(row["course"]), "state": ClassState(row["state"])} | counts,
                      timetable=self.timetable_of(class_id))

    def apply_class_approved(self, event: ClassApproved) -> None:
        self._write_class(event)
        self.reserve_seats(event)

    def apply_class_referred(self, event: ClassReferred) -> None:
        self._write_class(event)

    def apply_class_refused(self, event: ClassRefused) -> None:
        self._write_class(event)

    def apply_class_cancelled(self, event: ClassCancelled) -> None:
        self._write_class(event)
        self.release_seats(event)

    def _write_class(self, event) -> None:
        self.write("classes",
            "filed AS (INSERT INTO classes (class_id, institution_id, area, city, course, title, seats, starts_on,"
            " ends_on, sessions, state, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (class_id) DO UPDATE SET state = excluded.state, version = excluded.version)",
            *(getattr(event, name) for name in _COLUMNS), event.envelope.entity_version)

    def apply_class_corrected(self, event: ClassCorrected) -> None:
        self.execute("UPDATE classes SET title = %s, seats = %s, starts_on = %s, ends_on = %s, sessions = %s,"
                     " version = %s WHERE class_id = %s", event.title, event.seats, event.starts_on, event.ends_on,
                     event.sessions, event.envelope.entity_version, event.class_id)
        if event.reserved:
            self._move_seats(event, "free", "reserved", event.reserved, f"班级 {event.class_id} 增加人数")
        if event.released:
            self._move_seats(event, "reserved", "free", event.released, f"班级 {event.class_id} 减少人数")

    def apply_class_closed(self, event: ClassClosed) -> None:
        self._write_class(event)
        if event.released:
            self._move_seats(event, "reserved", "free", event.released, f"班级 {event.class_id} 结班，未用人次")

    def _move_seats(self, event: ClassPublic, source: str, target: str, seats: int, memo: str) -> None:
        self._move(event, event.starts_on.year, event.city, event.course, source, target, seats, memo)
