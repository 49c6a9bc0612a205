"""Appeals: opened against one refusal, taken by somebody without part in it, upheld or overturned."""

from dataclasses import replace
from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies.claim_states import AppealState, LetterKind
from contracts.subsidies.commands import AppealRefusal, DecideAppeal, RemindAppeal
from contracts.subsidies.domain_events import (
    AppealDecided,
    AppealDueDayMoved,
    AppealDueSoon,
    AppealOpened,
    AppealOverdue,
    AppealTaken,
    AppealWithdrawn,
)
from policies.reader import PolicyView
from services.subsidies.model import Appeal, Claim, EarlierClaim, Facts
from services.subsidies.rules.claims import claim_reasons, submitted_again
from services.subsidies.rules.letters import letter
from services.subsidies.rules.timing import appeal_clock

_BY_A_PERSON = Citation(unsourced="来源文件没有写申诉如何复核，由未参与原决定的人员决定；请法制部门确认")
_REPORTED_TO = "city_staff"


def appeal_public(appeal: Appeal, state: AppealState, **changes) -> dict:
    """The public state of an appeal after it moved to `state`."""
    return {"appeal_id": appeal.appeal_id, "claim_id": appeal.claim_id, "person_id": appeal.person_id,
            "area": appeal.area, "programme": appeal.programme, "title": appeal.title, "amount": appeal.amount,
            "state": state, "clock": appeal_clock(appeal), "organisation_id": appeal.organisation_id} | changes


@rule(version=1)
def decide_appeal(command: AppealRefusal, appeal: Appeal, in_time: bool, policy: PolicyView) -> Decision:
    """Open an appeal. No source sets a time for it: one that is late is taken in too, and whoever takes it decides
    whether that counts."""
    within, route = policy.parameter("appeal_within_days"), policy.parameter("appeal_route")
    reasons = (Reason(code="refused_before", status=Status.MET, citation=route.citation, text="申领被决定不予通过"),
               Reason(code="appeal_in_time", status=status_of(in_time), force=Force.DISCRETION,
                      citation=within.citation, reading=within.reading,
                      text=f"收到决定书后 {within.value} {within.unit}内提出"))
    event = AppealOpened(**appeal_public(appeal, AppealState.OPEN, reasons=as_answers(reasons), due_on=appeal.due_on,
                                         todo="等待未参与原决定的人员复核，无需您办理"),
                         letter_id=appeal.letter_id, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED if in_time else Outcome.REFERRED, subject=appeal.appeal_id,
                    reasons=reasons, events=(event,),
                    details={"appeal_id": appeal.appeal_id, "due_on": appeal.due_on.isoformat()})


@rule(version=1)
def decide_appeal_taking(appeal: Appeal) -> Decision:
    """Somebody without part in the refusal takes an appeal on; its clock runs on."""
    event = AppealTaken(**appeal_public(appeal, AppealState.TAKEN, due_on=appeal.due_on,
                                        todo="正在复核，无需您办理"))
    return Decision(outcome=Outcome.GRANTED, subject=appeal.appeal_id, events=(event,))


@rule(version=1)
def decide_appeal_withdrawal(appeal: Appeal, today: date) -> Decision:
    """The person takes an appeal back; the refusal stands and may be appealed against again."""
    event = AppealWithdrawn(**appeal_public(appeal, AppealState.WITHDRAWN,
                                            clock=appeal_clock(appeal, stopped_on=today)))
    return Decision(outcome=Outcome.GRANTED, subject=appeal.appeal_id, events=(event,))


@rule(version=1)
def decide_appeal_outcome(command: DecideAppeal, appeal: Appeal, claim: Claim, letter_id: str, facts: Facts,
                          earlier: tuple[EarlierClaim, ...], policy: PolicyView, today: date) -> Decision:
    """A person upholds or overturns a refusal. Overturned, the claim goes on at the first level, where its evidence
    is looked at anew; unless the person has claimed the same again by now, and that claim goes on instead."""
    evidence = claim_reasons(claim, facts, earlier, policy, today)
    free = not _claimed_again(claim, earlier)
    reasons = (_found(command), *((_not_claimed_again(free),) if command.overturned else ()), *evidence)
    state = AppealState.OVERTURNED if command.overturned else AppealState.UPHELD
    route = policy.value("appeal_route")
    done = AppealDecided(**appeal_public(appeal, state, reasons=as_answers(reasons), todo=_todo(state, free, route),
                                         clock=appeal_clock(appeal, stopped_on=today)),
                         finding=command.finding, letter_id=letter_id)
    told = letter(LetterKind.APPEAL, letter_id, appeal, today, ground=command.finding,
                  listed=(_WORDS[state],), reasons=as_answers(evidence), appeal=route)
    opens = command.overturned and free
    again = (submitted_again(replace(claim, decided_on=None), evidence, policy, "appeal"),) if opens else ()
    return Decision(outcome=Outcome.GRANTED if command.overturned else Outcome.REFUSED, subject=appeal.appeal_id,
                    reasons=reasons, events=(done, told, *again), details={"letter_id": letter_id})


_WORDS = {AppealState.OVERTURNED: "撤销原不予通过决定", AppealState.UPHELD: "维持原不予通过决定"}


def _claimed_again(claim: Claim, earlier: tuple[EarlierClaim, ...]) -> bool:
    return any(other.claim_id != claim.claim_id and not other.ended_without_money
               and (other.programme, other.period) == (claim.programme, claim.period) for other in earlier)


def _found(command: DecideAppeal) -> Reason:
    return Reason(code="refusal_stands", status=Status.UNMET if command.overturned else Status.MET,
                  force=Force.DISCRETION, citation=_BY_A_PERSON, text=f"复核意见：{command.finding}")


def _not_claimed_again(free: bool) -> Reason:
    return Reason(code="not_claimed_again", status=status_of(free), force=Force.IN_PRINCIPLE, citation=_BY_A_PERSON,
                  text="原申领撤销不予通过后继续办理；已就同一事项另行申领的，按新的申领办理")


def _todo(state: AppealState, free: bool, route: str) -> str:
    if state is AppealState.UPHELD:
        return route
    return "原申领已恢复办理，无需您再提交" if free else "您已就同一事项另行申领，按新的申领办理"


@rule(version=1)
def decide_appeal_reminder(command: RemindAppeal, appeal: Appeal, today: date) -> Decision:
    """The desk is reminded before an appeal's last day; when it is over, staff above are told."""
    public = appeal_public(appeal, appeal.state, due_on=appeal.due_on)
    if command.over:
        events = (AppealOverdue(**public, escalated_to=_REPORTED_TO),)
    else:
        events = (AppealDueSoon(**public),) if today <= appeal.due_on else ()
    return Decision(outcome=Outcome.GRANTED, subject=appeal.appeal_id, events=events)


@rule(version=1)
def decide_appeal_due_day(appeal: Appeal, due_on: date) -> Decision:
    """An open appeal's last day as it is counted now; nothing is announced while it is the same."""
    moved = AppealDueDayMoved(**appeal_public(appeal, appeal.state, due_on=due_on), due_before=appeal.due_on)
    return Decision(outcome=Outcome.GRANTED, subject=appeal.appeal_id,
                    events=(moved,) if due_on != appeal.due_on else ())
