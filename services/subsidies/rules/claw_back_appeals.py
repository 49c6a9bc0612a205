"""Whoever is to pay back is heard, and appeals: what somebody without part in the decision then makes of it."""

from dataclasses import replace
from datetime import date, timedelta

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import ClaimState, ClawBackState
from contracts.subsidies.claim_states import AppealState, LetterKind
from contracts.subsidies.commands import AppealClawBack, DecideAppeal, RecordRefund, StateCase
from contracts.subsidies.domain_events import (
    AppealDecided,
    ClawBackAppealed,
    ClawBackHeard,
    ClawBackOverturned,
    RefundPaid,
    RevocationOverturned,
)
from policies.reader import PolicyView
from services.subsidies.model import Appeal, Claim, ClawBack, Part
from services.subsidies.rules.appeals import appeal_public
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_public
from services.subsidies.rules.claw_backs import claw_back_public, scheduled
from services.subsidies.rules.letters import letter
from services.subsidies.rules.timing import appeal_clock

_BY_A_PERSON = Citation(unsourced="来源文件没有写对追回决定的申诉如何复核，由未参与原决定的人员决定；请法制部门确认")
_WORDS = {AppealState.OVERTURNED: "撤销原追回决定", AppealState.UPHELD: "维持原追回决定"}


@rule(version=1)
def decide_statement(command: StateCase, claw_back: ClawBack) -> Decision:
    """What the person or organisation says to an open case is kept with it for whoever decides."""
    event = ClawBackHeard(**claw_back_public(claw_back, claw_back.state), statement=command.statement,
                          files=command.files, todo="已收到您的陈述申辩，等待工作人员决定")
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, events=(event,))


@rule(version=1)
def decide_claw_back_appeal(command: AppealClawBack, appeal: Appeal, in_time: bool, policy: PolicyView) -> Decision:
    """Open an appeal against a claw-back. No source sets a time for it: one that is late is taken in too. Whether the
    money is still to come back meanwhile is policy's."""
    within, waits = policy.parameter("appeal_within_days"), policy.parameter("recovery_waits_for_appeal")
    reasons = (Reason(code="appeal_in_time", status=status_of(in_time), force=Force.DISCRETION,
                      citation=within.citation, reading=within.reading,
                      text=f"收到决定书后 {within.value} {within.unit}内提出"),
               Reason(code="recovery_waits_for_appeal", status=status_of(waits.value), force=Force.DISCRETION,
                      citation=waits.citation, reading=waits.reading, text=waits.label))
    todo = "等待未参与原决定的人员复核" + ("，复核期间暂停催退" if waits.value else "，复核期间仍按期退回")
    event = ClawBackAppealed(**appeal_public(appeal, AppealState.OPEN, reasons=as_answers(reasons),
                                             due_on=appeal.due_on, todo=todo),
                             claw_back_id=appeal.claw_back_id, letter_id=appeal.letter_id, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED if in_time else Outcome.REFERRED, subject=appeal.appeal_id,
                    reasons=reasons, events=(event,),
                    details={"appeal_id": appeal.appeal_id, "due_on": appeal.due_on.isoformat()})


@rule(version=1)
def decide_claw_back_outcome(command: DecideAppeal, appeal: Appeal, claw_back: ClawBack, claim: Claim, letter_id: str,
                             parts: tuple[Part, ...], repaid: int, policy: PolicyView, today: date) -> Decision:
    """A person upholds or overturns a claw-back. Overturned, the subsidy stands as paid and what came back (`repaid`,
    in 分) is to be given again; upheld, the days of the appeal are added to those that were left."""
    state = AppealState.OVERTURNED if command.overturned else AppealState.UPHELD
    route = policy.value("appeal_route")
    reason = Reason(code="claw_back_stands", status=Status.UNMET if command.overturned else Status.MET,
                    force=Force.DISCRETION, citation=_BY_A_PERSON, text=f"复核意见：{command.finding}")
    done = AppealDecided(**appeal_public(appeal, state, reasons=as_answers((reason,)),
                                         todo=_todo(repaid) if command.overturned else route,
                                         clock=appeal_clock(appeal, stopped_on=today)),
                         finding=command.finding, letter_id=letter_id)
    told = letter(LetterKind.APPEAL, letter_id, appeal, today, ground=command.finding, listed=(_WORDS[state],),
                  reasons=as_answers((reason,)), appeal=route)
    then = (_overturned(command, claw_back, claim, repaid, reason) if command.overturned
            else recovery_goes_on(appeal, claw_back, parts, repaid, policy, today))
    return Decision(outcome=Outcome.GRANTED if command.overturned else Outcome.REFUSED, subject=appeal.appeal_id,
                    reasons=(reason,), events=(done, told, *then), details={"letter_id": letter_id})


def _todo(repaid: int) -> str:
    return f"您已退回的 {yuan(repaid)} 元将退还到登记的收款账户" if repaid else ""


def _overturned(command: DecideAppeal, claw_back: ClawBack, claim: Claim, repaid: int, reason: Reason) -> tuple:
    stands = RevocationOverturned(**claim_public(claim, ClaimState.PAID, reasons=as_answers((reason,))),
                                  finding=command.finding)
    return (ClawBackOverturned(**claw_back_public(claw_back, ClawBackState.OVERTURNED), finding=command.finding,
                               to_refund=repaid, todo=_todo(repaid), reasons=as_answers((reason,))), stands)


@rule(version=1)
def decide_going_on(appeal: Appeal, claw_back: ClawBack, parts: tuple[Part, ...], repaid: int, policy: PolicyView,
                    today: date) -> Decision:
    """The appeal was taken back: the money is to come back as before, later by the days that it took."""
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id,
                    events=recovery_goes_on(appeal, claw_back, parts, repaid, policy, today))


def recovery_goes_on(appeal: Appeal, claw_back: ClawBack, parts: tuple[Part, ...], repaid: int, policy: PolicyView,
                     today: date) -> tuple:
    """The instalments whose day had not come when the appeal was opened, later by the days that it took; none where
    policy lets recovery go on meanwhile, or nothing is owed."""
    if not policy.value("recovery_waits_for_appeal") or repaid >= claw_back.amount or today == appeal.opened_on:
        return ()
    took = today - appeal.opened_on
    later = tuple(replace(part, due_on=part.due_on + took) if part.due_on >= appeal.opened_on else part
                  for part in parts)
    return (scheduled(claw_back, later, repaid),)


@rule(version=1)
def decide_refund(command: RecordRefund, claw_back: ClawBack, repaid: int) -> Decision:
    """What had come back on a claw-back that was overturned was given again, all of it."""
    event = RefundPaid(**claw_back_public(claw_back, ClawBackState.OVERTURNED), refunded=repaid,
                       paid_on=command.paid_on, bank_reference=command.bank_reference)
    return Decision(outcome=Outcome.GRANTED, subject=claw_back.claw_back_id, events=(event,))


def heard_until(hearing_days: date | None, claw_back: ClawBack, today: date) -> date | None:
    """Until when a decision to ask back waits for what the person may say; None where it waits no longer."""
    waits = claw_back.heard_on is None and hearing_days is not None and today <= hearing_days
    return hearing_days if waits else None


def appeal_by(today: date, policy: PolicyView) -> date:
    """The last day on which an appeal against a decision of today is in time."""
    return today + timedelta(days=policy.value("appeal_within_days"))
