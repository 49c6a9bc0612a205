"""Lecturers, the day by which each is to be up to date, appraisals, and cities' teaching research."""

from datetime import date, timedelta

from chassis.clock import business_day, start_of
from contracts.problems import NotFound
from contracts.training import LecturerState, LecturerTier
from contracts.training.commands import SuspendLecturer
from contracts.training.domain_events import (
    LecturerAppraised,
    LecturerDeclined,
    LecturerPlaced,
    LecturerPublic,
    LecturerRegistered,
    LecturerRequested,
    LecturerResumed,
    LecturerResumptionProposed,
    LecturerSuspended,
    LecturerUpdated,
    LecturerVerified,
    TeachingResearchHeld,
)
from services.training.model import Lecturer

_COLUMNS = ("lecturer_id", "person_id", "area", "due_on", "suspended_on")


class Lecturers:
    """Statements about lecturers."""

    def lecturer(self, lecturer_id: str) -> Lecturer:
        """The lecturer, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM lecturers WHERE lecturer_id = %s FOR UPDATE", lecturer_id)
        if row is None:
            raise NotFound("没有这位讲师")
        return _lecturer(row)

    def lecturer_who_is(self, person_id: str) -> Lecturer | None:
        """The lecturer that a person is, locked until commit."""
        row = self.one("SELECT * FROM lecturers WHERE person_id = %s FOR UPDATE", person_id)
        return _lecturer(row) if row else None

    def lecturers_within(self, area_like: str, year: int, today: date) -> list[dict]:
        """Admitted lecturers of an area with the classes and sessions of a year that began by today, whether its
        appraisal is missing, and the grade that sets that year's pay level: the one of the year before.
        """
        return self.rows(
            "SELECT l.lecturer_id, l.area, l.courses, l.state, l.tier, l.requested_on, l.registered_on, l.verified_on,"
            " a.appraised_on, w.classes,"
            " w.sessions, w.begun > 0 AND g.grade IS NULL AS appraisal_missing, a.grade, a.year + 1 AS pay_year"
            " FROM lecturers l CROSS JOIN LATERAL (SELECT count(*)::int AS classes, coalesce(sum(c.sessions), 0)::int"
            " AS sessions, count(*) FILTER (WHERE c.starts_on <= %s)::int AS begun FROM dispatches d"
            " JOIN classes c USING (class_id) WHERE d.lecturer_id = l.lecturer_id AND d.state = 'accepted'"
            " AND c.state IN ('approved', 'closed') AND extract(year FROM c.starts_on) = %s) w"
            " LEFT JOIN appraisals g ON g.lecturer_id = l.lecturer_id AND g.year = %s"
            " LEFT JOIN LATERAL (SELECT grade, year, appraised_on FROM appraisals WHERE lecturer_id = l.lecturer_id"
            " AND year <= %s ORDER BY year DESC LIMIT 1) a ON true WHERE l.area LIKE %s"
            " AND l.state NOT IN ('requested', 'declined') ORDER BY l.area, l.lecturer_id",
            today, year, year, year, area_like)

    def classes_taught(self, lecturer_id: str, year: int, today: date) -> int:
        """How many classes of a year a lecturer accepted that had begun by today and were not cancelled."""
        return self.value(
            "SELECT count(*) FROM dispatches JOIN classes USING (class_id) WHERE lecturer_id = %s"
            " AND dispatches.state = 'accepted' AND classes.state IN ('approved', 'closed')"
            " AND extract(year FROM starts_on) = %s AND starts_on <= %s", lecturer_id, year, today)

    def is_appraised(self, lecturer_id: str, year: int) -> bool:
        return self.one("SELECT 1 FROM appraisals WHERE lecturer_id = %s AND year = %s", lecturer_id, year) is not None

    def apply_lecturer_requested(self, event: LecturerRequested) -> None:
        self._write_lecturer(event)
        self.execute("UPDATE lecturers SET requested_on = %s WHERE lecturer_id = %s",
                     event.requested_on, event.lecturer_id)

    def apply_lecturer_declined(self, event: LecturerDeclined) -> None:
        self._write_lecturer(event)

    def apply_lecturer_placed(self, event: LecturerPlaced) -> None:
        self._write_lecturer(event)

    def apply_lecturer_registered(self, event: LecturerRegistered) -> None:
        self._write_lecturer(event)
        self.execute("UPDATE lecturers SET registered_on = %s WHERE lecturer_id = %s",
                     business_day(event.envelope.occurred_at), event.lecturer_id)
        if event.due_on:
            self.expect_lecturer_update(event.lecturer_id, event.due_on)

    def expect_lecturer_update(self, lecturer_id: str, due_on: date) -> None:
        """Have a lecturer looked at when the day is over by which the update is due."""
        self.set_timer(f"lecturer:{lecturer_id}:{due_on}", start_of(due_on + timedelta(days=1)),
                       SuspendLecturer(lecturer_id=lecturer_id, due_on=due_on))

    def apply_lecturer_updated(self, event: LecturerUpdated) -> None:
        self._write_lecturer(event)

    def apply_lecturer_verified(self, event: LecturerVerified) -> None:
        self._write_lecturer(event)
        self.execute("UPDATE lecturers SET verified_on = %s WHERE lecturer_id = %s",
                     event.verified_on, event.lecturer_id)

    def apply_lecturer_suspended(self, event: LecturerSuspended) -> None:
        self._write_lecturer(event)
        self.execute("UPDATE lecturers SET suspended_on = %s WHERE lecturer_id = %s",
                     event.suspended_on, event.lecturer_id)

    def apply_lecturer_resumption_proposed(self, event: LecturerResumptionProposed) -> None:
        self._write_lecturer(event)

    def apply_lecturer_resumed(self, event: LecturerResumed) -> None:
        self._write_lecturer(event)

    def apply_lecturer_appraised(self, event: LecturerAppraised) -> None:
        self._write_lecturer(event)
        self.execute("INSERT INTO appraisals (lecturer_id, year, grade, appraised_on) VALUES (%s, %s, %s, %s)",
                     event.lecturer_id, event.year, event.grade, business_day(event.envelope.occurred_at))

    def apply_teaching_research_held(self, event: TeachingResearchHeld) -> None:
        """A city's duty is counted by the zone; the record is the event itself."""

    def _write_lecturer(self, event: LecturerPublic) -> None:
        self.execute(
            "INSERT INTO lecturers (lecturer_id, person_id, area, courses, parts, due_on, state, tier, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (lecturer_id) DO UPDATE SET"
            " area = excluded.area, courses = excluded.courses, parts = excluded.parts, due_on = excluded.due_on,"
            " state = excluded.state, tier = excluded.tier, version = excluded.version",
            event.lecturer_id, event.person_id, event.area, list(event.courses), list(event.parts), event.due_on,
            event.state, event.tier, event.envelope.entity_version)


def _lecturer(row: dict) -> Lecturer:
    return Lecturer(**{name: row[name] for name in _COLUMNS} | {
        "state": LecturerState(row["state"]), "courses": tuple(row["courses"]), "parts": tuple(row["parts"]),
        "tier": LecturerTier(row["tier"]) if row["tier"] else None})
