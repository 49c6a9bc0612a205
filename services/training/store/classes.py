"""Classes and attendance."""

from contracts.problems import NotFound
from contracts.training import ClassState, Course
from contracts.training.domain_events import (
    AttendanceRecorded,
    ClassApproved,
    ClassCancelled,
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
        row = self.one("SELECT * FROM classes WHERE class_id = %s FOR UPDATE", class_id)
        if row is None:
            raise NotFound("没有这个班级")
        counts = self.one("SELECT count(*) FILTER (WHERE state <> 'withdrawn') AS enrolled,"
                          " count(*) FILTER (WHERE state = 'completed') AS completed FROM enrolments"
                          " WHERE class_id = %s", class_id)
        return Class_(**{name: row[name] for name in _COLUMNS} | {
            "course": Course(row["course"]), "state": ClassState(row["state"])} | counts)

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
        self.execute(
            "INSERT INTO classes (class_id, institution_id, area, city, course, title, seats, starts_on, ends_on,"
            " sessions, state, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (class_id) DO UPDATE SET state = excluded.state, version = excluded.version",
            *(getattr(event, name) for name in _COLUMNS), event.envelope.entity_version)

    def apply_attendance_recorded(self, event: AttendanceRecorded) -> None:
        self.execute("DELETE FROM attendance WHERE class_id = %s AND session = %s", event.class_id, event.session)
        self.execute("INSERT INTO attendance (class_id, session, person_id) SELECT %s, %s, unnest(%s::text[])",
                     event.class_id, event.session, list(event.present))
