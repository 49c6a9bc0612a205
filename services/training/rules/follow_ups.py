"""What happens after the course: guidance is planned and recorded, success is counted (hunan-2024 二（一）3)."""

from datetime import date, timedelta
from fractions import Fraction

from casework.decisions import rule
from casework.working_days import months_after
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies.domain_events import SubsidyRevoked
from contracts.training import CONTACT_LABELS, ContactKind, FollowUpState, Progress
from contracts.training.commands import RecordFollowUp
from contracts.training.domain_events import (
    FollowUpGiven,
    FollowUpPlanned,
    RevocationNoted,
    SuccessCounted,
    SuccessWithdrawn,
    TrainingCompleted,
)
from policies.reader import PolicyView
from services.training.model import Business, Completion, FollowUp, Guide, Visit

HELPER_LABELS = {"lecturer": "授课讲师", "mentor": "创业导师"}


@rule(version=2)
def decide_follow_up(event: TrainingCompleted, institution_id: str, policy: PolicyView) -> Decision:
    """Every trainee who completed gets a follow-up by lecturer and mentors, and is to be contacted by a day."""
    helpers, within = policy.parameter("follow_up_by"), policy.parameter("follow_up_first_contact_within_days")
    due = event.completed_on + timedelta(days=within.value)
    who = "、".join(HELPER_LABELS[helper] for helper in helpers.value)
    reasons = (
        Reason(code="course_completed", status=Status.MET, citation=helpers.citation, text=f"结业学员由{who}跟踪帮扶"),
        Reason(code="contacted_in_time", status=Status.UNKNOWN, force=Force.AIM, citation=within.citation,
               reading=within.reading, text=f"于{due}之前（含当日）首次联系学员"))
    planned = FollowUpPlanned(
        follow_up_id=f"follow-up:{event.enrolment_id}", person_id=event.person_id, area=event.area,
        course=event.course, helpers=tuple(helpers.value), state=FollowUpState.PLANNED, class_id=event.class_id,
        institution_id=institution_id, completed_on=event.completed_on, due_on=due, reasons=as_answers(reasons),
        todo="授课讲师或导师会与您联系")
    return Decision(outcome=Outcome.GRANTED, subject=planned.follow_up_id, reasons=reasons, events=(planned,))


@rule(version=1)
def decide_contact(command: RecordFollowUp, follow_up: FollowUp, helper: Guide, contact_id: str,
                   policy: PolicyView) -> Decision:
    """A contact counts unless its helper was suspended from guidance on that day; how far the trainee is, is kept,
    as the latest day's contact found it."""
    paused = policy.parameter("lecturer_suspended_from")
    able = helper.suspended_on is None or command.held_on < helper.suspended_on
    reasons = (Reason(code="helper_not_suspended", status=status_of(able), citation=paused.citation,
                      text="联系当日未被暂停创业指导等服务资格"), _contacted(follow_up, command.held_on, policy))
    if not able:
        return Decision(outcome=Outcome.RETURNED, subject=follow_up.follow_up_id, reasons=reasons)
    return _given(follow_up, reasons, contact_id=contact_id, helper=helper.helper, helper_id=helper.helper_id,
                  kind=command.kind, held_on=command.held_on, advice=command.advice,
                  contact_progress=command.progress, progress=_progress(command, follow_up))


def _progress(command: RecordFollowUp, follow_up: FollowUp) -> Progress:
    """How far the trainee is: what the latest day's contact found, in whatever order contacts are entered."""
    later_known = follow_up.said_on is not None and command.held_on < follow_up.said_on
    return follow_up.progress if later_known else command.progress


def _last_contact(follow_up: FollowUp, held_on: date, how: str) -> str:
    if follow_up.said_on and held_on < follow_up.said_on:
        return f"最近一次：{follow_up.said_on}；补记 {held_on} {how}"
    return f"最近一次：{held_on} {how}"


@rule(version=1)
def decide_visit_contact(visit: Visit, follow_up: FollowUp, policy: PolicyView) -> Decision:
    """A visit that a mentor recorded is a contact for every course that the person had completed by then."""
    reasons = (_contacted(follow_up, visit.held_on, policy),)
    return _given(follow_up, reasons, contact_id=visit.visit_id, helper="mentor", helper_id=visit.mentor_id,
                  kind=ContactKind.VISIT, held_on=visit.held_on, progress=follow_up.progress or Progress.UNKNOWN)


def _contacted(follow_up: FollowUp, held_on: date, policy: PolicyView) -> Reason:
    within = policy.parameter("follow_up_first_contact_within_days")
    in_time = None if follow_up.due_on is None else held_on <= follow_up.due_on
    return Reason(code="contacted_in_time", status=status_of(in_time), force=Force.AIM, citation=within.citation,
                  reading=within.reading, text=f"{held_on}联系学员")


def _given(follow_up: FollowUp, reasons: tuple[Reason, ...], **contact) -> Decision:
    how = f"{HELPER_LABELS[contact['helper']]}{CONTACT_LABELS[contact['kind']]}"
    names = ("follow_up_id", "person_id", "area", "course", "helpers", "class_id", "institution_id", "completed_on")
    event = FollowUpGiven(**{name: getattr(follow_up, name) for name in names}, state=FollowUpState.GIVEN,
                          reasons=as_answers(reasons), **contact,
                          todo=_last_contact(follow_up, contact["held_on"], how))
    return Decision(outcome=Outcome.GRANTED, subject=follow_up.follow_up_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_success(completion: Completion, businesses: tuple[Business, ...], policy: PolicyView) -> Decision:
    """A success is a business registered from the day of completion until the window's last day, both included."""
    window, means = policy.parameter("success_window_months"), policy.parameter("success_means")
    last = months_after(completion.completed_on, window.value)
    within = [one for one in businesses if completion.completed_on <= one.registered_on <= last]
    first = min(within, key=lambda one: (one.registered_on, one.business_id), default=None)
    reasons = (
        Reason(code="business_registered", status=status_of(bool(businesses)), citation=means.citation,
               text="办理了经营主体登记"),
        Reason(code="registered_in_window", status=status_of(first is not None), citation=window.citation,
               reading=window.reading, text=f"登记日期在{completion.completed_on}至{last}之间",
               given={"registered_on": sorted(one.registered_on.isoformat() for one in businesses)}))
    subject = f"success:{completion.enrolment_id}"
    if first is None:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=subject, reasons=reasons)
    event = SuccessCounted(success_id=subject, **vars(completion), business_id=first.business_id,
                           registered_on=first.registered_on)
    return Decision(outcome=Outcome.GRANTED, subject=subject, reasons=reasons, events=(event,))


@rule(version=1)
def decide_success_withdrawn(completion: Completion) -> Decision:
    """Without a certificate that holds there is no completion, and no success of it."""
    subject = f"success:{completion.enrolment_id}"
    event = SuccessWithdrawn(success_id=subject, **vars(completion))
    return Decision(outcome=Outcome.GRANTED, subject=subject, events=(event,))


@rule(version=1)
def decide_revocation_note(event: SubsidyRevoked, certificates: tuple[str, ...]) -> Decision:
    """A trainee's subsidy was revoked: the desk is told and looks at the certificates; nothing follows by itself."""
    if not certificates:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=event.claim_id)
    noted = RevocationNoted(revocation_note_id=event.claim_id, person_id=event.person_id, area=event.area,
                            title="学员的补贴被撤销", programme=event.programme, certificates=certificates,
                            todo="请核对其培训证书是否仍应有效")
    return Decision(outcome=Outcome.GRANTED, subject=event.claim_id, events=(noted,))


def success_reason(completed: int, succeeded: int, policy: PolicyView) -> Reason | None:
    """Whether the share of an area reaches its document's aim, in exact fractions; None where no document sets one."""
    return _share_reason("success_rate_reached", "success_rate_aim", "创业成功率", policy,
                         {"completed": completed, "succeeded": succeeded}, succeeded, completed)


def pass_reason(enrolled: int, passed: int, policy: PolicyView) -> Reason | None:
    """Whether enough of those enrolled passed, in exact fractions; None where no document sets an aim."""
    return _share_reason("pass_rate_reached", "pass_rate_aim", "培训合格率", policy,
                         {"enrolled": enrolled, "passed": passed}, passed, enrolled)


def _share_reason(code: str, key: str, words: str, policy: PolicyView, given: dict, part: int,
                  whole: int) -> Reason | None:
    if not policy.has(key):
        return None
    aim = policy.parameter(key)
    reached = Fraction(part, whole) >= Fraction(aim.value) / 100 if whole else None
    return Reason(code=code, status=status_of(reached), force=aim.force, citation=aim.citation, reading=aim.reading,
                  text=f"{words}力争达到 {aim.value}%", given=given)


def means_reason(policy: PolicyView) -> Reason:
    """What counts as a success here, and until when; no source says either."""
    means, window = policy.parameter("success_means"), policy.parameter("success_window_months")
    return Reason(code="success_means", status=Status.MET, force=Force.AIM, citation=means.citation,
                  reading=window.reading, text=f"结业后 {window.value} 个月内办理经营主体登记",
                  given={"months": window.value})


def percent_never_rounded_up(part: int, whole: int) -> str | None:
    """A share in per cent with two decimals, cut off; None of nothing."""
    if not whole:
        return None
    hundredths = part * 100 * 100 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}"
