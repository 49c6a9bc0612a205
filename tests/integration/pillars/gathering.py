"""A county with activities, mentors and contests, for the tests of the activities pillar."""

import itertools
from datetime import datetime

import psycopg

from chassis.clock import SHANGHAI
from chassis.decoding import decode_timer
from chassis.timers import Timers
from contracts.actors import Actor, Role
from contracts.events.commands import (
    AdmitMentor,
    ApproveActivity,
    ProposeActivity,
    PublishTask,
    RegisterForActivity,
    UpdateMentor,
)
from contracts.events.domain_events import (
    MentorJoined,
    MentorResumed,
    MentorSuspended,
    ServiceRendered,
)
from tests.building import a_citizen, an_actor, heard, sent

_numbers = itertools.count(1)
_CITIES = itertools.cycle([(f"43{n:02d}00", f"43{n:02d}02") for n in (*range(1, 14), 31)])

OWN_REACTIONS = {
    "events.service_rendered.v1": (ServiceRendered, "open_rating_right_on_service_rendered"),
    "events.mentor_joined.v1": (MentorJoined, "offer_waiting_founders_on_mentor_joined"),
    "events.mentor_resumed.v1": (MentorResumed, "offer_waiting_founders_on_mentor_resumed"),
    "events.mentor_suspended.v1": (MentorSuspended, "release_tasks_on_mentor_suspended"),
}


class _Calendar:
    """Hands what the calendar delivers to the desk."""

    def __init__(self, desk):
        self.desk, self.delivered = desk, []

    def receive(self, delivery, pause) -> str:
        self.delivered.append(delivery.receiver)
        self.desk.give(decode_timer(delivery))
        return "done"


class County:
    """A county with the pillar's handlers at hand."""

    def __init__(self, events, url: str, city: str, area: str):
        self.desk, self.url, self.city, self.area, self.name = events, url, city, area, f"e{next(_numbers)}"

    def person(self) -> str:
        return f"person-{self.name}-{next(_numbers)}"

    def operator(self) -> Actor:
        return an_actor(Role.BASE_OPERATOR, area=self.area, organisation_id=f"org-{self.name}", person_id="operator-1")

    def reviewer(self) -> Actor:
        return an_actor(Role.REVIEWER, area=self.area, person_id="reviewer-1")

    def clerk(self) -> Actor:
        return an_actor(Role.CLERK, area=self.area, person_id="clerk-1")

    def give(self, command_class, by: Actor, **data) -> dict:
        answer = self.desk.give(sent(command_class, by, **data))
        self.settle()
        return answer

    def hear(self, event_class, method: str, **data) -> None:
        self.desk.give(heard(event_class, f"events.{method}", **data))
        self.settle()

    def settle(self) -> None:
        """Deliver the pillar's own events to its own reactions until nothing new comes."""
        while self._deliver_one():
            pass

    def _deliver_one(self) -> bool:
        rows = self.desk.sql("SELECT id::text, type, data FROM events e WHERE type = ANY(%s) AND NOT EXISTS (SELECT 1"
                             " FROM inbox i WHERE i.message_id = e.id::text) ORDER BY seq LIMIT 1", list(OWN_REACTIONS))
        for id_, type_, data in rows:
            event_class, method = OWN_REACTIONS[type_]
            self.desk.give(heard(event_class, f"events.{method}", id=id_, **data))
        return bool(rows)

    def of(self, entity: str, entity_id: str) -> list[tuple[str, dict]]:
        """The kinds and data of a thing's events, oldest first."""
        rows = self.desk.sql("SELECT type, data FROM events WHERE entity = %s AND entity_id = %s ORDER BY seq",
                             entity, entity_id)
        return [(type_.removeprefix("events.").removesuffix(".v1"), data) for type_, data in rows]

    def about(self, entity: str, person_id: str) -> list[tuple[str, dict]]:
        """The kinds and data of a person's events on things of this kind, oldest first."""
        rows = self.desk.sql("SELECT type, data FROM events WHERE entity = %s AND person_id = %s ORDER BY seq",
                             entity, person_id)
        return [(type_.removeprefix("events.").removesuffix(".v1"), data) for type_, data in rows]

    def propose(self, places=2, held_on="2024-05-06", **more) -> str:
        fields = {"title": "吉首创业沙龙", "kind": "salon", "area": self.area, "venue": "孵化基地一楼",
                  "held_on": held_on, "places": places} | more
        return self.give(ProposeActivity, self.operator(), **fields)["subject"]

    def approved(self, places=2, **more) -> str:
        activity = self.propose(places, **more)
        self.give(ApproveActivity, self.reviewer(), activity_id=activity)
        return activity

    def register(self, activity: str, person_id: str) -> dict:
        return self.give(RegisterForActivity, a_citizen(person_id), activity_id=activity)

    def mentor(self, verified=False) -> tuple[str, Actor]:
        """A mentor of this county: their id, and the actor they are."""
        person_id = self.person()
        mentor_id = self.give(AdmitMentor, self.clerk(), person_id=person_id, area=self.area, pool="city",
                              origin="entrepreneur")["subject"]
        actor = an_actor(Role.MENTOR, area=self.area, person_id=person_id)
        if verified:
            self.give(UpdateMentor, actor, parts=["real_name", "personal_data", "service_data"])
        return mentor_id, actor

    def task(self) -> str:
        return self.give(PublishTask, self.operator(), kind="answer", title="在线答疑", area=self.area,
                         due_on="2024-12-01")["subject"]

    def run_due_timers(self) -> list[str]:
        """Let the calendar deliver what is due now; the names of the commands, in order."""
        desk = _Calendar(self.desk)
        timers = Timers(self.desk.database, lambda command: desk, None)
        with self.desk.database.connection() as connection:
            connection.autocommit = True
            while timers.run_one(connection):
                pass
            connection.autocommit = False
        self.settle()
        return desk.delivered

    def move_clock(self, year: int, month: int, day: int, hour: int = 9) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SELECT clock.move_to(%s)", [datetime(year, month, day, hour, tzinfo=SHANGHAI)])


def a_county(events, url: str) -> County:
    """The next county, with the pillar's handlers."""
    return County(events, url, *next(_CITIES))
