"""Attendance: roll calls, sign-ins with a code that changes, and a person's word on marked ones."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.problems import Conflict, Invalid
from contracts.training import ClassState, EnrolmentState, SignInState
from contracts.training.commands import DecideSignIn, RecordAttendance, SignIn
from contracts.training.questions import ShowSignInCode
from services.training.model import SignedInRecord, SignInFacts
from services.training.model.attendance import RotatingCode, device_mark
from services.training.rules import decide_attendance
from services.training.rules.attendance import decide_sign_in, decide_sign_in_verdict
from services.training.service.classes import require_state, require_teaching
from services.training.service.sessions import planned_session

_AT_WORK = (EnrolmentState.ENROLLED, EnrolmentState.NOT_COMPLETED)


class AttendanceHandlers:
    """Handlers about attendance."""

    @command(RecordAttendance)
    def record_attendance(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_teaching(tx, command, class_)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            require_held(tx, command, class_)
            require_callable(tx, command, class_)
            return tx.record(decide_attendance(command, class_))

    @command(SignIn)
    def sign_in(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            trainee = tx.enrolment_of(class_.class_id, command.actor.person_id)
            if trainee.state not in _AT_WORK:
                raise Conflict("您不在本班的上课名单中", state=trainee.state.value)
            require_state(class_, ClassState.APPROVED, "班级尚未通过备案")
            session = planned_session(class_, command.session)
            if tx.is_signed_in(class_.class_id, session.session, trainee.person_id):
                raise Conflict("本次课您已签到")
            made = a_sign_in(command, class_, session, trainee, tx.now)
            policy = tx.policy(class_.area, on=tx.today)
            return tx.record(decide_sign_in(command, made, facts(tx, command, made, policy), policy))

    @command(DecideSignIn)
    def decide_sign_in(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(tx.sign_in_seen(command.sign_in_id).class_id)
            require_area(command, class_.area)
            record = tx.sign_in_of(command.sign_in_id)
            if record.state is not SignInState.MARKED:
                raise Conflict("这次签到不在待核实状态", state=record.state.value)
            return tx.record(decide_sign_in_verdict(command, record))

    @question(ShowSignInCode)
    def show_sign_in_code(self, question):
        with self.store.reading(question) as tx:
            class_ = tx.class_seen(question.class_id)
            require_teaching(tx, question, class_)
            planned_session(class_, question.session)
            code = rotating_code(tx, class_, question.session, tx.policy(class_.area, on=tx.today))
            return {"class_id": class_.class_id, "session": question.session, "code": code.at(tx.now),
                    "shown_until": code.until(tx.now).isoformat(), "seconds": code.seconds}


def a_sign_in(command: SignIn, class_, session, trainee, now) -> SignedInRecord:
    """The sign-in as it is made now; nothing is decided about it yet."""
    return SignedInRecord(
        sign_in_id=derived_id("sign_in", class_.class_id, session.session, trainee.person_id),
        person_id=trainee.person_id, enrolment_id=trainee.enrolment_id, class_id=class_.class_id,
        institution_id=class_.institution_id, area=class_.area, title=class_.title, session=session,
        device_mark=device_mark(command.device), at=now)


def rotating_code(tx, class_, session: int, policy) -> RotatingCode:
    """The code of a session of a class whose timetable is planned."""
    scheme = policy.value("sign_in_code")
    return RotatingCode(secret=tx.sign_in_secret(class_.class_id), class_id=class_.class_id, session=session,
                        seconds=scheme["seconds"], digits=scheme["digits"])


def facts(tx, command: SignIn, made: SignedInRecord, policy) -> SignInFacts:
    """What a sign-in is looked at beside; other sign-ins with the same device wait until this one is done."""
    tx.lock_device(made.device_mark)
    code = rotating_code(tx, made, made.session.session, policy)
    day = made.session.held_on
    return SignInFacts(
        code_holds=code.holds(command.code, made.at, policy.value("sign_in_code")["earlier_codes_taken"]),
        wrong_before=tx.wrong_codes(made.sign_in_id),
        of_session=tx.sign_ins_of_session(made.class_id, made.session.session),
        of_person=tx.sign_ins_of_person(made.person_id, day), of_device=tx.sign_ins_of_device(made.device_mark, day))


def require_held(tx, command: RecordAttendance, class_) -> None:
    """A roll is called in a session that has come; without a timetable its day is not known, only the class's."""
    if command.session > class_.sessions:
        raise Invalid(fields={"session": [f"本班共 {class_.sessions} 个课次"]})
    if tx.today < class_.starts_on:
        raise Conflict(f"班级 {class_.starts_on} 开班，还没有到")
    session = class_.session_of(command.session)
    if session and session.held_on > tx.today:
        raise Conflict(f"第 {session.session} 次课在 {session.when}，还没有到")


def require_callable(tx, command: RecordAttendance, class_) -> None:
    """Only trainees of the class are called, and a marked or rejected sign-in is not talked away by a roll call."""
    if tx.strangers_to(class_.class_id, command.present):
        raise Invalid(fields={"present": ["名单中有人不在本班"]})
    if tx.not_to_be_called(class_.class_id, command.session, command.present):
        raise Conflict("名单中有人的签到有异常标记，须由人社部门核实，不能以点名代替")
