"""Enrolments, and what training knows of people."""

from contracts.problems import NotFound
from contracts.training import EnrolmentState
from contracts.training.domain_events import TraineeEnrolled, TrainingCompleted, TrainingNotCompleted
from contracts.zone.domain_events import PersonRegistered
from services.training.model import Enrolment, KnownPerson


class Enrolments:
    """Statements about enrolments."""

    def note_person(self, event: PersonRegistered) -> None:
        """A person is registered by real name; training keeps the opaque id alone."""
        self.execute("INSERT INTO people (person_id) VALUES (%s) ON CONFLICT DO NOTHING", event.person_id)

    def known_people(self, person_ids: tuple[str, ...]) -> dict[str, KnownPerson]:
        """Those of `person_ids` who are registered, with the courses they took; locked until commit."""
        known = self.rows("SELECT person_id FROM people WHERE person_id = ANY(%s) ORDER BY person_id FOR UPDATE",
                          list(set(person_ids)))
        rows = self.rows("SELECT person_id, array_agg(course) AS courses, array_agg(class_id) AS classes"
                         " FROM enrolments WHERE person_id = ANY(%s) AND state IN ('enrolled', 'completed')"
                         " GROUP BY person_id", list(set(person_ids)))
        taken = {row["person_id"]: row for row in rows}
        return {row["person_id"]: _known(row["person_id"], taken.get(row["person_id"])) for row in known}

    def enrolment_of(self, class_id: str, person_id: str) -> Enrolment:
        """A person's enrolment with the sessions they attended, locked; raises NotFound."""
        row = self.one("SELECT * FROM enrolments WHERE class_id = %s AND person_id = %s FOR UPDATE",
                       class_id, person_id)
        if row is None:
            raise NotFound("该学员不在本班名单中")
        present = self.value("SELECT count(*) FROM attendance WHERE class_id = %s AND person_id = %s",
                             class_id, person_id)
        return Enrolment(enrolment_id=row["enrolment_id"], person_id=person_id, state=EnrolmentState(row["state"]),
                         sessions_present=present, certificate_number=row["certificate_number"])

    def apply_trainee_enrolled(self, event: TraineeEnrolled) -> None:
        self.execute(
            "INSERT INTO enrolments (enrolment_id, class_id, person_id, course, city, state, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)", event.enrolment_id, event.class_id, event.person_id,
            event.course, event.city, event.state, event.envelope.entity_version)

    def apply_training_completed(self, event: TrainingCompleted) -> None:
        self.execute(
            "UPDATE enrolments SET state = %s, completed_on = %s, certificate_number = %s, version = %s"
            " WHERE enrolment_id = %s", event.state, event.completed_on, event.certificate_number,
            event.envelope.entity_version, event.enrolment_id)
        year = self.value("SELECT extract(year FROM starts_on)::int FROM classes WHERE class_id = %s", event.class_id)
        self.use_seat(event, year)

    def apply_training_not_completed(self, event: TrainingNotCompleted) -> None:
        self.execute("UPDATE enrolments SET state = %s, version = %s WHERE enrolment_id = %s",
                     event.state, event.envelope.entity_version, event.enrolment_id)

    def apply_service_rendered(self, event) -> None:
        """A service act changes nothing here; the activities pillar opens the right to rate it."""


def _known(person_id: str, row: dict | None) -> KnownPerson:
    if row is None:
        return KnownPerson(person_id=person_id)
    return KnownPerson(person_id=person_id, courses_taken=tuple(row["courses"]), enrolled_in=tuple(row["classes"]))
