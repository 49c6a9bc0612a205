"""What a paid claim must go on fulfilling: looked at again; warned, put right by a day, or put to a person."""

from collections.abc import Callable
from datetime import date

from casework.decisions import rule
from casework.working_days import months_after
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import WarningState
from contracts.subsidies.commands import DecideWarning, EndRectification
from contracts.subsidies.domain_events import (
    HoldingAsked,
    HoldingWarned,
    WarningLifted,
    WarningReferred,
)
from policies.parameters import citation_from
from policies.reader import PolicyView
from services.subsidies.model import Claim, Facts, PaidWarning, Payment
from services.subsidies.rules.claims import organisation_claiming
from services.subsidies.rules.claw_backs import opened
from services.subsidies.rules.conditions import setting
from services.subsidies.rules.periods import base_of

OPEN = (WarningState.ASKED, WarningState.WARNED)
# What a claw-back case says that was opened since nothing was put right.
NOT_PUT_RIGHT = "put_right_in_time"


def _operating(claim: Claim, facts: Facts) -> bool:
    return bool(facts.open_businesses)


def _tenant(claim: Claim, facts: Facts) -> bool:
    return any(tenancy.holds for tenancy in facts.tenancies)


def _insured(claim: Claim, facts: Facts) -> None:
    """No register of insured staff is connected: a person looks."""


def _recognised(claim: Claim, facts: Facts) -> bool | None:
    base = base_of(claim.period, facts)
    return base.holds if base else None


# What policies may name, each answered by what the platform knows: True, False, or None where it can't tell.
CLAIMS: dict[str, Callable[[Claim, Facts], bool | None]] = {
    "still_operating": _operating, "still_tenant": _tenant, "staff_insured": _insured, "still_recognised": _recognised}


def holding_reasons(claim: Claim, facts: Facts, policy: PolicyView) -> tuple[Reason, ...]:
    """How each condition that must go on holding stands with what is known; none where policy names none."""
    named = setting(policy, claim.programme, "holding_conditions")
    return tuple(Reason(code=each["claim"], status=status_of(CLAIMS[each["claim"]](claim, facts)),
                        force=Force(each["force"]), text=each["text"], citation=citation_from(each["cite"]))
                 for each in (named.value if named else ()))


def check_days(claim: Claim, paid_on: date, policy: PolicyView) -> tuple[date, ...]:
    """The days on which a paid claim is looked at again; none where nothing must go on holding."""
    named = setting(policy, claim.programme, "holding_conditions")
    if named is None or not named.value:
        return ()
    months = setting(policy, claim.programme, "holding_months").value
    every = setting(policy, claim.programme, "holding_check_months").value
    return tuple(months_after(paid_on, after) for after in range(every, months + 1, every))


def must_hold_on(claim: Claim, paid_on: date, policy: PolicyView, today: date) -> bool:
    """Whether the time in which conditions must go on holding still runs."""
    days = check_days(claim, paid_on, policy)
    return bool(days) and today <= days[-1]


@rule(version=1)
def decide_holding(claim: Claim, warning: PaidWarning | None, warning_id: str, facts: Facts, policy: PolicyView,
                   due_on: date) -> Decision:
    """What is found about a paid claim: unmet is warned with a day to put it right, unknown is asked of the desk,
    what holds again is lifted. `warning` is the one that is open; nothing is said twice."""
    reasons = holding_reasons(claim, facts, policy)
    unmet = tuple(reason for reason in reasons if reason.status is Status.UNMET)
    unknown = tuple(reason for reason in reasons if reason.status is Status.UNKNOWN)
    if unmet:
        return _found(claim, warning, warning_id, reasons, unmet, due_on)
    if warning and warning.state is WarningState.WARNED and _hold_again(warning, reasons):
        return Decision(outcome=Outcome.GRANTED, subject=warning.warning_id, reasons=reasons,
                        events=(WarningLifted(**warning_public(warning, WarningState.LIFTED)),))
    if unknown and warning is None:
        asked = HoldingAsked(**_public_of(claim, warning_id, WarningState.ASKED), reasons=as_answers(unknown),
                             todo="平台没有相关数据，请经办人员核实")
        return Decision(outcome=Outcome.REFERRED, subject=warning_id, reasons=reasons, events=(asked,))
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=warning_id, reasons=reasons)


def _found(claim: Claim, warning: PaidWarning | None, warning_id: str, reasons, unmet, due_on: date) -> Decision:
    if warning and warning.state is WarningState.WARNED:
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=warning.warning_id, reasons=reasons)
    subject = warning.warning_id if warning else warning_id
    return Decision(outcome=Outcome.RETURNED, subject=subject, reasons=reasons,
                    events=(_warned(_public_of(claim, subject, WarningState.WARNED), unmet, due_on),))


def _warned(public: dict, unmet, due_on: date) -> HoldingWarned:
    return HoldingWarned(**public, due_on=due_on, reasons=as_answers(unmet),
                         todo=f"请于 {due_on.isoformat()} 前整改；逾期未整改的由人决定是否追回")


def _hold_again(warning: PaidWarning, reasons) -> bool:
    known = {reason.code: reason.status for reason in reasons}
    return all(known.get(code) is Status.MET for code in warning.codes)


def _public_of(claim: Claim, warning_id: str, state: WarningState) -> dict:
    return {"warning_id": warning_id, "claim_id": claim.claim_id, "person_id": claim.person_id, "area": claim.area,
            "programme": claim.programme, "state": state, "title": f"{claim.title}：后续条件",
            "organisation_id": organisation_claiming(claim)}


def warning_public(warning: PaidWarning, state: WarningState) -> dict:
    """The public state of a warning after it moved to `state`."""
    same = ("warning_id", "claim_id", "person_id", "area", "programme", "title", "organisation_id")
    return {name: getattr(warning, name) for name in same} | {"state": state}


@rule(version=1)
def decide_warning(command: DecideWarning, warning: PaidWarning, policy: PolicyView, due_on: date) -> Decision:
    """A person found on the spot that it holds, or that it does not and is to be put right by a day."""
    days = setting(policy, warning.programme, "rectify_working_days")
    reason = Reason(code="found_on_the_spot", status=status_of(command.holds), force=Force.DISCRETION,
                    citation=days.citation, text=f"核实意见：{command.ground}")
    if command.holds:
        event = WarningLifted(**warning_public(warning, WarningState.LIFTED), reasons=as_answers((reason,)))
    else:
        event = _warned(warning_public(warning, WarningState.WARNED), (reason,), due_on)
    return Decision(outcome=Outcome.GRANTED, subject=warning.warning_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_rectification_end(command: EndRectification, warning: PaidWarning, claim: Claim, payment: Payment,
                             claw_back_id: str, asked_before: bool, facts: Facts, policy: PolicyView) -> Decision:
    """The day is over. What holds again is lifted; otherwise a claw-back case is open, and a person decides."""
    reasons = holding_reasons(claim, facts, policy)
    if _hold_again(warning, reasons):
        return Decision(outcome=Outcome.GRANTED, subject=warning.warning_id, reasons=reasons,
                        events=(WarningLifted(**warning_public(warning, WarningState.LIFTED)),))
    days = setting(policy, claim.programme, "rectify_working_days")
    late = Reason(code=NOT_PUT_RIGHT, status=Status.UNMET, force=Force.DISCRETION, citation=days.citation,
                  text=f"已在 {command.due_on.isoformat()} 前整改", given={"codes": list(warning.codes)})
    referred = WarningReferred(**warning_public(warning, WarningState.REFERRED), reasons=as_answers((late,)))
    cases = () if asked_before else (opened(claw_back_id, claim, payment, (late,)),)
    return Decision(outcome=Outcome.REFERRED, subject=warning.warning_id, reasons=(*reasons, late),
                    events=(referred, *cases))
