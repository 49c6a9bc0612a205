"""Lecturers, the day by which each is to be up to date, appraisals, and cities' teaching research."""

from datetime import date, timedelta

from chassis.clock import start_of
from contracts.problems import NotFound
from contracts.training import LecturerState
from contracts.training.commands import SuspendLecturer
from contracts.training.domain_events import (
    LecturerAppraised,
    LecturerPublic,
    LecturerRegistered,
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

    def lecturers_within(self, area_like: str) -> list[dict]:
        """Lecturers of an area with accepted classes and the newest grade, None while there is none."""
        return self.rows(
            "SELECT l.lecturer_id, l.area, l.courses, l.state, (SELECT count(*) FROM dispatches d WHERE"
            " d.lecturer_id = l.lecturer_id AND d.state = 'accepted') AS classes, a.grade, a.year + 1 AS pay_year"
            " FROM lecturers l LEFT JOIN LATERAL (SELECT grade, year FROM appraisals WHERE lecturer_id = l.lecturer_id"
            " ORDER BY year DESC LIMIT 1) a ON true WHERE l.area LIKE %s ORDER BY l.area, l.lecturer_id", area_like)

    def classes_taught(self, lecturer_id: str, year: int, today: date) -> int:
        """How many classes of a year a lecturer accepted that had begun by today and were not cancelled."""
        return self.value(
            "SELECT count(*) FROM dispatches JOIN classes USING (class_id) WHERE lecturer_id = %s"
            " AND dispatches.state = 'accepted' AND classes.state = 'approved'"
            " AND extract(year FROM starts_on) = %s AND starts_on <= %s", lecturer_id, year, today)

    def is_appraised(self, lecturer_id: str, year: int) -> bool:
        return self.one("SELECT 1 FROM appraisals WHERE lecturer_id = %s AND year = %s", lecturer_id, year) is not None

    def apply_lecturer_registered(self, event: LecturerRegistered) -> None:
        self._write_lecturer(event)
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
        self.execute("INSERT INTO appraisals (lecturer_id, year, grade) VALUES (%s, %s, %s)",
                     event.lecturer_id, event.year, event.grade)

    def apply_teaching_research_held(self, event: TeachingResearchHeld) -> None:
        """A city's duty is counted by the zone; the record is the event itself."""

    def _write_lecturer(self, event: LecturerPublic) -> None:
        self.execute(
            "INSERT INTO lecturers (lecturer_id, person_id, area, courses, parts, due_on, state, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (lecturer_id) DO UPDATE SET"
            " parts = excluded.parts, state = excluded.state, version = excluded.version",
            event.lecturer_id, event.person_id, event.area, list(event.courses), list(event.parts), event.due_on,
            event.state, event.envelope.entity_version)


def _lecturer(row: dict) -> Lecturer:
    return Lecturer(**{name: row[name] for name in _COLUMNS} | {
        "state": LecturerState(row["state"]), "courses": tuple(row["courses"]), "parts": tuple(row["parts"])})
