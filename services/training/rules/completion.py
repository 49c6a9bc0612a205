"""Who completed a course: attendance share and examination, by policy."""

from fractions import Fraction

from casework.decisions import rule
from contracts.decisions import Decision, Outcome, Reason, Status, status_of
from contracts.training import CertificateState, EnrolmentState
from contracts.training.commands import RecordAttendance, RecordCompletion
from contracts.training.domain_events import (
    AttendanceRecorded,
    CertificateIssued,
    ServiceRendered,
    TrainingCompleted,
    TrainingNotCompleted,
)
from policies.reader import PolicyView
from services.training.model import Certificate, Class_, Enrolment
from services.training.rules.certificates import certificate_public
from services.training.rules.enrolments import enrolment_public


@rule(version=1)
def decide_attendance(command: RecordAttendance, class_: Class_) -> Decision:
    """The attendance of one session, as recorded by the institution or lecturer."""
    attendance_id = f"{class_.class_id}:{command.session}"
    event = AttendanceRecorded(attendance_id=attendance_id, class_id=class_.class_id, session=command.session,
                               present=command.present)
    return Decision(outcome=Outcome.GRANTED, subject=attendance_id, events=(event,))


@rule(version=1)
def decide_completion(command: RecordCompletion, class_: Class_, enrolment: Enrolment, policy: PolicyView,
                      certificate_number: str, subsidised: bool) -> Decision:
    """Completed when attendance share and mark reach the policy's figures; the share is not rounded up."""
    reasons = (_attendance_reason(class_, enrolment, policy), _mark_reason(command, policy))
    missing = tuple(reason.code for reason in reasons if reason.status is not Status.MET)
    if missing:
        public = enrolment_public(enrolment.enrolment_id, enrolment.person_id, class_, EnrolmentState.NOT_COMPLETED)
        event = TrainingNotCompleted(**public, missing=missing, attempt=enrolment.attempts + 1, mark=command.mark,
                                     examined_on=command.completed_on)
        return Decision(outcome=Outcome.RETURNED, subject=enrolment.enrolment_id, reasons=reasons, events=(event,))
    events = _completed_events(command, class_, enrolment, certificate_number, subsidised)
    return Decision(outcome=Outcome.GRANTED, subject=enrolment.enrolment_id, reasons=reasons, events=events,
                    details={"certificate_number": certificate_number})


def resits_left(enrolment: Enrolment, policy: PolicyView) -> bool:
    """Whether a person may still be examined: once, and as often again as policy allows."""
    if not policy.has("resits_at_most"):
        return True
    return enrolment.attempts <= policy.value("resits_at_most")


def may_hang_on_sign_ins(class_: Class_, enrolment: Enrolment, policy: PolicyView) -> bool:
    """Whether sign-ins that wait for a person's word decide about enough attendance."""
    wanted = Fraction(policy.value("attendance_share_to_complete")) / 100
    present, possible = enrolment.sessions_present, enrolment.sessions_present + enrolment.to_decide
    return Fraction(present, class_.sessions) < wanted <= Fraction(possible, class_.sessions)


def _attendance_reason(class_: Class_, enrolment: Enrolment, policy: PolicyView) -> Reason:
    share = Fraction(enrolment.sessions_present, class_.sessions)
    wanted = policy.parameter("attendance_share_to_complete")
    reached = share >= Fraction(wanted.value) / 100
    return Reason(code="attended_enough", status=status_of(reached), citation=wanted.citation, reading=wanted.reading,
                  text=f"出勤率不低于 {wanted.value}%", given={"present": enrolment.sessions_present,
                                                        "sessions": class_.sessions})


def _mark_reason(command: RecordCompletion, policy: PolicyView) -> Reason:
    wanted = policy.parameter("pass_mark")
    return Reason(code="examination_passed", status=status_of(command.mark >= wanted.value),
                  citation=wanted.citation, text=f"考核成绩不低于 {wanted.value} 分", given={"mark": command.mark})


def _completed_events(command: RecordCompletion, class_: Class_, enrolment: Enrolment, number: str,
                      subsidised: bool) -> tuple:
    public = enrolment_public(enrolment.enrolment_id, enrolment.person_id, class_, EnrolmentState.COMPLETED)
    completed = TrainingCompleted(**public, completed_on=command.completed_on, certificate_number=number,
                                  subsidised=subsidised, attempt=enrolment.attempts + 1, mark=command.mark)
    certificate = Certificate(number=number, enrolment_id=enrolment.enrolment_id, person_id=enrolment.person_id,
                              class_id=class_.class_id, completed_on=command.completed_on, state=CertificateState.VALID,
                              issued_on=command.completed_on)
    issued = CertificateIssued(**certificate_public(certificate, class_))
    rendered = ServiceRendered(service_act_id=f"training:{enrolment.enrolment_id}", person_id=enrolment.person_id,
                               provider_id=class_.institution_id, area=class_.area, what=f"创业培训：{class_.title}")
    return completed, issued, rendered
