"""公示 of subsidies: which claims stand in it, what an objection does to its line, and what is clear at the end."""

from datetime import datetime

from casework.decisions import rule
from casework.notices import Line, Notice, Objection
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import ClaimState, NoticeState, ObjectionState
from contracts.subsidies.commands import OpenNotice, RaiseObjection, ResolveObjection
from contracts.subsidies.domain_events import (
    ClaimCleared,
    ClaimPublicised,
    LineFrozen,
    LineReleased,
    NoticeClosed,
    NoticeLine,
    NoticeOpened,
    ObjectionRaised,
    ObjectionResolved,
)
from policies.reader import PolicyView
from services.subsidies.model import Claim
from services.subsidies.rules.claims import claim_public, held, organisation_claiming
from services.subsidies.rules.conditions import setting, unsourced_notes


def waits_in(claim: Claim, notice: Notice) -> bool:
    """Whether it is this notice that the claim waits for; one that was on hold may stand in a later one by now."""
    return claim.notice_id == notice.notice_id and claim.state in (ClaimState.PUBLICISED, ClaimState.FROZEN)


@rule(version=2)
def decide_notice(command: OpenNotice, notice: Notice, claims: tuple[Claim, ...], policy: PolicyView) -> Decision:
    """Every approved claim of the area and programme stands in public for the days of policy; none: no notice."""
    days = setting(policy, command.programme, "notice_days")
    reasons = (Reason(code="notice_before_money", status=status_of(bool(claims)), citation=days.citation,
                      reading="公示当日不计，末日终了为止", text=f"发放前公示 {days.value} 个{days.unit}"),
               *_names_in_full(claims, policy))
    details = {"notice_id": notice.notice_id if claims else None, "lines": len(claims),
               "closes_on": notice.closes_on.isoformat() if claims else None}
    if not claims:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=notice.notice_id, reasons=reasons, details=details)
    opened = NoticeOpened(**notice_public(notice, NoticeState.OPEN), notes=unsourced_notes(reasons),
                          lines=tuple(_line(claim) for claim in claims))
    return Decision(outcome=Outcome.GRANTED, subject=notice.notice_id, reasons=reasons, details=details,
                    events=(opened, *(_publicised(claim, notice, reasons) for claim in claims)))


def _names_in_full(claims: tuple[Claim, ...], policy: PolicyView) -> tuple[Reason, ...]:
    """Why an organisation stands there by its full name, where one does."""
    if not any(organisation_claiming(claim) for claim in claims):
        return ()
    named = policy.parameter("organisation_names_in_notices")
    return (Reason(code="organisations_named_in_full", status=Status.MET, force=Force.ENCOURAGED,
                   citation=named.citation, reading=named.reading, text=f"{named.label}：{named.value}"),)


def notice_public(notice: Notice, state: NoticeState) -> dict:
    """The public state of a notice."""
    return {"notice_id": notice.notice_id, "area": notice.area, "title": notice.title, "state": state,
            "opened_on": notice.opened_on, "closes_on": notice.closes_on, "ends_at": notice.ends_at,
            "working_days": notice.working_days}


def _line(claim: Claim) -> NoticeLine:
    return NoticeLine(claim_id=claim.claim_id, person_id=claim.person_id, area=claim.area,
                      programme=claim.programme, amount=claim.amount,
                      organisation_id=organisation_claiming(claim))


def _publicised(claim: Claim, notice: Notice, reasons: tuple[Reason, ...]) -> ClaimPublicised:
    """The claim in public; its person reads on what the days of the notice rest."""
    return ClaimPublicised(**claim_public(claim, ClaimState.PUBLICISED, due_on=notice.closes_on, step="公示",
                                          reasons=as_answers(reasons)), notice_id=notice.notice_id)


@rule(version=1)
def decide_notice_end(notice: Notice, lines: tuple[Line, ...], claims: tuple[Claim, ...]) -> Decision:
    """At the end of a notice the lines without a standing objection are clear, the others go on waiting."""
    clear = {line.subject for line in lines if line.is_clear}
    waiting = [claim for claim in claims if waits_in(claim, notice)]
    cleared = tuple(claim for claim in waiting if claim.claim_id in clear)
    frozen = tuple(claim.claim_id for claim in waiting if claim.claim_id not in clear)
    closed = NoticeClosed(**notice_public(notice, NoticeState.CLOSED), frozen=frozen,
                          cleared=tuple(claim.claim_id for claim in cleared))
    return Decision(outcome=Outcome.GRANTED, subject=notice.notice_id,
                    events=(closed, *(_cleared(claim, notice) for claim in cleared)))


def _cleared(claim: Claim, notice: Notice) -> ClaimCleared:
    return ClaimCleared(**claim_public(claim, ClaimState.CLEARED, step="等待支付"), notice_id=notice.notice_id)


@rule(version=1)
def decide_objection(command: RaiseObjection, objection_id: str, notice: Notice, claim: Claim) -> Decision:
    """An objection in time freezes its own line. What it says is examined by a person."""
    raised = ObjectionRaised(objection_id=objection_id, notice_id=notice.notice_id, claim_id=claim.claim_id,
                             area=claim.area, state=ObjectionState.OPEN, ground=command.ground, files=command.files)
    frozen = LineFrozen(**claim_public(claim, ClaimState.FROZEN, step="公示异议处理", due_on=notice.closes_on),
                        notice_id=notice.notice_id)
    events = (raised, frozen) if waits_in(claim, notice) else (raised,)
    return Decision(outcome=Outcome.GRANTED, subject=objection_id, events=events)


@rule(version=1)
def decide_resolution(command: ResolveObjection, objection: Objection, notice: Notice, line: Line, claim: Claim,
                      now: datetime, policy: PolicyView) -> Decision:
    """A person decides an objection. Upheld: the claim waits for a reviewer. Dismissed: its line goes on, unless
    another objection stands; it is clear at once when the notice has run its days."""
    state = ObjectionState.UPHELD if command.upheld else ObjectionState.DISMISSED
    days = setting(policy, claim.programme, "notice_days")
    reason = Reason(code="objection_dismissed", status=Status.UNMET if command.upheld else Status.MET,
                    force=Force.DISCRETION, citation=days.citation, text=f"异议处理：{command.finding}")
    resolved = ObjectionResolved(objection_id=objection.objection_id, notice_id=notice.notice_id,
                                 claim_id=claim.claim_id, area=claim.area, state=state, ground=objection.ground,
                                 files=objection.files, finding=command.finding)
    return Decision(outcome=Outcome.GRANTED, subject=objection.objection_id, reasons=(reason,),
                    events=(resolved, *_after(command.upheld, notice, line, claim, now, reason)))


def _after(upheld: bool, notice: Notice, line: Line, claim: Claim, now: datetime, reason: Reason) -> tuple:
    if not waits_in(claim, notice):
        return ()
    if upheld:
        return (held(claim, (reason,)),)
    if line.open_objections > 1 or line.upheld:
        return ()
    if not notice.runs_at(now):
        return (_cleared(claim, notice),)
    return (LineReleased(**claim_public(claim, ClaimState.PUBLICISED, step="公示", due_on=notice.closes_on),
                         notice_id=notice.notice_id),)
