"""Who qualifies for a loan: by what registers know, with papers only where they don't, or by a person's decision."""

from datetime import date
from fractions import Fraction

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Force, Outcome, Reason, Status, outcome_of, status_of
from contracts.loans import KIND_LABELS, PAPER_LABELS, Desk, LoanKind, LoanState, PaperKind, WishState
from contracts.loans.commands import DecideQualification, Paper
from contracts.loans.domain_events import (
    ApplicationSubmitted,
    CounterGuaranteeWaived,
    LoanDeclined,
    LoanQualified,
    LoanReferred,
    LoanReturned,
    LoanWithdrawn,
    PapersAdded,
    WishDeclined,
)
from contracts.zone.domain_events import MatterSubmitted
from policies.reader import PolicyView
from services.loans.model import Dossier, GivenPaper, Ground, Loan
from services.loans.rules.borrowers import (
    binding_force,
    business_reasons,
    group_reasons,
    history_reasons,
    linked_reasons,
    papers_needed,
    priority_reasons,
    recognised_groups,
)
from services.loans.rules.wording import yuan

APPEAL = "如有异议，可向上一级人力资源社会保障部门申请复核"
_FORMS_OWN = Citation(unsourced="平台对表单完整性的要求，并非政策条款")
_PERSONS_ACT = Citation(unsourced="来源未写由谁作例外决定；平台记录决定人和理由，请省人社厅确认")


@rule(version=2)
def decide_application(loan: Loan, dossier: Dossier, partners: tuple[Dossier, ...], papers: tuple[GivenPaper, ...],
                       came_from: str, policy: PolicyView, today: date) -> Decision:
    """Qualified at once when registers know enough; returned for papers; else a clerk decides.

    A paper that may not be asked for is neither kept nor held against anybody (hunan-2024 二（二）1).
    """
    reasons = _reasons(loan, _with(dossier, papers), partners, policy, today)
    kept, needless = _sorted_papers(papers, papers_needed(loan.kind, reasons))
    submitted = ApplicationSubmitted(
        **public(loan, LoanState.SUBMITTED), purpose=loan.purpose, partner_ids=loan.partner_ids, papers=kept,
        employees=loan.employees, employees_of_groups=loan.employees_of_groups, came_from=came_from)
    return _judge(loan, _with(dossier, papers), (*reasons, *_needless(needless, policy)), policy, today, (submitted,))


@rule(version=2)
def decide_added_papers(loan: Loan, dossier: Dossier, partners: tuple[Dossier, ...], papers: tuple[GivenPaper, ...],
                        policy: PolicyView, today: date) -> Decision:
    """The application again, with what was added."""
    reasons = _reasons(loan, _with(dossier, papers), partners, policy, today)
    kept, needless = _sorted_papers(papers, papers_needed(loan.kind, reasons))
    added = PapersAdded(**public(loan, loan.state), papers=kept)
    return _judge(loan, _with(dossier, papers), (*reasons, *_needless(needless, policy)), policy, today, (added,))


@rule(version=2)
def decide_reconsideration(loan: Loan, dossier: Dossier, partners: tuple[Dossier, ...], policy: PolicyView,
                           today: date) -> Decision:
    """An application that waits, once the platform has learnt more: it qualifies, or goes on waiting as it is."""
    judged = _judge(loan, dossier, _reasons(loan, dossier, partners, policy, today), policy, today, ())
    if judged.outcome is Outcome.GRANTED:
        return judged
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=loan.loan_id, reasons=judged.reasons)


@rule(version=1)
def decide_qualification(command: DecideQualification, loan: Loan, grounds: tuple[Ground, ...], policy: PolicyView,
                         today: date) -> Decision:
    """A person decides what registers and papers left open; a no names its ground and the way to appeal."""
    reason = Reason(code="decided_by_a_person", status=status_of(command.approve), force=Force.DISCRETION,
                    citation=_PERSONS_ACT, text=f"经办人员决定，理由：{command.ground}")
    if command.approve:
        return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, reasons=(reason,),
                        events=_qualified(loan, grounds, (reason,), policy, today))
    event = LoanDeclined(**public(loan, LoanState.DECLINED, reasons=(reason,)), about=Desk.QUALIFICATION,
                         ground=command.ground, appeal=APPEAL)
    return Decision(outcome=Outcome.REFUSED, subject=loan.loan_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_wish(matter: MatterSubmitted, wish_id: str, faults: tuple[str, ...]) -> Decision:
    """A wish of a form that can't be an application as it is: the person is told what to put right."""
    reason = Reason(code="wish_is_complete", status=Status.UNMET, force=Force.IN_PRINCIPLE, citation=_FORMS_OWN,
                    text="；".join(faults))
    event = WishDeclined(wish_id=wish_id, matter_id=matter.matter_id, person_id=matter.person_id, area=matter.area,
                         state=WishState.DECLINED, title="创业担保贷款申请", faults=faults,
                         reasons=as_answers((reason,)), todo="请改正后重新提交，或在贷款栏目直接申请")
    return Decision(outcome=Outcome.RETURNED, subject=wish_id, reasons=(reason,), events=(event,))


@rule(version=1)
def decide_withdrawal(loan: Loan) -> Decision:
    """The person's own act; what was reserved in the fund is free again."""
    event = LoanWithdrawn(**public(loan, LoanState.WITHDRAWN))
    return Decision(outcome=Outcome.GRANTED, subject=loan.loan_id, events=(event,))


def public(loan: Loan, state: LoanState, *, reasons: tuple[Reason, ...] = (), **more) -> dict:
    """The public state of a loan after it moved to `state`."""
    return {"loan_id": loan.loan_id, "person_id": loan.person_id, "area": loan.area, "city": loan.city,
            "kind": loan.kind, "title": f"{KIND_LABELS[loan.kind]} {yuan(loan.amount)}", "amount": loan.amount,
            "term_months": loan.term_months, "bank_id": loan.bank_id, "guarantee_body_id": loan.guarantee_body_id,
            "business_id": loan.business_id, "state": state, "reasons": as_answers(reasons),
            "outstanding": loan.outstanding, **more}


def _with(dossier: Dossier, papers: tuple[GivenPaper, ...]) -> Dossier:
    known = {*dossier.papers, *(paper.kind for paper in papers)}
    return Dossier(**{**vars(dossier), "papers": tuple(sorted(known))})


def _sorted_papers(papers: tuple[GivenPaper, ...], needed: tuple[PaperKind, ...]) -> tuple[tuple, tuple]:
    kept = tuple(Paper(kind=paper.kind, file_id=paper.file_id) for paper in papers if paper.kind in needed)
    return kept, tuple(paper.kind for paper in papers if paper.kind not in needed)


def _needless(kinds: tuple[PaperKind, ...], policy: PolicyView) -> tuple[Reason, ...]:
    key = "groups_recognised_automatically"
    citation = policy.citation(key) if policy.has(key) else _PERSONS_ACT
    return tuple(Reason(code="paper_not_needed", status=Status.UNMET, force=Force.AIM, citation=citation,
                        text=f"{PAPER_LABELS[kind]}无需提供，平台未留存") for kind in kinds)


def _reasons(loan: Loan, dossier: Dossier, partners: tuple[Dossier, ...], policy: PolicyView,
             today: date) -> tuple[Reason, ...]:
    return (*_borrower(loan, dossier, policy, today), *business_reasons(dossier, policy),
            *history_reasons(dossier, policy), _within_amount(loan, dossier, partners, policy, today),
            _within_term(loan, policy), *linked_reasons(dossier, policy),
            *priority_reasons(dossier, loan.kind, policy, today))


def _borrower(loan: Loan, dossier: Dossier, policy: PolicyView, today: date) -> tuple[Reason, ...]:
    if loan.kind is not LoanKind.SMALL_ENTERPRISE:
        return group_reasons(dossier, policy, today)
    wanted = policy.parameter("enterprise_share_of_target_groups")
    share = Fraction(loan.employees_of_groups * 100, loan.employees) if loan.employees else Fraction(0)
    return (Reason(code="employs_target_groups", status=status_of(share >= Fraction(wanted.value)),
                   force=binding_force(wanted), citation=wanted.citation,
                   text=f"吸纳重点群体占职工人数不低于 {wanted.value}%",
                   given={"employees": loan.employees, "of_groups": loan.employees_of_groups}),)


def _within_amount(loan: Loan, dossier: Dossier, partners: tuple[Dossier, ...], policy: PolicyView,
                   today: date) -> Reason:
    key = {LoanKind.PERSONAL: "personal_loan_up_to", LoanKind.PARTNERSHIP: "partnership_loan_up_to_share",
           LoanKind.SMALL_ENTERPRISE: "enterprise_loan_up_to"}[loan.kind]
    most = policy.parameter(key)
    if loan.kind is LoanKind.PARTNERSHIP:
        eligible = sum(bool(recognised_groups(one, policy, today)) for one in (dossier, *partners))
        up_to = int(policy.fen("personal_loan_up_to") * eligible * Fraction(most.value) / 100)
    else:
        up_to = policy.fen(key)
    return Reason(code="within_amount", status=status_of(loan.amount <= up_to), force=binding_force(most),
                  citation=most.citation, text=f"金额不超过 {yuan(up_to)}", given={"fen": loan.amount, "up_to": up_to})


def _within_term(loan: Loan, policy: PolicyView) -> Reason:
    enterprise = loan.kind is LoanKind.SMALL_ENTERPRISE
    most = policy.parameter("enterprise_loan_term_at_most" if enterprise else "personal_loan_term_at_most")
    return Reason(code="within_term", status=status_of(loan.term_months <= most.value), force=binding_force(most),
                  citation=most.citation, text=f"期限不超过 {most.value} 个月", given={"months": loan.term_months})


def _judge(loan: Loan, dossier: Dossier, reasons: tuple[Reason, ...], policy: PolicyView, today: date,
           first: tuple) -> Decision:
    missing = tuple(paper for paper in papers_needed(loan.kind, reasons) if paper not in dossier.papers)
    outcome = Outcome.RETURNED if missing else outcome_of(reasons)
    if outcome is Outcome.GRANTED:
        then = _qualified(loan, dossier.grounds, reasons, policy, today)
    else:
        then = (_not_yet(loan, reasons, missing, outcome),)
    return Decision(outcome=outcome, subject=loan.loan_id, reasons=reasons, events=(*first, *then),
                    details={"papers": list(missing)} if missing else {})


def _not_yet(loan: Loan, reasons: tuple[Reason, ...], missing: tuple[PaperKind, ...], outcome: Outcome):
    if outcome is Outcome.RETURNED:
        todo = "请补充：" + "、".join(PAPER_LABELS[paper] for paper in missing)
        return LoanReturned(**public(loan, LoanState.RETURNED, reasons=reasons, todo=todo), about=Desk.QUALIFICATION,
                            missing=missing)
    if outcome is Outcome.REFUSED:
        unmet = next(r for r in reasons if r.force is Force.HARD and r.status is Status.UNMET)
        return LoanDeclined(**public(loan, LoanState.DECLINED, reasons=reasons), about=Desk.QUALIFICATION,
                            ground=unmet.text, appeal=APPEAL)
    return LoanReferred(**public(loan, LoanState.REFERRED, reasons=reasons, todo="等待经办人员审核"),
                        about=Desk.QUALIFICATION, referred_to="clerk")


def _qualified(loan: Loan, grounds: tuple[Ground, ...], reasons: tuple[Reason, ...], policy: PolicyView,
               today: date) -> tuple:
    exempt = _exempt(loan, policy)
    holding = tuple(ground.ground_id for ground in grounds if ground.holds_on(today))
    todo = "等待担保" if exempt else "等待担保机构决定反担保"
    qualified = LoanQualified(**public(loan, LoanState.QUALIFIED, reasons=reasons, todo=todo), grounds=holding)
    if exempt is None:
        return (qualified,)
    waived = CounterGuaranteeWaived(**public(loan, LoanState.QUALIFIED, reasons=(exempt,), todo=todo),
                                    waived=loan.amount, required=0)
    return (qualified, waived)


def _exempt(loan: Loan, policy: PolicyView) -> Reason | None:
    """The reason that frees a small loan by the clause itself; None where the loan is larger or no clause says so."""
    key = "counter_guarantee_free_up_to"
    if not policy.has(key) or loan.amount > policy.fen(key):
        return None
    free = policy.parameter(key)
    return Reason(code="loan_within_exemption", status=Status.MET, citation=free.citation, reading=free.reading,
                  text=f"贷款 {yuan(policy.fen(key))}以下免除反担保", given={"fen": loan.amount})
