"""Counter-guarantee 反担保 towards the fund, and guarantee 担保 by the fund: two decisions, kept apart."""

from datetime import date

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.loans import Desk, GroundKind, LoanState
from contracts.loans.commands import DecideCounterGuarantee, GiveGuarantee, LodgeCounterGuarantee
from contracts.loans.domain_events import (
    CounterGuaranteeLodged,
    CounterGuaranteeRequired,
    CounterGuaranteeWaived,
    LoanDeclined,
    LoanFlagged,
    LoanGuaranteed,
    LoanReferred,
    LoanReturned,
)
from policies.reader import PolicyView
from services.loans.model import Fund, Ground, Loan
from services.loans.rules.applications import APPEAL, public
from services.loans.rules.grounds import ground_reason
from services.loans.rules.wording import yuan

_COUNTER_GUARANTEE_UNSOURCED = Citation(unsourced="来源只写何时可免反担保，未写不免时的方式和标准；请担保机构确认")


@rule(version=1)
def decide_counter_guarantee(command: DecideCounterGuarantee, loan: Loan, grounds: tuple[Ground, ...],
                             policy: PolicyView, today: date) -> Decision:
    """An officer waives on grounds that hold, each up to its own measure, or asks for it with a reason.

    A provincial base's tenant is freed of the whole of a personal loan, a credit line frees its own amount
    (hunan-2024 二（二）2); the largest measure counts.
    """
    if not command.waive:
        return _required(command, loan)
    reasons = tuple(ground_reason(ground, loan.kind.value, today, policy) for ground in grounds)
    usable = [ground for ground, reason in zip(grounds, reasons, strict=True)
              if reason.status in (Status.MET, Status.UNKNOWN)]
    if not usable:
        return Decision(outcome=Outcome.RETURNED, subject=loan.loan_id, reasons=reasons)
    waived = _measure(loan, usable)
    todo = "等待担保" if waived == loan.amount else f"仍需为 {yuan(loan.amount - waived)}提供反担保"
    event = CounterGuaranteeWaived(**public(loan, LoanState.QUALIFIED, reasons=reasons, todo=todo), waived=waived,
                                   required=loan.amount - waived,
                                   ground_ids=tuple(ground.ground_id for ground in usable))
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=reasons, events=(event,))


def _required(command: DecideCounterGuarantee, loan: Loan) -> Decision:
    reason = Reason(code="waiver_not_used", status=Status.MET, force=Force.DISCRETION,
                    citation=_COUNTER_GUARANTEE_UNSOURCED, text=f"要求提供反担保，理由：{command.ground}")
    todo = f"请为 {yuan(loan.amount)}提供反担保"
    event = CounterGuaranteeRequired(**public(loan, LoanState.QUALIFIED, reasons=(reason,), todo=todo), waived=0,
                                     required=loan.amount, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=(reason,), events=(event,))


def _measure(loan: Loan, grounds: list[Ground]) -> int:
    if any(ground.kind is GroundKind.TENANT for ground in grounds):
        return loan.amount
    return min(loan.amount, sum(ground.up_to or 0 for ground in grounds))


@rule(version=1)
def decide_lodging(command: LodgeCounterGuarantee, loan: Loan) -> Decision:
    """What secures the part that was not waived, as the officer recorded it."""
    missing = max(0, loan.required - loan.lodged - command.amount)
    todo = f"仍需为 {yuan(missing)}提供反担保" if missing else "等待担保"
    event = CounterGuaranteeLodged(**public(loan, LoanState.QUALIFIED, todo=todo), security=command.kind,
                                   secured=command.amount, files=command.files)
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))


@rule(version=1)
def decide_guarantee(command: GiveGuarantee, loan: Loan, fund: Fund, grounds: tuple[Ground, ...],
                     policy: PolicyView, today: date) -> Decision:
    """The fund in principle guarantees what the bank lends (见贷即担); no is the exception, with a ground.

    Returned while the counter-guarantee is not in place; referred to the city where the exposure limit is full.
    """
    if not command.give:
        return _not_guaranteed(command, loan, policy)
    reasons = (_secured(loan), *_grounds_hold(loan, grounds, today), _within_exposure(loan, fund, policy),
               *_in_principle(policy, Status.MET))
    unmet = {reason.code for reason in reasons if reason.status is Status.UNMET}
    return Decision(outcome=_guarantee_outcome(unmet), subject=loan.loan_id, reasons=reasons,
                    events=(_guarantee_event(loan, fund, reasons, unmet),))


def _guarantee_outcome(unmet: set[str]) -> Outcome:
    if unmet & {"counter_guarantee_in_place", "waiver_ground_holds"}:
        return Outcome.RETURNED
    return Outcome.REFERRED if unmet else Outcome.GRANTED


def _guarantee_event(loan: Loan, fund: Fund, reasons: tuple[Reason, ...], unmet: set[str]):
    outcome = _guarantee_outcome(unmet)
    if outcome is Outcome.RETURNED:
        todo = "反担保尚未落实或免除依据有变，请与担保机构联系"
        return LoanReturned(**public(loan, LoanState.QUALIFIED, reasons=reasons, todo=todo), about=Desk.GUARANTEE,
                            missing=tuple(sorted(unmet)))
    if outcome is Outcome.REFERRED:
        todo = "担保额度不足，已转市州增加额度"
        return LoanReferred(**public(loan, LoanState.QUALIFIED, reasons=reasons, todo=todo), about=Desk.GUARANTEE,
                            referred_to="city_staff")
    guaranteed = public(loan, LoanState.GUARANTEED, reasons=reasons, todo="等待银行审批")
    return LoanGuaranteed(**guaranteed | {"guarantee_body_id": fund.guarantee_body_id}, fund_id=fund.fund_id)


def _not_guaranteed(command: GiveGuarantee, loan: Loan, policy: PolicyView) -> Decision:
    person = Reason(code="decided_by_a_person", status=Status.UNMET, force=Force.DISCRETION,
                    citation=_COUNTER_GUARANTEE_UNSOURCED, text=f"担保机构不予担保，理由：{command.ground}")
    reasons = (*_in_principle(policy, Status.UNMET), person)
    event = LoanDeclined(**public(loan, LoanState.DECLINED, reasons=reasons), about=Desk.GUARANTEE,
                         ground=command.ground, appeal=APPEAL)
    return Decision(outcome=Outcome.REFUSED, subject=loan.loan_id, reasons=reasons, events=(event,))


def _in_principle(policy: PolicyView, status: Status) -> tuple[Reason, ...]:
    key = "fund_guarantees_what_the_bank_lends"
    if not policy.has(key):
        return ()
    clause = policy.parameter(key)
    return (Reason(code="fund_guarantees_what_the_bank_lends", status=status, force=clause.force,
                   citation=clause.citation, text="担保基金原则上见贷即担"),)


def _secured(loan: Loan) -> Reason:
    needed = loan.required if loan.required is not None else loan.amount
    return Reason(code="counter_guarantee_in_place", status=status_of(loan.lodged >= needed),
                  citation=_COUNTER_GUARANTEE_UNSOURCED, text="反担保已免除或已落实",
                  given={"required": needed, "lodged": loan.lodged})


def _grounds_hold(loan: Loan, grounds: tuple[Ground, ...], today: date) -> tuple[Reason, ...]:
    """Whether what was waived on still holds; nothing where the clause itself exempts."""
    if not loan.ground_ids:
        return ()
    holding = {ground.ground_id for ground in grounds if ground.holds_on(today)}
    return (Reason(code="waiver_ground_holds", status=status_of(set(loan.ground_ids) <= holding),
                   citation=_COUNTER_GUARANTEE_UNSOURCED, text="免除反担保所依据的情况仍然成立"),)


def _within_exposure(loan: Loan, fund: Fund, policy: PolicyView) -> Reason:
    limit = policy.parameter("fund_exposure_held")
    return Reason(code="within_exposure", status=status_of(loan.amount <= fund.room), force=limit.force,
                  citation=limit.citation, text="在担保基金可用额度之内",
                  given={"amount": loan.amount, "room": fund.room})


@rule(version=1)
def decide_flag(loan: Loan, cause: str, words: str, citation_key: str, policy: PolicyView) -> Decision:
    """What a loan rests on has changed: its desk is told, nothing is decided by it."""
    citation = policy.citation(citation_key) if policy.has(citation_key) else _COUNTER_GUARANTEE_UNSOURCED
    reason = Reason(code=cause, status=Status.UNMET, force=Force.AIM, text=words, citation=citation)
    event = LoanFlagged(**public(loan, loan.state, reasons=(reason,), due_on=loan.due_on, todo=loan.todo), cause=cause)
    return Decision(outcome=Outcome.REFERRED, subject=loan.loan_id, reasons=(reason,), events=(event,))
