"""Lecturers and classes for the tests of training."""

import uuid
from datetime import datetime

import psycopg

from chassis.clock import SHANGHAI
from contracts.actors import Actor, Role
from contracts.training import Course
from contracts.training.commands import (
    AccreditInstitution,
    AdmitLecturer,
    AnswerDispatch,
    DispatchLecturer,
    EnrolTrainees,
    FileClass,
    OpenPlan,
    PlannedSession,
    PlanSessions,
    RecordAttendance,
    RecordCompletion,
    UpdateLecturer,
)
from contracts.training.domain_events import TrainingCompleted
from contracts.zone.domain_events import PersonRegistered
from tests.building import (
    HUNAN,
    INSTITUTION,
    JISHOU,
    XIANGXI,
    a_command,
    a_person_registered,
    an_actor,
    an_event,
    heard,
    on,
    the_city,
    the_institution,
    the_province,
)

ALL_PARTS = ("real_name", "personal_data", "service_data")


class School:
    """Training with the year's plan and one institution; makes lecturers, trainees and classes."""

    def __init__(self, desk, url: str):
        self.desk, self.url = desk, url

    def prepare(self) -> "School":
        self.desk.give(a_command(OpenPlan, the_province(), area=HUNAN, year=2024))
        self.desk.give(a_command(AccreditInstitution, the_city(), institution_id=INSTITUTION, area=JISHOU,
                                 courses=tuple(Course), valid_until=on("2026-12-31")))
        return self

    def at(self, day: str, time: str = "09:00:00") -> None:
        """Business time is this moment, or later if it already was; it never goes back."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)
            connection.execute("SELECT clock.move_to(%s) WHERE clock.business_now() < %s", [moment, moment])

    def give(self, command_class, by, **fields):
        return self.desk.give(a_command(command_class, by, **fields))

    def person(self) -> str:
        """A registered person."""
        person_id = f"person-{uuid.uuid4().hex[:8]}"
        self.desk.give(an_event(PersonRegistered, "training.note_person_on_person_registered",
                                **a_person_registered(person_id)))
        return person_id

    def lecturer(self, *, verified: bool = False, area: str = XIANGXI) -> tuple[str, Actor]:
        person_id = self.person()
        office = an_actor(Role.CITY_STAFF, area=area)
        lecturer_id = self.give(AdmitLecturer, office, person_id=person_id, area=area,
                                courses=(Course.SIYB,))["subject"]
        actor = an_actor(Role.LECTURER, area=area, person_id=person_id)
        if verified:
            self.give(UpdateLecturer, actor, parts=ALL_PARTS)
        return lecturer_id, actor

    def class_(self, **changes) -> str:
        return self.filed(**changes)["subject"]

    def filed(self, **changes) -> dict:
        """The answer to a filed class."""
        fields = {"institution_id": INSTITUTION, "area": JISHOU, "course": Course.SIYB, "title": "吉首市SIYB第一期",
                  "seats": 30, "starts_on": on("2024-05-06"), "ends_on": on("2024-05-15"), "sessions": 10}
        return self.give(FileClass, the_institution(), **{**fields, **changes})

    def graduate(self, person_id: str | None = None, *, class_id: str | None = None, completed_on: str = "2024-05-06",
                 mark: int = 85, heard_of: bool = True, **class_) -> dict:
        """Somebody who passed a class of one session, as the event says; training has planned their follow-up."""
        person = person_id or self.person()
        class_id = class_id or self.class_(**{"seats": 1, "sessions": 1} | class_)
        self.give(EnrolTrainees, the_institution(), class_id=class_id, person_ids=(person,))
        self.give(RecordAttendance, the_institution(), class_id=class_id, session=1, present=(person,))
        self.give(RecordCompletion, the_institution(), class_id=class_id, person_id=person, mark=mark,
                  completed_on=on(completed_on))
        [(_, completed)] = [one for one in self.of_person(person, "enrolment") if one[1]["class_id"] == class_id][-1:]
        if heard_of and completed["state"] == "completed":
            self.hear(TrainingCompleted, "plan_follow_up_on_training_completed", **completed)
        return completed

    def hear(self, event_class, reaction: str, version: int = 1, **data):
        """An event reaches one of training's reactions."""
        return self.desk.give(heard(event_class, f"training.{reaction}", version=version, **data))

    def of_person(self, person_id: str, entity: str) -> list[tuple[str, dict]]:
        """The events of one kind about a person, oldest first, by their short names."""
        return self.desk.sql("SELECT split_part(type, '.', 2), data FROM events WHERE entity = %s AND person_id = %s"
                             " ORDER BY seq", entity, person_id)

    def dispatched(self, class_id: str, lecturer: tuple[str, Actor]) -> str:
        """The lecturer's id, once they accepted to teach the class."""
        lecturer_id, actor = lecturer
        asked = self.give(DispatchLecturer, the_institution(), class_id=class_id, lecturer_id=lecturer_id)
        self.give(AnswerDispatch, actor, dispatch_id=asked["subject"], accept=True)
        return lecturer_id

    def plan(self, class_id: str, *sessions: PlannedSession) -> dict:
        return self.give(PlanSessions, the_institution(), class_id=class_id, timetable=sessions)

    def enrol(self, class_id: str, *people: str, **options) -> dict:
        return self.give(EnrolTrainees, the_institution(), class_id=class_id, person_ids=people, **options)

    def of(self, entity: str, entity_id: str) -> list[tuple[str, dict]]:
        """The events of one thing, oldest first, by their short names."""
        return self.desk.sql("SELECT split_part(type, '.', 2), data FROM events WHERE entity = %s AND entity_id = %s"
                             " ORDER BY entity_version", entity, entity_id)
