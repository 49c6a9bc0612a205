"""Awards that come with their own notice: what may be paid, and what waits for money or for a person."""

from dataclasses import replace
from datetime import datetime

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, status_of
from contracts.subsidies import ClaimState
from contracts.subsidies.domain_events import AwardLineOpened
from policies.parameters import citation_from
from policies.reader import PolicyView
from services.subsidies.model import BudgetLine, Claim, EarlierClaim, ReceivedAward
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_public

PROGRAMME = "campaign_award"
_BUDGET = Citation(unsourced="来源文件未写奖励资金不足时如何办理，平台不因此拒绝；请财政部门确认")


@rule(version=2)
def decide_award_line(claim: Claim, award: ReceivedAward, budget: BudgetLine | None, policy: PolicyView,
                      now: datetime, earlier: tuple[EarlierClaim, ...] = ()) -> Decision:
    """An award whose own notice ran out clean may be paid. Where money is short it waits and is not lost; where the
    notice is not clean, or the same was had by another programme, a person decides, until the day that
    the claim carries."""
    clear, enough = award.is_clear_at(now), budget is not None and budget.free >= claim.amount
    stood = policy.parameter("award_after_its_notice")
    reasons = (Reason(code="notice_before_money", status=status_of(clear), citation=stood.citation, text=stood.label,
                      given={"objections": award.objections}),
               Reason(code="within_budget", status=status_of(enough), force=Force.IN_PRINCIPLE, citation=_BUDGET,
                      text="奖励金额在预算之内", given={"amount": yuan(claim.amount)}),
               *_not_had_twice(earlier, policy))
    clear = clear and all(reason.status is Status.MET for reason in reasons[2:])
    state = ClaimState.CLEARED if clear and enough else ClaimState.WAITING_FOR_BUDGET if clear else ClaimState.HELD
    if state is not ClaimState.HELD:
        claim = replace(claim, due_on=None, held_on=None, held_for=None)
    words = {ClaimState.CLEARED: "等待支付", ClaimState.WAITING_FOR_BUDGET: "等待资金", ClaimState.HELD: "待人工决定"}
    event = AwardLineOpened(
        **claim_public(claim, state, reasons=as_answers(reasons), step=words[state], due_on=claim.due_on),
        award_id=award.award_id,
        notice_id=award.notice_id, notice_title=award.notice_title, opened_at=award.opened_at, ends_at=award.ends_at,
        working_days=award.working_days, notice_is_clear=award.is_clear_at(now),
        budget_id=budget.budget_id if state is ClaimState.CLEARED else None)
    outcome = Outcome.GRANTED if state is ClaimState.CLEARED else Outcome.REFERRED
    return Decision(outcome=outcome, subject=claim.claim_id, reasons=reasons, events=(event,))


def _not_had_twice(earlier: tuple[EarlierClaim, ...], policy: PolicyView) -> tuple[Reason, ...]:
    """What the programme may not stack with, where the place says so."""
    return tuple(Reason(code="not_stacked_with", force=Force.IN_PRINCIPLE, text=each["text"],
                        citation=citation_from(each["cite"]),
                        status=status_of(not any(claim.programme in each["programmes"] and claim.is_committed
                                                 for claim in earlier)))
                 for each in policy.value(PROGRAMME)["excludes"])
