"""Mentors and the day by which each is to be up to date."""

from datetime import date, timedelta

from chassis.clock import start_of
from contracts.events import MentorOrigin, MentorState, PoolLevel
from contracts.events.commands import SuspendMentor
from contracts.events.domain_events import (
    MentorJoined,
    MentorPublic,
    MentorResumed,
    MentorResumptionProposed,
    MentorSuspended,
    MentorUpdated,
    MentorVerified,
)
from contracts.problems import NotFound
from services.events.model import FreeMentor, Mentor

_COLUMNS = ("mentor_id", "person_id", "area", "pool", "origin", "team", "topics", "parts", "due_on", "suspended_on",
            "state")


class Mentors:
    """Statements about mentors."""

    def mentor(self, mentor_id: str) -> Mentor:
        """The mentor, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM mentors WHERE mentor_id = %s FOR UPDATE", mentor_id)
        if row is None:
            raise NotFound("没有这位导师")
        return _mentor(row)

    def mentor_who_is(self, person_id: str) -> Mentor | None:
        """The mentor that a person is, locked until commit."""
        row = self.one("SELECT * FROM mentors WHERE person_id = %s FOR UPDATE", person_id)
        return _mentor(row) if row else None

    def free_mentors(self, city: str, besides: str) -> tuple[FreeMentor, ...]:
        """The mentors of a city, and of the province, who may serve, but for the person themselves."""
        rows = self.rows(
            "SELECT m.*, (SELECT count(*) FROM mentor_offers o WHERE o.mentor_id = m.mentor_id"
            " AND o.state IN ('offered', 'accepted')) AS founders FROM mentors m"
            " WHERE (left(m.area, 4) = left(%s, 4) OR m.area = left(%s, 2) || '0000')"
            " AND m.state IN ('joined', 'verified') AND m.person_id <> %s ORDER BY m.mentor_id", city, city, besides)
        return tuple(FreeMentor(mentor=_mentor(row), founders=row["founders"]) for row in rows)

    def apply_mentor_joined(self, event: MentorJoined) -> None:
        self._write_mentor(event)
        if event.due_on:
            self.expect_update(event.mentor_id, event.due_on)

    def expect_update(self, mentor_id: str, due_on: date) -> None:
        """Have a mentor looked at when the day is over by which the update is due."""
        self.set_timer(f"mentor:{mentor_id}:{due_on}", start_of(due_on + timedelta(days=1)),
                       SuspendMentor(mentor_id=mentor_id, due_on=due_on))

    def apply_mentor_updated(self, event: MentorUpdated) -> None:
        self._write_mentor(event)

    def apply_mentor_verified(self, event: MentorVerified) -> None:
        self._write_mentor(event)

    def apply_mentor_suspended(self, event: MentorSuspended) -> None:
        self._write_mentor(event)
        self.execute("UPDATE mentors SET suspended_on = %s WHERE mentor_id = %s", event.suspended_on, event.mentor_id)

    def apply_mentor_resumption_proposed(self, event: MentorResumptionProposed) -> None:
        self._write_mentor(event)

    def apply_mentor_resumed(self, event: MentorResumed) -> None:
        self._write_mentor(event)

    def _write_mentor(self, event: MentorPublic) -> None:
        self.execute(
            "INSERT INTO mentors (mentor_id, person_id, area, pool, origin, team, topics, parts, due_on, state,"
            " version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (mentor_id) DO UPDATE SET"
            " parts = excluded.parts, state = excluded.state, version = excluded.version",
            event.mentor_id, event.person_id, event.area, event.pool, event.origin, event.team, list(event.topics),
            list(event.parts), event.due_on, event.state, event.envelope.entity_version)


def _mentor(row: dict) -> Mentor:
    return Mentor(**{name: row[name] for name in _COLUMNS} | {
        "pool": PoolLevel(row["pool"]), "origin": MentorOrigin(row["origin"]), "state": MentorState(row["state"]),
        "topics": tuple(row["topics"]), "parts": tuple(row["parts"])})
