"""Puts situations about timetables, waiting lists, sign-ins and certificates to training's rules."""

import re
from datetime import date, datetime, time, timedelta

from chassis.clock import SHANGHAI
from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.training import CertificateState, ClassState, Course, DispatchState, EnrolmentState, LecturerState
from contracts.training.commands import (
    CancelClass,
    CloseClass,
    CorrectClass,
    DecideSignIn,
    EnrolTrainees,
    MoveSession,
    PlannedSession,
    PlanSessions,
    RecordCompletion,
    ReissueCertificate,
    ReplaceLecturer,
    RevokeCertificate,
    SignIn,
)
from services.training.model import (
    Certificate,
    Class_,
    CourseStanding,
    Dispatch,
    Engagement,
    Enrolment,
    KnownPerson,
    Lecturer,
    PlanStanding,
    Session,
    SignedInRecord,
    SignInFacts,
    Waiting,
)
from services.training.rules.attendance import decide_sign_in, decide_sign_in_verdict
from services.training.rules.certificates import decide_reissue, decide_revocation
from services.training.rules.classes import decide_cancellation, decide_closing, decide_correction
from services.training.rules.completion import decide_completion
from services.training.rules.enrolments import decide_enrolment, decide_withdrawal
from services.training.rules.sessions import decide_lecturer_replacement, decide_session_move, decide_timetable
from tests.building import a_command

INSTITUTION, CLASS = "institution-1", "class-1"
_BY = Actor(role=Role.INSTITUTION_STAFF, organisation_id=INSTITUTION)
_CLERK = Actor(role=Role.CLERK, area="433101")
_WRITTEN = re.compile(r"(\S+) (\d\d:\d\d)-(\d\d:\d\d) (\S+)(?: (\S+))?")


def a_session(written: str, number: int = 1) -> Session:
    """`2024-05-08 09:00-12:00 三楼教室 讲师甲` as a session."""
    day, starts, ends, place, lecturer = _WRITTEN.fullmatch(written).groups()
    return Session(session=number, held_on=date.fromisoformat(day), starts_at=starts, ends_at=ends, place=place,
                   lecturer_id=lecturer)


def a_class(situation) -> Class_:
    given = situation.given
    timetable = tuple(a_session(written, number) for number, written in enumerate(given.get("timetable", []), 1))
    return Class_(class_id=CLASS, institution_id=INSTITUTION, area=situation.area, city=situation.area[:4] + "00",
                  course=Course.SIYB, title="测试班", seats=given.get("seats", 30), starts_on=situation.on,
                  ends_on=situation.on + timedelta(days=9), sessions=max(1, len(timetable)), state=ClassState.APPROVED,
                  enrolled=given.get("enrolled", 0), completed=given.get("completed", 0), timetable=timetable)


def _engagements(situation, of: str) -> tuple[Engagement, ...]:
    return tuple(Engagement(holder_id=each.get("who", "学员甲"), class_id="class-2", title=each["title"],
                            session=a_session(each["session"])) for each in situation.given.get(of, []))


def _accepted(situation) -> tuple[str, ...]:
    return tuple(situation.given.get("accepted", ()))


def _plan(situation, view) -> Decision:
    sessions = [a_session(written, number) for number, written in enumerate(situation.ask["timetable"], 1)]
    command = a_command(PlanSessions, _BY, class_id=CLASS,
                        timetable=tuple(PlannedSession(**vars(each)) for each in sessions))
    return decide_timetable(command, a_class(situation), _engagements(situation, "lecturers_teach"),
                            _engagements(situation, "trainees_attend"), _accepted(situation), view)


def _move(situation, view) -> Decision:
    to = a_session(situation.ask["to"])
    command = a_command(MoveSession, _BY, class_id=CLASS, session=1, held_on=to.held_on, starts_at=to.starts_at,
                        ends_at=to.ends_at, place=to.place, ground="教室停电")
    told = {name: f"notice-{n}" for n, name in enumerate(situation.given.get("trainees", []))}
    return decide_session_move(command, a_class(situation), _engagements(situation, "lecturers_teach"),
                               _engagements(situation, "trainees_attend"), _accepted(situation), told, view)


def _replace(situation, view) -> Decision:
    command = a_command(ReplaceLecturer, _BY, class_id=CLASS, lecturer_id="讲师甲", new_lecturer_id="讲师乙",
                        ground="原讲师生病")
    class_ = a_class(situation)
    dispatches = tuple(Dispatch(dispatch_id=f"d-{name}", class_=class_, state=DispatchState.ACCEPTED, lecturer=Lecturer(
        lecturer_id=name, person_id=f"p-{name}", area=situation.area, courses=("siyb",), state=LecturerState.VERIFIED))
        for name in situation.given["accepted"])
    return decide_lecturer_replacement(command, class_, dispatches, _engagements(situation, "lecturers_teach"), view,
                                       situation.on)


def _correct(situation, view) -> Decision:
    command = a_command(CorrectClass, _BY, class_id=CLASS, title="更正后的班", seats=situation.ask["seats"], sessions=1,
                        starts_on=situation.on, ends_on=situation.on, ground="人数变化")
    standing = PlanStanding(city=situation.area[:4] + "00", year=situation.on.year, courses=(
        CourseStanding(course=Course.SIYB, plan=690, free=situation.given["plan_left"], completed=0),))
    return decide_correction(command, a_class(situation), standing, view)


def _cancel(situation, view) -> Decision:
    people = tuple(_enrolment(name) for name in situation.given.get("trainees", []))
    command = a_command(CancelClass, _BY, class_id=CLASS, ground="场地不能使用")
    return decide_cancellation(command, a_class(situation), people)


def _close(situation, view) -> Decision:
    return decide_closing(a_command(CloseClass, _BY, class_id=CLASS), a_class(situation))


def _person(name: str, facts: dict) -> KnownPerson:
    groups = tuple((each["group"], each.get("until")) for each in facts.get("groups", []))
    attends = tuple(Engagement(holder_id=name, class_id="class-2", title=each["title"],
                               session=a_session(each["session"])) for each in facts.get("attends", []))
    return KnownPerson(person_id=name, courses_taken=tuple(facts.get("took", ())), groups=groups, engagements=attends)


def _enrolment(name: str, **changes) -> Enrolment:
    return Enrolment(**{"enrolment_id": f"e-{name}", "person_id": name, "state": EnrolmentState.ENROLLED} | changes)


def _enrol(situation, view) -> Decision:
    people = {name: _person(name, facts or {}) for name, facts in situation.given["people"].items()}
    command = a_command(EnrolTrainees, _BY, class_id=CLASS, person_ids=tuple(people),
                        waiting=situation.ask.get("waiting", False))
    return decide_enrolment(command, a_class(situation), people, view, {name: f"e-{name}" for name in people},
                            situation.on)


def _leave(situation, view) -> Decision:
    """Only who is named first is expected to be promoted; the events tell whom."""
    start = datetime.combine(situation.on, time(9), SHANGHAI)
    named = enumerate(situation.given.get("waiting", {}).items())
    waiting = tuple(Waiting(enrolment_id=f"e-{name}", person=_person(name, facts or {}),
                            since=start + timedelta(hours=n)) for n, (name, facts) in named)
    decision = decide_withdrawal("时间安排不开", a_class(situation), _enrolment("退出者"), waiting, view, situation.on)
    promoted = [event.person_id for event in decision.events if event.type == "training.trainee_enrolled.v1"]
    assert promoted == situation.ask.get("promoted", []), promoted
    return decision


def _record(written: dict, class_: Class_) -> SignedInRecord:
    session = a_session(written["session"]) if "session" in written else class_.timetable[0]
    return SignedInRecord(
        sign_in_id=f"s-{written['who']}", person_id=written["who"], enrolment_id=f"e-{written['who']}",
        class_id=written.get("class", CLASS), institution_id=INSTITUTION, area="433101", title="测试班",
        session=session, at=_moment(session.held_on, written["at"]),
        device_mark=written.get("device", f"phone-of-{written['who']}"))


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def _sign_in(situation, view) -> Decision:
    class_, asked = a_class(situation), situation.ask
    made = _record({"who": "学员甲"} | asked, class_)
    others = tuple(_record(each, class_) for each in situation.given.get("signed_in", []))
    facts = SignInFacts(code_holds=asked.get("code", "right") == "right", wrong_before=situation.given.get("wrong", 0),
                        of_session=tuple(one for one in others if one.class_id == CLASS),
                        of_person=tuple(one for one in others if one.person_id == made.person_id),
                        of_device=tuple(one for one in others if one.device_mark == made.device_mark))
    device_time = _moment(made.session.held_on, asked["device_time"]) if "device_time" in asked else None
    command = a_command(SignIn, Actor(role=Role.CITIZEN, person_id="学员甲"), class_id=CLASS, session=1, code="123456",
                        device="x" * 16, device_time=device_time)
    return decide_sign_in(command, made, facts, view)


def _decide_sign_in(situation, view) -> Decision:
    command = a_command(DecideSignIn, _CLERK, sign_in_id="s-1", accept=situation.ask["accept"], ground="已向讲师核实")
    return decide_sign_in_verdict(command, _record({"who": "学员甲", "at": "09:00:00"}, a_class(situation)))


def _examine(situation, view) -> Decision:
    command = a_command(RecordCompletion, _BY, class_id=CLASS, person_id="学员甲", mark=situation.ask["mark"],
                        completed_on=situation.on)
    trainee = _enrolment("学员甲", attempts=situation.given.get("attempts", 0), state=EnrolmentState.NOT_COMPLETED,
                         sessions_present=situation.given["present"])
    decision = decide_completion(command, a_class(situation), trainee, view, "CY4331012024010000016", True)
    assert decision.events[0].attempt == situation.ask["attempt"]
    return decision


def _certificate(situation) -> Certificate:
    return Certificate(number="CY4331012024010000016", enrolment_id="e-1", person_id="学员甲", class_id=CLASS,
                       completed_on=situation.on, issued_on=situation.on, state=CertificateState.VALID)


def _reissue(situation, view) -> Decision:
    command = a_command(ReissueCertificate, _CLERK, certificate_number="CY4331012024010000016", ground="班级名称写错")
    return decide_reissue(command, a_class(situation), _certificate(situation), "CY4331012024010000024", situation.on)


def _revoke(situation, view) -> Decision:
    command = a_command(RevokeCertificate, _CLERK, certificate_number="CY4331012024010000016", ground="考勤系代签")
    return decide_revocation(command, a_class(situation), _enrolment("学员甲"), _certificate(situation))


ASKS = {"plan_sessions": _plan, "move_session": _move, "replace_lecturer": _replace, "correct_class": _correct,
        "cancel_class": _cancel, "close_class": _close, "enrol_or_wait": _enrol, "leave_class": _leave,
        "sign_in": _sign_in, "decide_sign_in": _decide_sign_in, "examine_again": _examine,
        "reissue_certificate": _reissue, "revoke_certificate": _revoke}
