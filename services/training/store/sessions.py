"""Timetables, and what lecturers and trainees are bound to by them.

Overlaps are decided under the row locks of the class, then its lecturers, then its trainees, each in id order.
"""

from contracts.training import DispatchState
from contracts.training.domain_events import (
    LecturerReplaced,
    SessionChangeTold,
    SessionMoved,
    SessionsPlanned,
    TimetablePublic,
)
from services.training.model import Dispatch, Engagement, Session

_SESSION = "s.session, s.held_on, s.starts_at, s.ends_at, s.place, s.lecturer_id"
_HELD = "c.state IN ('approved', 'referred')"


class Sessions:
    """Statements about timetables."""

    def timetable_of(self, class_id: str) -> tuple[Session, ...]:
        """A class's sessions in order; empty until they are planned."""
        return tuple(Session(**row) for row in self.rows(
            f"SELECT {_SESSION} FROM sessions s WHERE class_id = %s ORDER BY session", class_id))

    def lock_lecturers(self, lecturer_ids: set[str]) -> None:
        """Wait for other decisions about these lecturers."""
        self.rows("SELECT 1 FROM lecturers WHERE lecturer_id = ANY(%s) ORDER BY lecturer_id FOR UPDATE",
                  sorted(lecturer_ids))

    def teaching(self, lecturer_ids: set[str], besides: str) -> tuple[Engagement, ...]:
        """What lecturers teach in other classes that are held."""
        return self._engagements(
            f"SELECT s.lecturer_id AS holder_id, s.class_id, c.title, {_SESSION} FROM sessions s JOIN classes c"
            f" USING (class_id) WHERE s.lecturer_id = ANY(%s) AND s.class_id <> %s AND {_HELD}"
            " ORDER BY s.held_on, s.starts_at, s.class_id", sorted(lecturer_ids), besides)

    def attending_elsewhere(self, class_id: str) -> tuple[Engagement, ...]:
        """What the trainees of a class attend in other classes that are held; the trainees stay as they are."""
        people = self.trainees_of(class_id)
        self.rows("SELECT 1 FROM people WHERE person_id = ANY(%s) ORDER BY person_id FOR UPDATE", people)
        return self.attending(people, besides=class_id)

    def attending(self, person_ids: list[str], besides: str = "") -> tuple[Engagement, ...]:
        """What people attend in classes that are held, but for one class."""
        return self._engagements(
            f"SELECT e.person_id AS holder_id, s.class_id, c.title, {_SESSION} FROM enrolments e JOIN classes c"
            f" USING (class_id) JOIN sessions s USING (class_id) WHERE e.person_id = ANY(%s) AND e.class_id <> %s"
            f" AND e.state IN ('enrolled', 'not_completed') AND {_HELD}"
            " ORDER BY s.held_on, s.starts_at, s.class_id", sorted(person_ids), besides)

    def trainees_of(self, class_id: str) -> list[str]:
        """Who has a place in a class, in id order."""
        return [row["person_id"] for row in self.rows(
            "SELECT person_id FROM enrolments WHERE class_id = %s AND state NOT IN ('withdrawn', 'waiting')"
            " ORDER BY person_id", class_id)]

    def accepted_by(self, class_id: str) -> tuple[str, ...]:
        """The lecturers who accepted to teach a class."""
        return tuple(row["lecturer_id"] for row in self.rows(
            "SELECT lecturer_id FROM dispatches WHERE class_id = %s AND state = 'accepted' ORDER BY lecturer_id",
            class_id))

    def teaches(self, person_id: str, class_id: str) -> bool:
        """Whether a person is a lecturer who accepted to teach a class, and still does."""
        return self.one("SELECT 1 FROM dispatches JOIN lecturers USING (lecturer_id) WHERE person_id = %s"
                        " AND class_id = %s AND dispatches.state = 'accepted'", person_id, class_id) is not None

    def accepted_dispatches(self, class_id: str) -> tuple[Dispatch, ...]:
        """Their dispatches, locked until commit."""
        return tuple(one for one in self.open_dispatches(class_id=class_id) if one.state is DispatchState.ACCEPTED)

    def unassign_lecturer(self, class_id: str, lecturer_id: str) -> None:
        """Whose dispatch ended teaches nothing from today on; who does is asked anew."""
        self.execute("UPDATE sessions SET lecturer_id = NULL WHERE class_id = %s AND lecturer_id = %s"
                     " AND held_on >= %s", class_id, lecturer_id, self.today)

    def is_begun(self, class_id: str) -> bool:
        """Whether a sign-in or a roll call of a class was recorded."""
        return self.value("SELECT EXISTS (SELECT 1 FROM attendance WHERE class_id = %s)"
                          " OR EXISTS (SELECT 1 FROM sign_ins WHERE class_id = %s)", class_id, class_id)

    def overlapping_sessions(self) -> list[str]:
        """Lecturers and trainees who would be in two places at once."""
        rows = self.rows(
            "SELECT a.lecturer_id AS who, a.class_id AS one, b.class_id AS other FROM sessions a JOIN sessions b ON"
            " a.lecturer_id = b.lecturer_id AND a.held_on = b.held_on AND a.starts_at < b.ends_at"
            " AND b.starts_at < a.ends_at AND (a.class_id, a.session) < (b.class_id, b.session)"
            " JOIN classes c ON c.class_id = a.class_id AND c.state = 'approved'"
            " JOIN classes d ON d.class_id = b.class_id AND d.state = 'approved'")
        return [f"lecturer {row['who']} teaches {row['one']} and {row['other']} at once" for row in rows]

    def _engagements(self, sql: str, *parameters) -> tuple[Engagement, ...]:
        names = ("holder_id", "class_id", "title")
        return tuple(Engagement(**{name: row.pop(name) for name in names}, session=Session(**row))
                     for row in self.rows(sql, *parameters))

    def apply_sessions_planned(self, event: SessionsPlanned) -> None:
        self._write_timetable(event)
        self.execute("INSERT INTO sign_in_secrets (class_id) VALUES (%s) ON CONFLICT DO NOTHING", event.class_id)

    def apply_session_moved(self, event: SessionMoved) -> None:
        self._write_timetable(event)

    def apply_lecturer_replaced(self, event: LecturerReplaced) -> None:
        self._write_timetable(event)

    def apply_session_change_told(self, event: SessionChangeTold) -> None:
        """A notice changes nothing here; the person's page shows it."""

    def _write_timetable(self, event: TimetablePublic) -> None:
        self.execute("DELETE FROM sessions WHERE class_id = %s", event.class_id)
        for one in event.timetable:
            self.execute(
                "INSERT INTO sessions (class_id, session, held_on, starts_at, ends_at, place, lecturer_id)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)", event.class_id, one.session, one.held_on, one.starts_at,
                one.ends_at, one.place, one.lecturer_id)
