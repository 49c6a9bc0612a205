"""Which classes are held: within the plan, beyond it, by a person's decision, or not at all."""

from datetime import date

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.training import COURSE_LABELS, ClassState, Course
from contracts.training.commands import CancelClass, DecideReferredClass, FileClass
from contracts.training.domain_events import (
    ClassApproved,
    ClassCancelled,
    ClassReferred,
    ClassRefused,
)
from policies.reader import PolicyView
from services.training.model import Class_, Institution, PlanStanding

_ACCREDITATION_UNSOURCED = Citation(unsourced="湖南文件没有写开班机构的资质条件；请省人社厅确认")
_FUNDING_UNSOURCED = Citation(unsourced="来源未写各课程均完成后超计划人次由何资金列支；请省人社厅、省财政厅确认")


@rule(version=1)
def decide_class(command: FileClass, class_id: str, standing: PlanStanding, institution: Institution | None,
                 policy: PolicyView, today: date) -> Decision:
    """Whether a filed class is held: within plan yes; beyond plan referred while another course is short.

    A class beyond its course's plan is barred in principle only while another course of the place is short
    (hunan-2024 二（一）1, named reading); where all are complete nothing bars it.
    """
    reasons = (_accredited(command, institution, today), *_plan_reasons(command, standing, policy))
    outcome = outcome_of(reasons)
    public = _public(command, class_id, standing.city)
    if outcome is Outcome.GRANTED:
        beyond = _beyond(command.seats, standing, command.course)
        event = ClassApproved(**public, state=ClassState.APPROVED, beyond_plan=beyond)
    else:
        outcome = Outcome.REFERRED
        unmet = tuple(r.code for r in reasons if r.status in (Status.UNMET, Status.UNKNOWN))
        event = ClassReferred(**public, state=ClassState.REFERRED, referred_to=_level_above(standing.city),
                              reasons=unmet)
    return Decision(outcome=outcome, subject=class_id, reasons=reasons, events=(event,))


def _accredited(command: FileClass, institution: Institution | None, today: date) -> Reason:
    may = institution is not None and institution.may_teach(command.course, today)
    return Reason(code="institution_accredited", status=status_of(may), force=Force.IN_PRINCIPLE,
                  text=f"机构具有开设{COURSE_LABELS[command.course]}课程的有效资质", citation=_ACCREDITATION_UNSOURCED)


def _plan_reasons(command: FileClass, standing: PlanStanding, policy: PolicyView) -> tuple[Reason, ...]:
    course = standing.of(command.course)
    free = course.free if course else 0
    within = Reason(code="within_plan", status=status_of(command.seats <= free), force=Force.AIM,
                    citation=policy.citation("training_plan"),
                    text=f"在{COURSE_LABELS[command.course]}课程剩余计划人次之内",
                    given={"seats": command.seats, "free": free, "plan": course.plan if course else 0})
    if command.seats <= free:
        return (within,)
    return (within, _no_other_course_short(command, standing, policy), _funding_open())


def _no_other_course_short(command: FileClass, standing: PlanStanding, policy: PolicyView) -> Reason:
    bar = policy.parameter("classes_beyond_plan_barred_while_short")
    short = standing.short_courses_besides(command.course)
    return Reason(code="no_other_course_short", status=status_of(not short), force=bar.force, reading=bar.reading,
                  citation=bar.citation, text="超计划开班时，该地方其他课程均已按要求完成",
                  given={s.course.value: {"completed": s.completed, "plan": s.plan} for s in short})


def _funding_open() -> Reason:
    return Reason(code="funding_known", status=Status.UNKNOWN, force=Force.AIM, citation=_FUNDING_UNSOURCED,
                  text="超计划人次的资金来源尚待确认")


def _beyond(seats: int, standing: PlanStanding, course: Course) -> int:
    planned = standing.of(course)
    return max(0, seats - (planned.free if planned else 0))


def _level_above(city: str) -> str:
    """The province of a city; what is beyond a city's plan is decided above it."""
    return city[:2] + "0000"


def _public(command: FileClass, class_id: str, city: str) -> dict:
    return {"class_id": class_id, "institution_id": command.institution_id, "area": command.area, "city": city,
            "course": command.course, "title": command.title, "seats": command.seats,
            "starts_on": command.starts_on, "ends_on": command.ends_on, "sessions": command.sessions}


def public_of(class_: Class_, state: ClassState) -> dict:
    """The public state of a class after it moved to `state`."""
    return {"class_id": class_.class_id, "institution_id": class_.institution_id, "area": class_.area,
            "city": class_.city, "course": class_.course, "title": class_.title, "seats": class_.seats,
            "starts_on": class_.starts_on, "ends_on": class_.ends_on, "sessions": class_.sessions, "state": state}


@rule(version=1)
def decide_referred_class(command: DecideReferredClass, class_: Class_, standing: PlanStanding,
                          policy: PolicyView) -> Decision:
    """A person of the level above decides a referred class; beyond-plan seats are topped up with the ground."""
    bar = policy.parameter("classes_beyond_plan_barred_while_short")
    reason = Reason(code="decided_by_a_person", status=Status.MET, force=Force.DISCRETION, citation=bar.citation,
                    reading=bar.reading, text=f"上级决定，理由：{command.ground}")
    if not command.approve:
        event = ClassRefused(**public_of(class_, ClassState.REFUSED), ground=command.ground)
        return Decision(outcome=Outcome.REFUSED, subject=class_.class_id, reasons=(reason,), events=(event,))
    event = ClassApproved(**public_of(class_, ClassState.APPROVED), ground=command.ground,
                          beyond_plan=_beyond(class_.seats, standing, class_.course))
    return Decision(outcome=Outcome.GRANTED, subject=class_.class_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_cancellation(command: CancelClass, class_: Class_) -> Decision:
    """A class is cancelled; the seats that nobody has used are free again."""
    event = ClassCancelled(**public_of(class_, ClassState.CANCELLED), released=class_.seats - class_.completed,
                           ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=class_.class_id, events=(event,))
