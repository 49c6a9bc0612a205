"""Mentors: admitted, updated by 30 June or suspended, and their suspension ended by a clerk (hunan-2024 二（五）3)."""

from datetime import date, timedelta

from casework.decisions import rule
from casework.yearly_update import (
    clerk_ends_suspension,
    missing_parts,
    parts_done,
    three_parts_done,
    update_due,
    updated_in_time,
)
from contracts.answers import as_answers
from contracts.decisions import Decision, Outcome, Reason, Status, status_of
from contracts.events import PART_LABELS, MentorPart, MentorState
from contracts.events.commands import AdmitMentor, ResumeMentor, UpdateMentor
from contracts.events.domain_events import (
    MentorJoined,
    MentorResumed,
    MentorResumptionProposed,
    MentorSuspended,
    MentorUpdated,
    MentorVerified,
)
from policies.reader import PolicyView
from services.events.model import Mentor

UPDATE_DEADLINE = "mentor_update_deadline"


@rule(version=1)
def decide_mentor(command: AdmitMentor, mentor_id: str, policy: PolicyView, today: date) -> Decision:
    """A person's act: they are a mentor. Who joins after the day owes no update under it; no source says when."""
    mentor = Mentor(mentor_id=mentor_id, person_id=command.person_id, area=command.area, pool=command.pool,
                    origin=command.origin, team=command.team, topics=command.topics, state=MentorState.JOINED,
                    due_on=update_due(policy, UPDATE_DEADLINE, today))
    reasons = _deadline_reason(policy, today)
    todo = f"请于{mentor.due_on}前（含当日）完成实名认证和信息更新" if mentor.due_on else "请完成实名认证和信息更新"
    event = MentorJoined(**mentor_public(mentor, MentorState.JOINED, reasons=as_answers(reasons), todo=todo))
    return Decision(outcome=Outcome.GRANTED, subject=mentor_id, reasons=reasons, events=(event,))


def _deadline_reason(policy: PolicyView, today: date) -> tuple[Reason, ...]:
    if not policy.has(UPDATE_DEADLINE):
        return ()
    deadline = policy.parameter(UPDATE_DEADLINE)
    status = Status.UNKNOWN if update_due(policy, UPDATE_DEADLINE, today) else Status.NOT_APPLICABLE
    return (Reason(code="updated_in_time", status=status, citation=deadline.citation, reading=deadline.reading,
                   text=f"于{deadline.value}之前完成实名认证和信息更新"),)


@rule(version=1)
def decide_update(command: UpdateMentor, mentor: Mentor, policy: PolicyView, today: date) -> Decision:
    """Some or all of the three parts are done; complete in time it verifies, complete too late it proposes."""
    done = parts_done(MentorPart, mentor.parts, command.parts)
    wanted = policy.parameter("mentor_update_parts")
    missing = missing_parts(wanted, done)
    reasons = (three_parts_done(wanted, missing),)
    updated = mentor_public(mentor, mentor.state, reasons=as_answers(reasons)) | {"parts": done}
    if missing:
        todo = "还需更新：" + "、".join(PART_LABELS[MentorPart(part)] for part in missing)
        event = MentorUpdated(**updated | {"todo": todo})
        return Decision(outcome=Outcome.RETURNED, subject=mentor.mentor_id, reasons=reasons, events=(event,))
    return _complete(mentor, updated, reasons, policy, today)


def _complete(mentor: Mentor, updated: dict, reasons: tuple[Reason, ...], policy: PolicyView, today: date) -> Decision:
    if not mentor.state.is_suspended:
        event = MentorVerified(**updated | {"state": MentorState.VERIFIED}, verified_on=today)
        return Decision(outcome=Outcome.GRANTED, subject=mentor.mentor_id, reasons=reasons, events=(event,))
    reasons += (clerk_ends_suspension(policy.parameter("mentor_suspension_ends_by")),)
    event = MentorResumptionProposed(**updated | {"state": MentorState.RESUMPTION_PROPOSED,
                                                  "reasons": as_answers(reasons), "todo": "等待经办人员恢复服务资格"})
    return Decision(outcome=Outcome.REFERRED, subject=mentor.mentor_id, reasons=reasons, events=(event,))


@rule(version=1)
def decide_suspension(mentor: Mentor, due_on: date, policy: PolicyView, today: date) -> Decision:
    """Suspended on the day after the deadline when the update is not complete; that day itself was in time.

    The source names the consequence (暂停), so the calendar carries it out; how it ends a clerk decides.
    """
    verified = mentor.state is MentorState.VERIFIED
    reasons = (updated_in_time(policy.parameter(UPDATE_DEADLINE), verified, due_on, mentor.parts),)
    if mentor.state is not MentorState.JOINED or today <= due_on:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=mentor.mentor_id, reasons=reasons)
    public = mentor_public(mentor, MentorState.SUSPENDED, reasons=as_answers(reasons),
                           todo="补齐实名认证和信息更新后，由经办人员决定恢复")
    return Decision(outcome=Outcome.REFUSED, subject=mentor.mentor_id, reasons=reasons,
                    events=(MentorSuspended(**public, suspended_on=due_on + timedelta(days=1)),))


@rule(version=1)
def decide_resumption(command: ResumeMentor, mentor: Mentor, policy: PolicyView) -> Decision:
    """A clerk's act with its ground, since no source says how a suspension ends."""
    reasons = (clerk_ends_suspension(policy.parameter("mentor_suspension_ends_by"), command.ground),)
    event = MentorResumed(**mentor_public(mentor, MentorState.VERIFIED, reasons=as_answers(reasons)),
                          ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=mentor.mentor_id, reasons=reasons, events=(event,))


def mentor_public(mentor: Mentor, state: MentorState, **more) -> dict:
    """The public state of a mentor after it moved to `state`."""
    names = ("mentor_id", "person_id", "area", "pool", "origin", "team", "topics", "parts", "due_on")
    return {name: getattr(mentor, name) for name in names} | {"title": "创业导师", "state": state, **more}


def not_suspended(mentor: Mentor, day: date, policy: PolicyView) -> Reason:
    """Whether a mentor may serve on a day; a suspended one may not, and the reason tells why."""
    paused = policy.parameter("mentor_suspended_from")
    return Reason(code="mentor_not_suspended", status=status_of(not mentor.was_suspended_on(day)),
                  citation=paused.citation, text="导师未被暂停派遣授课、赛事辅导、创业指导等服务资格",
                  given={"state": mentor.state.value})
