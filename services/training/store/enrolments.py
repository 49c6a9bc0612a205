"""Enrolments, and what training knows of people."""

from collections import defaultdict
from datetime import date

from psycopg.types.json import Jsonb

from contracts.problems import NotFound
from contracts.training import EnrolmentState
from contracts.training.domain_events import (
    EnrolmentPublic,
    EnrolmentWithdrawn,
    TraineeEnrolled,
    TraineeWaiting,
    TrainingCompleted,
    TrainingNotCompleted,
)
from services.training.model import Class_, Enrolment, KnownPerson, Waiting


class Enrolments:
    """Statements about enrolments."""

    def note_person(self, event) -> None:
        """A person is registered by real name, or their groups changed; the opaque id and the groups are kept.

        The highest version's groups count, whatever came first.
        """
        groups = [[each.group, each.valid_until and each.valid_until.isoformat()] for each in event.groups]
        self.execute("INSERT INTO people AS p (person_id, groups, groups_version) VALUES (%s, %s, %s)"
                     " ON CONFLICT (person_id) DO UPDATE SET groups = excluded.groups,"
                     " groups_version = excluded.groups_version WHERE p.groups_version < excluded.groups_version",
                     event.person_id, Jsonb(groups), event.envelope.entity_version)

    def known_people(self, person_ids: tuple[str, ...]) -> dict[str, KnownPerson]:
        """Those of `person_ids` who are registered, with what they take and took; locked until commit."""
        wanted = sorted(set(person_ids))
        known = self.rows("SELECT person_id, groups FROM people WHERE person_id = ANY(%s) ORDER BY person_id"
                          " FOR UPDATE", wanted)
        rows = self.rows(
            "SELECT person_id, array_agg(course ORDER BY enrolment_id) FILTER (WHERE state IN"
            " ('enrolled', 'completed')) AS courses, array_agg(class_id ORDER BY enrolment_id) AS classes"
            " FROM enrolments WHERE person_id = ANY(%s) AND state <> 'withdrawn' GROUP BY person_id", wanted)
        taken = {row["person_id"]: row for row in rows}
        engaged = defaultdict(list)
        for one in self.attending(wanted):
            engaged[one.holder_id].append(one)
        return {row["person_id"]: _known(row, taken.get(row["person_id"]), engaged[row["person_id"]])
                for row in known}

    def taken_elsewhere(self, class_: Class_, person_ids: list[str]) -> dict[str, int]:
        """How often each of some people takes or took the course of a class in other classes."""
        return {row["person_id"]: row["times"] for row in self.rows(
            "SELECT person_id, count(*)::int AS times FROM enrolments WHERE person_id = ANY(%s) AND course = %s"
            " AND class_id <> %s AND state IN ('enrolled', 'completed') GROUP BY person_id",
            person_ids, class_.course, class_.class_id)}

    def waiting_for(self, class_id: str) -> tuple[Waiting, ...]:
        """Who waits for a place in a class; the people are locked until commit."""
        rows = self.rows("SELECT enrolment_id, person_id, waiting_since FROM enrolments WHERE class_id = %s"
                         " AND state = 'waiting' ORDER BY enrolment_id", class_id)
        people = self.known_people(tuple(row["person_id"] for row in rows))
        return tuple(Waiting(enrolment_id=row["enrolment_id"], person=people[row["person_id"]],
                             since=row["waiting_since"]) for row in rows)

    def waiting_seen(self, class_id: str) -> tuple[Waiting, ...]:
        """Who waits for a place in a class and the groups that give them a place in the order, for questions."""
        rows = self.rows("SELECT e.enrolment_id, e.waiting_since, p.person_id, p.groups FROM enrolments e"
                         " JOIN people p USING (person_id) WHERE e.class_id = %s AND e.state = 'waiting'", class_id)
        return tuple(Waiting(enrolment_id=row["enrolment_id"], since=row["waiting_since"], person=_known(row, None, ()))
                     for row in rows)

    def enrolments_in(self, class_id: str) -> tuple[Enrolment, ...]:
        """Everybody who has or waits for a place and has not completed, locked until commit."""
        return tuple(self._enrolment(row) for row in self.rows(
            "SELECT * FROM enrolments WHERE class_id = %s AND state IN ('enrolled', 'waiting', 'not_completed')"
            " ORDER BY person_id FOR UPDATE", class_id))

    def enrolment_of(self, class_id: str, person_id: str) -> Enrolment:
        """A person's enrolment with the sessions they attended, locked; raises NotFound."""
        row = self.one("SELECT * FROM enrolments WHERE class_id = %s AND person_id = %s FOR UPDATE",
                       class_id, person_id)
        if row is None:
            raise NotFound("该学员不在本班名单中")
        return self._enrolment(row)

    def trainees_in_depth(self, class_id: str) -> list[dict]:
        """Everybody who was ever in a class or on its waiting list, with attendance and examinations."""
        return self.rows(
            "SELECT e.enrolment_id, e.person_id, e.state, e.certificate_number, e.waiting_since,"
            " (SELECT count(*)::int FROM attendance a WHERE a.class_id = e.class_id AND a.person_id = e.person_id)"
            " AS present, (SELECT count(*)::int FROM sign_ins i WHERE i.enrolment_id = e.enrolment_id"
            " AND i.state = 'marked') AS to_decide, (SELECT coalesce(jsonb_agg(jsonb_build_object('attempt', x.attempt,"
            " 'mark', x.mark, 'held_on', x.held_on, 'passed', x.passed) ORDER BY x.attempt), '[]') FROM examinations x"
            " WHERE x.enrolment_id = e.enrolment_id) AS examinations FROM enrolments e WHERE e.class_id = %s"
            " ORDER BY e.person_id", class_id)

    def _enrolment(self, row: dict) -> Enrolment:
        counts = self.one(
            "SELECT (SELECT count(*) FROM attendance WHERE class_id = %s AND person_id = %s) AS sessions_present,"
            " (SELECT count(*) FROM sign_ins WHERE enrolment_id = %s AND state = 'marked') AS to_decide,"
            " (SELECT count(*) FROM examinations WHERE enrolment_id = %s) AS attempts",
            row["class_id"], row["person_id"], row["enrolment_id"], row["enrolment_id"])
        return Enrolment(enrolment_id=row["enrolment_id"], person_id=row["person_id"],
                         state=EnrolmentState(row["state"]), certificate_number=row["certificate_number"], **counts)

    def apply_trainee_enrolled(self, event: TraineeEnrolled) -> None:
        self._write_enrolment(event)

    def apply_trainee_waiting(self, event: TraineeWaiting) -> None:
        self._write_enrolment(event)
        self.execute("UPDATE enrolments SET waiting_since = %s WHERE enrolment_id = %s", event.envelope.occurred_at,
                     event.enrolment_id)

    def apply_enrolment_withdrawn(self, event: EnrolmentWithdrawn) -> None:
        self._write_enrolment(event)

    def _write_enrolment(self, event: EnrolmentPublic) -> None:
        self.execute(
            "INSERT INTO enrolments (enrolment_id, class_id, person_id, course, city, state, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (enrolment_id) DO UPDATE SET state = excluded.state,"
            " version = excluded.version", event.enrolment_id, event.class_id, event.person_id, event.course,
            event.city, event.state, event.envelope.entity_version)

    def apply_training_completed(self, event: TrainingCompleted) -> None:
        self.execute(
            "UPDATE enrolments SET state = %s, completed_on = %s, certificate_number = %s, version = %s"
            " WHERE enrolment_id = %s", event.state, event.completed_on, event.certificate_number,
            event.envelope.entity_version, event.enrolment_id)
        self._write_examination(event, event.completed_on, passed=True)
        year = self.value("SELECT extract(year FROM starts_on)::int FROM classes WHERE class_id = %s", event.class_id)
        self.use_seat(event, year)

    def apply_training_not_completed(self, event: TrainingNotCompleted) -> None:
        self.execute("UPDATE enrolments SET state = %s, version = %s WHERE enrolment_id = %s",
                     event.state, event.envelope.entity_version, event.enrolment_id)
        self._write_examination(event, event.examined_on, passed=False)

    def _write_examination(self, event, held_on: date | None, *, passed: bool) -> None:
        self.execute("INSERT INTO examinations (enrolment_id, attempt, mark, held_on, passed)"
                     " VALUES (%s, %s, %s, %s, %s)", event.enrolment_id, event.attempt, event.mark, held_on, passed)

    def apply_service_rendered(self, event) -> None:
        """A service act changes nothing here; the activities pillar opens the right to rate it."""


def _known(row: dict, taken: dict | None, engagements) -> KnownPerson:
    groups = tuple((group, until and date.fromisoformat(until)) for group, until in row["groups"])
    return KnownPerson(person_id=row["person_id"], groups=groups, engagements=tuple(engagements),
                       courses_taken=tuple(taken and taken["courses"] or ()),
                       enrolled_in=tuple(taken["classes"] if taken else ()))
