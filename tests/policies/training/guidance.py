"""Puts situations about plans' shares, institutions, targets, follow-up and success to training's rules."""

from datetime import date

from contracts.actors import Actor, Role
from contracts.decisions import Decision, Outcome
from contracts.training import ContactKind, Course, EnrolmentState, InstitutionState, LecturerTier, Progress
from contracts.training.commands import (
    AccreditInstitution,
    CountTrainees,
    FileClass,
    PlaceLecturer,
    RecordFollowUp,
    RequestAdmission,
    SharePlan,
    SuspendInstitution,
)
from contracts.training.commands.plan import CountyShare
from contracts.training.domain_events import TrainingCompleted
from services.training.model import (
    Business,
    Completion,
    CourseStanding,
    FollowUp,
    Guide,
    Institution,
    Lecturer,
    PlanStanding,
)
from services.training.rules import decide_class, decide_shares
from services.training.rules.follow_ups import (
    decide_contact,
    decide_follow_up,
    decide_success,
    pass_reason,
    success_reason,
)
from services.training.rules.institutions import (
    decide_accreditation,
    decide_end_of_suspension,
    decide_expiry,
    decide_institution_suspension,
)
from services.training.rules.lecturers import decide_admission_request, decide_tier
from services.training.rules.plan import completeness_reason
from services.training.rules.targets import decide_trainees_counted
from tests.building import a_command

_CITY = Actor(role=Role.CITY_STAFF, area="433100")
_SCHOOL = Actor(role=Role.INSTITUTION_STAFF, organisation_id="institution-1")


def _share_plan(situation, view) -> Decision:
    shares = tuple(CountyShare(area=code, seats=seats) for code, seats in situation.ask["shares"].items())
    course = Course(situation.ask["course"])
    command = a_command(SharePlan, _CITY, area=situation.area, year=situation.on.year, course=course, shares=shares)
    return decide_shares(command, view.value("training_plan")[course], situation.given.get("shared", {}), view)


def _completeness(situation, view) -> Decision:
    completed = situation.given["completed"]
    reason = completeness_reason(PlanStanding(city=situation.area, year=situation.on.year, courses=tuple(
        CourseStanding(course=Course(code), plan=plan, free=0, completed=completed.get(code, 0))
        for code, plan in view.value("training_plan").items())), view)
    return _shown(reason)


def _institution(situation) -> Institution:
    given = situation.given
    return Institution(institution_id="institution-1", area=situation.area,
                       courses=tuple(given.get("courses", ["siyb"])),
                       valid_until=given.get("valid_until", date(2026, 12, 31)),
                       state=InstitutionState(given.get("state", "accredited")),
                       suspended_until=given.get("suspended_until"))


def _file_as_institution(situation, view) -> Decision:
    ask = situation.ask
    command = a_command(FileClass, _SCHOOL, institution_id="institution-1", area=situation.area,
                        course=Course(ask.get("course", "siyb")), title="测试班", seats=1, starts_on=situation.on,
                        ends_on=ask.get("ends_on", situation.on), sessions=10)
    plan = view.value("training_plan") if view.has("training_plan") else {}
    standing = PlanStanding(city=situation.area[:4] + "00", year=situation.on.year, courses=tuple(
        CourseStanding(course=Course(code), plan=seats, free=seats, completed=0) for code, seats in plan.items()))
    return decide_class(command, "class-1", standing, _institution(situation), view, situation.on)


def _accredit(situation, view) -> Decision:
    command = a_command(AccreditInstitution, _CITY, institution_id="institution-1", area=situation.area,
                        courses=("siyb",), valid_until=situation.ask["valid_until"])
    return decide_accreditation(command, _institution(situation) if situation.given else None, view)


def _suspend_institution(situation, view) -> Decision:
    command = a_command(SuspendInstitution, _CITY, institution_id="institution-1", ground="抽查发现考勤不实",
                        until=situation.ask.get("until"))
    return decide_institution_suspension(command, _institution(situation))


def _end_suspension(situation, view) -> Decision:
    return decide_end_of_suspension(_institution(situation), situation.ask["until"], situation.on)


def _expire(situation, view) -> Decision:
    return decide_expiry(_institution(situation), situation.ask["valid_until"], view, situation.on)


def _request_admission(situation, view) -> Decision:
    asker = Actor(role=Role.CITIZEN, person_id="person-9")
    command = a_command(RequestAdmission, asker, area=situation.area, courses=("siyb",))
    return decide_admission_request(command, "lecturer-1", situation.on)


def _place(situation, view) -> Decision:
    command = a_command(PlaceLecturer, _CITY, lecturer_id="lecturer-1", tier=LecturerTier(situation.ask["tier"]),
                        ground="连续两年考核优秀")
    lecturer = Lecturer(lecturer_id="lecturer-1", person_id="person-9", area=situation.area, courses=("siyb",),
                        state="verified")
    return decide_tier(command, lecturer, view)


def _count_trainees(situation, view) -> Decision:
    command = a_command(CountTrainees, _CITY, area=situation.area, target=situation.ask["target"], title="测试培训",
                        held_on=situation.on, person_ids=tuple(situation.ask["people"]))
    people = tuple(situation.ask["people"])
    return decide_trainees_counted(command, people, tuple(situation.given.get("counted", ())),
                                   {name: f"count-{name}" for name in people}, view)


def _plan_follow_up(situation, view) -> Decision:
    event = TrainingCompleted(
        enrolment_id="e-1", person_id="person-1", class_id="class-1", title="测试班", area=situation.area,
        city=situation.area[:4] + "00", course=Course.SIYB, state=EnrolmentState.COMPLETED, completed_on=situation.on,
        certificate_number="CY1", subsidised=True)
    return decide_follow_up(event, "institution-1", view)


def _record_follow_up(situation, view) -> Decision:
    given = situation.given
    follow_up = FollowUp(follow_up_id="follow-up:e-1", person_id="person-1", area=situation.area, course=Course.SIYB,
                         helpers=("lecturer", "mentor"), state="planned", class_id="class-1",
                         due_on=given.get("due_on"))
    command = a_command(RecordFollowUp, _CITY, follow_up_id="follow-up:e-1", kind=ContactKind.PHONE,
                        held_on=situation.on, progress=Progress.PREPARING, advice="协助办照")
    helper = Guide(helper="lecturer", helper_id="lecturer-1", suspended_on=given.get("suspended_on"))
    return decide_contact(command, follow_up, helper, "contact-1", view)


def _success(situation, view) -> Decision:
    completion = Completion(enrolment_id="e-1", person_id="person-1", class_id="class-1",
                            institution_id="institution-1", area=situation.area, course=Course.SIYB, title="测试班",
                            completed_on=situation.on)
    businesses = tuple(Business(business_id=f"b-{day}", registered_on=day) for day in situation.given["registered_on"])
    return decide_success(completion, businesses, view)


def _success_rate(situation, view) -> Decision:
    return _shown(success_reason(situation.given["completed"], situation.given["succeeded"], view))


def _pass_rate(situation, view) -> Decision:
    return _shown(pass_reason(situation.given["enrolled"], situation.given["passed"], view))


def _shown(reason) -> Decision:
    """A reason that is shown beside a figure and decides nothing."""
    outcome = Outcome.GRANTED if reason else Outcome.NOT_APPLICABLE
    return Decision(outcome=outcome, subject="figure", reasons=(reason,) if reason else ())


ASKS = {"share_plan": _share_plan, "show_completeness": _completeness, "file_as_institution": _file_as_institution,
        "accredit_institution": _accredit, "suspend_institution": _suspend_institution,
        "end_institution_suspension": _end_suspension, "expire_accreditation": _expire,
        "request_admission": _request_admission, "place_lecturer": _place, "count_trainees": _count_trainees,
        "plan_follow_up": _plan_follow_up, "record_follow_up": _record_follow_up, "count_success": _success,
        "show_success_rate": _success_rate, "show_pass_rate": _pass_rate}
