"""Which classes are held: within the plan, beyond it, by a person's decision, or not at all."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.training import ClassState, EnrolmentState
from contracts.training.commands import CancelClass, CloseClass, CorrectClass, DecideReferredClass, FileClass
from contracts.training.domain_events import (
    ClassApproved,
    ClassCancelled,
    ClassClosed,
    ClassCorrected,
    ClassReferred,
    ClassRefused,
    EnrolmentWithdrawn,
)
from policies.reader import PolicyView
from services.training.model import Class_, Enrolment, Institution, PlanStanding
from services.training.rules.enrolments import enrolment_public
from services.training.rules.institutions import place_reasons, teaching_reasons
from services.training.rules.plan import OVER_PLAN_BAR, beyond_plan, plan_reasons

_CORRECTION_UNSOURCED = Citation(unsourced="来源未写开班备案如何更正；开班前可以更正，请省人社厅确认")


@rule(version=3)
def decide_class(command: FileClass, class_id: str, standing: PlanStanding, institution: Institution | None,
                 policy: PolicyView, today: date) -> Decision:
    """Whether a filed class is held: within plan yes; beyond plan referred while another course is short.

    Who may not teach, or not there, or no longer on the class's last day, is referred too and told every reason.
    """
    reasons = (*teaching_reasons(institution, command.course, command.ends_on, today, policy),
               *place_reasons(institution, standing.city),
               *plan_reasons(command.course, command.seats, standing, policy))
    outcome = outcome_of(reasons)
    public = _public(command, class_id, standing.city)
    if outcome is Outcome.GRANTED:
        beyond = beyond_plan(command.seats, standing, command.course)
        event = ClassApproved(**public, state=ClassState.APPROVED, beyond_plan=beyond)
    else:
        outcome = Outcome.REFERRED
        unmet = tuple(r.code for r in reasons if r.status in (Status.UNMET, Status.UNKNOWN))
        event = ClassReferred(**public, state=ClassState.REFERRED, referred_to=_level_above(standing.city),
                              reasons=unmet, stated=as_answers(reasons))
    return Decision(outcome=outcome, subject=class_id, reasons=reasons, events=(event,))


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


@rule(version=2)
def decide_referred_class(command: DecideReferredClass, class_: Class_, standing: PlanStanding,
                          policy: PolicyView) -> Decision:
    """A person of the level above decides a referred class; beyond-plan seats are topped up with the ground."""
    bar = policy.parameter(OVER_PLAN_BAR if policy.has(OVER_PLAN_BAR) else "class_beyond_plan_referred_to")
    reason = Reason(code="decided_by_a_person", status=Status.MET, force=Force.DISCRETION, citation=bar.citation,
                    reading=bar.reading, text=f"上级决定，理由：{command.ground}")
    if not command.approve:
        event = ClassRefused(**public_of(class_, ClassState.REFUSED), ground=command.ground)
        return Decision(outcome=Outcome.REFUSED, subject=class_.class_id, reasons=(reason,), events=(event,))
    event = ClassApproved(**public_of(class_, ClassState.APPROVED), ground=command.ground,
                          beyond_plan=beyond_plan(class_.seats, standing, class_.course))
    return Decision(outcome=Outcome.GRANTED, subject=class_.class_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_cancellation(command: CancelClass, class_: Class_, enrolments: tuple[Enrolment, ...] = ()) -> Decision:
    """A class is cancelled: seats that nobody has used are free again, and everybody in it is told and free."""
    event = ClassCancelled(**public_of(class_, ClassState.CANCELLED), released=class_.seats - class_.completed,
                           ground=command.ground)
    left = tuple(EnrolmentWithdrawn(
        **enrolment_public(one.enrolment_id, one.person_id, class_, EnrolmentState.WITHDRAWN),
        ground=f"班级取消：{command.ground}") for one in enrolments)
    return Decision(outcome=Outcome.GRANTED, subject=class_.class_id, events=(event, *left))


@rule(version=1)
def decide_correction(command: CorrectClass, class_: Class_, standing: PlanStanding, policy: PolicyView,
                      institution: Institution | None = None, today: date | None = None) -> Decision:
    """What was filed is corrected; more seats only as far as the plan goes, fewer only down to those enrolled.

    A later last day is no way around the institution's accreditation; without `today` that is not looked at, as it
    was not when older corrections were decided.
    """
    more = max(0, command.seats - class_.seats)
    reasons = (_covers_enrolled(command, class_), *_within_plan(command.seats - class_.seats, class_, standing, policy),
               *(_accredited_until(command, class_, institution, policy, today) if today else ()))
    outcome = outcome_of(reasons, unmet=Outcome.RETURNED)
    if outcome is not Outcome.GRANTED:
        return Decision(outcome=Outcome.RETURNED, subject=class_.class_id, reasons=reasons)
    changed = {name: getattr(command, name) for name in ("title", "seats", "starts_on", "ends_on", "sessions")}
    held = class_.state is ClassState.APPROVED
    event = ClassCorrected(**public_of(class_, class_.state) | changed, reserved=more if held else 0,
                           released=max(0, class_.seats - command.seats) if held else 0, ground=command.ground)
    return Decision(outcome=outcome, subject=class_.class_id, reasons=reasons, events=(event,))


def _covers_enrolled(command: CorrectClass, class_: Class_) -> Reason:
    return Reason(code="seats_cover_enrolled", status=status_of(command.seats >= class_.enrolled),
                  citation=_CORRECTION_UNSOURCED, text="更正后的人数不少于已录入的学员",
                  given={"seats": command.seats, "enrolled": class_.enrolled})


def _within_plan(more: int, class_: Class_, standing: PlanStanding, policy: PolicyView) -> tuple[Reason, ...]:
    """A correction is no way around the plan: what goes beyond it is filed anew and referred."""
    if more <= 0 or not policy.has("training_plan"):
        return ()
    planned = standing.of(class_.course)
    free = planned.free if planned else 0
    return (Reason(code="within_plan", status=status_of(more <= free), citation=policy.citation("training_plan"),
                   text="增加的人数在剩余计划人次之内；超出的请另行备案，由上一级决定",
                   given={"more": more, "free": free}),)


def _accredited_until(command: CorrectClass, class_: Class_, institution: Institution | None, policy: PolicyView,
                      today: date) -> tuple[Reason, ...]:
    """A class that ends later than filed must still end while its institution may teach; else it is filed anew."""
    if command.ends_on <= class_.ends_on:
        return ()
    return tuple(reason for reason in teaching_reasons(institution, class_.course, command.ends_on, today, policy)
                 if reason.code in ("institution_accredited", "accreditation_valid"))


@rule(version=1)
def decide_closing(command: CloseClass, class_: Class_, waiting: tuple[Enrolment, ...] = ()) -> Decision:
    """A class that is over: seats that nobody completed are free again, and who still waits for one is told."""
    event = ClassClosed(**public_of(class_, ClassState.CLOSED), completed=class_.completed,
                        released=class_.seats - class_.completed)
    left = tuple(EnrolmentWithdrawn(
        **enrolment_public(one.enrolment_id, one.person_id, class_, EnrolmentState.WITHDRAWN),
        ground="班级已结班，候补未轮到") for one in waiting)
    return Decision(outcome=Outcome.GRANTED, subject=class_.class_id, events=(event, *left))


def seats_faults(seats: int, policy: PolicyView) -> dict[str, list[str]]:
    """What is wrong with a class's size, by field; empty where policy sets no bounds or the size is within them."""
    if not policy.has("class_seats"):
        return {}
    bounds = policy.value("class_seats")
    if bounds["at_least"] <= seats <= bounds["at_most"]:
        return {}
    return {"seats": [f"每班人数应为 {bounds['at_least']} 至 {bounds['at_most']} 人"]}
