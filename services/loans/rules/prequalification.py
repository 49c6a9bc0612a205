"""How a person would stand with an application today; told by event, nothing is asked."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.loans import PAPER_LABELS, LoanKind, PaperKind, PrequalificationState
from contracts.loans.domain_events import Prequalified
from policies.reader import PolicyView
from services.loans.model import Dossier
from services.loans.rules.borrowers import (
    binding_force,
    business_reasons,
    group_reasons,
    history_reasons,
    linked_reasons,
    papers_needed,
    priority_reasons,
)
from services.loans.rules.wording import yuan

_OUTCOMES = {PrequalificationState.LIKELY: Outcome.GRANTED, PrequalificationState.INCOMPLETE: Outcome.RETURNED,
             PrequalificationState.UNKNOWN: Outcome.REFERRED}


@rule(version=3)
def decide_prequalification(dossier: Dossier, policy: PolicyView, today: date, shown: dict | None) -> Decision:
    """What is met, missing or not known of a personal loan. What is `shown` already is not announced again.

    Nothing is promised or refused by it: an application is judged anew (hunan-2024 二（二）1).
    """
    reasons = (*group_reasons(dossier, policy, today), *business_reasons(dossier, policy),
               *history_reasons(dossier, policy), _ceiling(policy), *linked_reasons(dossier, policy),
               *priority_reasons(dossier, LoanKind.PERSONAL, policy, today))
    state = _state(reasons)
    papers = tuple(paper for paper in papers_needed(LoanKind.PERSONAL, reasons)
                   if paper is PaperKind.GROUP_PROOF and paper not in dossier.papers)
    event = Prequalified(prequalification_id=f"prequalification:{dossier.person_id}", person_id=dossier.person_id,
                         area=dossier.area, state=state, reasons=as_answers(reasons), todo=_todo(reasons, papers),
                         title=f"创业担保贷款预审（个人最高 {yuan(policy.fen('personal_loan_up_to'))}）",
                         papers=papers, amount_up_to=policy.fen("personal_loan_up_to"))
    return Decision(outcome=_OUTCOMES[state], subject=event.prequalification_id, reasons=reasons,
                    events=() if event.as_data() == shown else (event,))


def _ceiling(policy: PolicyView) -> Reason:
    most = policy.parameter("personal_loan_up_to")
    return Reason(code="ceiling_known", status=Status.MET, force=binding_force(most), citation=most.citation,
                  text=f"个人贷款最高 {yuan(policy.fen('personal_loan_up_to'))}")


def _state(reasons: tuple[Reason, ...]) -> PrequalificationState:
    statuses = {reason.code: reason.status for reason in reasons
                if reason.force not in (Force.AIM, Force.ENCOURAGED)}
    if statuses["target_group_recognised"] is Status.UNKNOWN:
        return PrequalificationState.UNKNOWN
    if Status.UNMET in statuses.values():
        return PrequalificationState.INCOMPLETE
    return PrequalificationState.LIKELY


def _todo(reasons: tuple[Reason, ...], papers: tuple[PaperKind, ...]) -> str:
    unmet = {reason.code for reason in reasons if reason.status is Status.UNMET}
    if "within_number_of_loans" in unmet:
        return "累计贷款次数已满；有特殊情况请向经办机构咨询"
    if "no_loan_running" in unmet:
        return "现有贷款还清后可以再次申请"
    steps = [f"补充{PAPER_LABELS[paper]}，或等名册核实" for paper in papers]
    if "business_registered" in unmet:
        steps.append("登记经营主体（登记后自动核对，无需交营业执照）")
    return "；".join(steps) or "可在线申请创业担保贷款"
