"""Puts a situation to training's rules."""

from datetime import date

from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.training import ClassState, Course, EnrolmentState, LecturerGrade, LecturerState
from contracts.training.commands import (
    AdmitLecturer,
    AppraiseLecturer,
    DecideReferredClass,
    EnrolTrainees,
    FileClass,
    RecordCompletion,
    UpdateLecturer,
)
from services.training.model import (
    Class_,
    CourseStanding,
    Enrolment,
    Institution,
    KnownPerson,
    Lecturer,
    PlanStanding,
)
from services.training.rules import decide_class, decide_completion, decide_enrolment, decide_referred_class
from services.training.rules.dispatches import decide_dispatch
from services.training.rules.lecturers import (
    decide_appraisal,
    decide_lecturer,
    decide_lecturer_suspension,
    decide_lecturer_update,
)
from tests.building import a_command
from tests.policies.training import guidance
from tests.policies.training.ask_classes import ASKS

INSTITUTION = "institution-1"


def ask(situation, policies) -> Decision:
    """The decision on the command that the situation asks."""
    view = policies.view("training", area=situation.area, on=situation.on)
    return (_ASKS | ASKS)[situation.ask["command"]](situation, view)


def _file_class(situation, view) -> Decision:
    course = Course(situation.ask["course"])
    command = a_command(FileClass, _institution_staff(), institution_id=INSTITUTION, area=situation.area,
                        course=course, title="测试班", seats=situation.ask["seats"], starts_on=situation.on,
                        ends_on=situation.on, sessions=10)
    until = situation.given.get("accredited_until", date(2030, 12, 31))
    institution = None if until is None else Institution(
        institution_id=INSTITUTION, area=situation.given.get("accredited_in", situation.area), valid_until=until,
        courses=tuple(situation.given.get("courses_allowed", [one.value for one in Course])))
    return decide_class(command, "class-1", _standing(situation, view), institution, view, situation.on)


def _decide_referred(situation, view) -> Decision:
    command = a_command(DecideReferredClass, Actor(role=Role.PROVINCE_STAFF, area="430000"), class_id="class-1",
                        approve=situation.ask["approve"], ground=situation.ask["ground"])
    class_ = _class(situation, course=Course(situation.ask["course"]), seats=situation.ask["seats"])
    return decide_referred_class(command, class_, _standing(situation, view), view)


def _complete(situation, view) -> Decision:
    command = a_command(RecordCompletion, _institution_staff(), class_id="class-1", person_id="person-1",
                        mark=situation.ask["mark"], completed_on=situation.on)
    enrolment = Enrolment(enrolment_id="enrolment-1", person_id="person-1", state=EnrolmentState.ENROLLED,
                          sessions_present=situation.given["present"])
    class_ = _class(situation, sessions=situation.given["sessions"])
    return decide_completion(command, class_, enrolment, view, "CY4331012024010001", True)


def _enrol(situation, view) -> Decision:
    people = {name: KnownPerson(person_id=name, courses_taken=tuple(taken))
              for name, taken in situation.given["registered"].items()}
    command = a_command(EnrolTrainees, _institution_staff(), class_id="class-1",
                        person_ids=tuple(situation.ask["roster"]),
                        keep_good_rows=situation.ask.get("keep_good_rows", True))
    class_ = _class(situation, seats=situation.given.get("seats", 30))
    return decide_enrolment(command, class_, people, view, {name: f"e-{name}" for name in command.person_ids})


def _class(situation, *, course: Course = Course.SIYB, seats: int = 30, sessions: int = 10) -> Class_:
    return Class_(class_id="class-1", institution_id=INSTITUTION, area=situation.area,
                  city=situation.area[:4] + "00", course=course, title="测试班", seats=seats,
                  starts_on=situation.on, ends_on=situation.on, sessions=sessions, state=ClassState.APPROVED)


def _standing(situation, view) -> PlanStanding:
    plan = view.value("training_plan")
    left, completed = situation.given.get("plan_left", {}), situation.given.get("completed", {})
    return PlanStanding(city=situation.area[:4] + "00", year=situation.on.year, courses=tuple(
        CourseStanding(course=Course(course), plan=seats, free=left.get(course, seats),
                       completed=completed.get(course, 0)) for course, seats in plan.items()))


def _institution_staff() -> Actor:
    return Actor(role=Role.INSTITUTION_STAFF, organisation_id=INSTITUTION)


def _admit_lecturer(situation, view) -> Decision:
    command = a_command(AdmitLecturer, _CITY, person_id="person-9", area=situation.area, courses=("siyb",))
    return decide_lecturer(command, "lecturer-1", view, situation.on)


def _update_lecturer(situation, view) -> Decision:
    command = a_command(UpdateLecturer, _CITY, parts=tuple(situation.ask["parts"]))
    return decide_lecturer_update(command, _lecturer(situation), view, situation.on)


def _suspend_lecturer(situation, view) -> Decision:
    return decide_lecturer_suspension(_lecturer(situation), date(2024, 6, 30), view, situation.on)


def _dispatch(situation, view) -> Decision:
    return decide_dispatch("dispatch-1", _lecturer(situation), _class(situation), view)


def _appraise(situation, view) -> Decision:
    command = a_command(AppraiseLecturer, _CITY, lecturer_id="lecturer-1",
                        year=situation.ask.get("year", 2024),
                        grade=LecturerGrade(situation.ask["grade"]), ground="学员评价优良")
    taught = situation.given["classes_taught"]
    return decide_appraisal(command, _lecturer(situation), taught, view, situation.on)


def _lecturer(situation) -> Lecturer:
    given = situation.given
    return Lecturer(lecturer_id="lecturer-1", person_id="person-9", area=given.get("home", situation.area),
                    courses=tuple(given.get("courses", ["siyb"])), parts=tuple(given.get("parts", ())),
                    state=LecturerState(given.get("state", "registered")), due_on=date(2024, 6, 30))


_CITY = Actor(role=Role.CITY_STAFF, area="433100")
_ASKS = {"file_class": _file_class, "decide_referred_class": _decide_referred, "record_completion": _complete,
         "enrol_trainees": _enrol, "admit_lecturer": _admit_lecturer, "update_lecturer": _update_lecturer,
         "suspend_lecturer": _suspend_lecturer, "dispatch_lecturer": _dispatch, "appraise_lecturer": _appraise,
         **guidance.ASKS}
