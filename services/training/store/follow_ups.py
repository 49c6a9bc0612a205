"""Follow-up after the course, who gives it, and trainees' success."""

from datetime import date

from contracts.actors import area_prefix
from contracts.events.domain_events import MentorPublic, MentorVisitRecorded
from contracts.problems import NotFound
from contracts.training import Course, Progress
from contracts.training.domain_events import (
    FollowUpGiven,
    FollowUpPlanned,
    FollowUpPublic,
    RevocationNoted,
    SuccessCounted,
    SuccessWithdrawn,
)
from contracts.zone.domain_events import BusinessRegistered
from services.training.model import Business, Completion, FollowUp, Guide, Visit

_COLUMNS = ("follow_up_id", "person_id", "area", "helpers", "state", "class_id", "institution_id", "completed_on",
            "due_on", "said_on")
# The latest day that a contact said something of the trainee's progress; a mentor's visit alone says nothing of it.
_SAID_ON = ("(SELECT max(k.held_on) FROM follow_up_contacts k WHERE k.follow_up_id = f.follow_up_id AND NOT EXISTS"
            " (SELECT 1 FROM mentor_visits v WHERE v.visit_id = k.contact_id)) AS said_on")
_COMPLETIONS = ("SELECT e.enrolment_id, e.person_id, e.class_id, c.institution_id, c.area, e.course, c.title,"
                " e.completed_on FROM enrolments e JOIN classes c USING (class_id)")


class FollowUps:
    """Statements about follow-ups and successes."""

    def lock_guided(self, person_id: str) -> None:
        """What is learned about one person's guidance and success happens one after the other."""
        self.execute("INSERT INTO guided_people (person_id) VALUES (%s) ON CONFLICT DO NOTHING", person_id)
        self.one("SELECT 1 FROM guided_people WHERE person_id = %s FOR UPDATE", person_id)

    def institution_of_class(self, class_id: str) -> str:
        """Whose class it is; unlocked, since it never changes."""
        return self.value("SELECT institution_id FROM classes WHERE class_id = %s", class_id)

    def follow_up(self, follow_up_id: str, *, lock: bool = True) -> FollowUp:
        """The follow-up, locked unless only read; raises NotFound."""
        ending = " FOR UPDATE OF f" if lock else ""
        row = self.one(f"SELECT f.*, {_SAID_ON} FROM follow_ups f WHERE follow_up_id = %s{ending}", follow_up_id)
        if row is None:
            raise NotFound("没有这项跟踪服务")
        return _follow_up(row)

    def contacts_of(self, follow_up_id: str) -> list[dict]:
        return self.rows("SELECT * FROM follow_up_contacts WHERE follow_up_id = %s ORDER BY held_on, contact_id",
                         follow_up_id)

    def lecturer_taught(self, lecturer_id: str, class_id: str) -> bool:
        """Whether a lecturer accepted a class that was held."""
        return self.one(
            "SELECT 1 FROM dispatches JOIN classes USING (class_id) WHERE lecturer_id = %s AND class_id = %s"
            " AND dispatches.state = 'accepted' AND classes.state IN ('approved', 'closed')",
            lecturer_id, class_id) is not None

    def mentor_of(self, person_id: str, area: str) -> Guide | None:
        """The mentor that a person is, if their area has `area` in it."""
        row = self.one("SELECT * FROM mentors WHERE person_id = %s", person_id)
        if row is None or not area.startswith(area_prefix(row["area"])):
            return None
        return Guide(helper="mentor", helper_id=row["mentor_id"], suspended_on=row["suspended_on"])

    def note_mentor(self, event: MentorPublic, suspended_on: date | None) -> None:
        """A mentor's newest state wins, in whatever order it is heard of."""
        self.execute(
            "INSERT INTO mentors AS m (mentor_id, person_id, area, suspended_on, version) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (mentor_id) DO UPDATE SET area = excluded.area, suspended_on = excluded.suspended_on,"
            " version = excluded.version WHERE m.version < excluded.version", event.mentor_id, event.person_id,
            event.area, suspended_on, event.envelope.entity_version)

    def note_visit(self, event: MentorVisitRecorded) -> None:
        self.execute("INSERT INTO mentor_visits (visit_id, mentor_id, person_id, held_on) VALUES (%s, %s, %s, %s)"
                     " ON CONFLICT DO NOTHING", event.visit_id, event.mentor_id, event.person_id, event.held_on)

    def visits_to_attach(self, person_id: str) -> list[tuple[Visit, FollowUp]]:
        """Visits about a person that are no contact yet for a course which they had completed by then."""
        rows = self.rows(
            f"SELECT f.*, {_SAID_ON}, v.visit_id, v.mentor_id, v.held_on FROM mentor_visits v JOIN follow_ups f"
            " ON f.person_id = v.person_id AND f.completed_on <= v.held_on WHERE v.person_id = %s AND NOT EXISTS"
            " (SELECT 1 FROM follow_up_contacts k WHERE k.follow_up_id = f.follow_up_id AND k.contact_id = v.visit_id)"
            " ORDER BY v.held_on, v.visit_id, f.follow_up_id", person_id)
        return [(Visit(visit_id=row["visit_id"], mentor_id=row["mentor_id"], held_on=row["held_on"]), _follow_up(row))
                for row in rows]

    def note_business(self, event: BusinessRegistered) -> None:
        self.execute("INSERT INTO businesses (business_id, person_id, registered_on) VALUES (%s, %s, %s)"
                     " ON CONFLICT DO NOTHING", event.business_id, event.person_id, event.registered_on)

    def businesses_of(self, person_id: str) -> tuple[Business, ...]:
        return tuple(Business(**row) for row in self.rows(
            "SELECT business_id, registered_on FROM businesses WHERE person_id = %s ORDER BY registered_on,"
            " business_id", person_id))

    def completions_without_success(self, person_id: str) -> tuple[Completion, ...]:
        """A person's completed courses whose certificate holds and that are no success yet."""
        return tuple(_completion(row) for row in self.rows(
            f"{_COMPLETIONS} WHERE e.person_id = %s AND e.state = 'completed' AND NOT EXISTS (SELECT 1 FROM"
            " success_counts s WHERE s.enrolment_id = e.enrolment_id AND s.state = 'counted')"
            " ORDER BY e.completed_on, e.enrolment_id", person_id))

    def success_without_completion(self, enrolment_id: str) -> Completion | None:
        """The completion that was a success and no longer holds."""
        row = self.one(f"{_COMPLETIONS} JOIN success_counts s USING (enrolment_id) WHERE e.enrolment_id = %s"
                       " AND s.state = 'counted' AND e.state <> 'completed'", enrolment_id)
        return _completion(row) if row else None

    def certificates_of(self, person_id: str) -> tuple[str, ...]:
        """The numbers of a person's certificates that hold."""
        return tuple(row["certificate_number"] for row in self.rows(
            "SELECT certificate_number FROM enrolments WHERE person_id = %s AND state = 'completed'"
            " AND certificate_number IS NOT NULL ORDER BY 1", person_id))

    def apply_follow_up_planned(self, event: FollowUpPlanned) -> None:
        self._write_follow_up(event)

    def apply_follow_up_given(self, event: FollowUpGiven) -> None:
        self._write_follow_up(event)
        self.execute(
            "INSERT INTO follow_up_contacts (follow_up_id, contact_id, helper, helper_id, kind, held_on, progress,"
            " advice) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", event.follow_up_id, event.contact_id, event.helper,
            event.helper_id, event.kind, event.held_on, event.contact_progress or event.progress, event.advice)

    def _write_follow_up(self, event: FollowUpPublic) -> None:
        self.execute(
            "INSERT INTO follow_ups (follow_up_id, person_id, area, course, helpers, state, class_id, institution_id,"
            " completed_on, progress, due_on) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (follow_up_id) DO UPDATE SET state = excluded.state, progress = excluded.progress",
            event.follow_up_id, event.person_id, event.area, event.course, list(event.helpers), event.state,
            event.class_id, event.institution_id, event.completed_on, event.progress, event.due_on)

    def apply_success_counted(self, event: SuccessCounted) -> None:
        self.execute(
            "INSERT INTO success_counts (enrolment_id, business_id, registered_on, state) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (enrolment_id) DO UPDATE SET business_id = excluded.business_id,"
            " registered_on = excluded.registered_on, state = excluded.state",
            event.enrolment_id, event.business_id, event.registered_on, event.state)

    def apply_success_withdrawn(self, event: SuccessWithdrawn) -> None:
        self.execute("UPDATE success_counts SET state = %s WHERE enrolment_id = %s", event.state, event.enrolment_id)

    def apply_revocation_noted(self, event: RevocationNoted) -> None:
        """The desk sees the case in the zone; training keeps the event."""


def _follow_up(row: dict) -> FollowUp:
    return FollowUp(**{name: row[name] for name in _COLUMNS} | {
        "course": Course(row["course"]), "helpers": tuple(row["helpers"]),
        "progress": Progress(row["progress"]) if row["progress"] else None})


def _completion(row: dict) -> Completion:
    return Completion(**row | {"course": Course(row["course"])})
