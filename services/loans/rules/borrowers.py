"""What is known of a borrower, as reasons: groups, business, earlier loans. Papers only for what no register knows."""

from datetime import date

from contracts.decisions import Citation, Force, Reason, Status, status_of
from contracts.loans import LoanKind, PaperKind
from contracts.zone import GROUP_LABELS
from policies.parameters import Parameter
from policies.reader import PolicyView
from services.loans.model import Dossier, Evidence

_PAPERS_UNSOURCED = Citation(unsourced="本地区文件没有写名册识别不了时怎样补充材料；请当地人社部门确认")
_NOT_SAID = Citation(unsourced="来源文件没有写培训证书被撤销对贷款的影响，只提示经办人员；请省人社厅确认")


def binding_force(parameter: Parameter) -> Force:
    """How strictly a figure binds: one that no source states never refuses by itself, a person decides."""
    if parameter.citation.unsourced and parameter.force is Force.HARD:
        return Force.IN_PRINCIPLE
    return parameter.force


def recognised_groups(dossier: Dossier, policy: PolicyView, today: date) -> tuple[Evidence, ...]:
    """The evidence, valid today, for groups that the loans are for."""
    return tuple(held for held in dossier.groups_on(today) if held.group in policy.value("target_groups"))


def group_reasons(dossier: Dossier, policy: PolicyView, today: date) -> tuple[Reason, ...]:
    """Recognised from registers: no paper on status; not recognised: a paper is asked for, never a refusal."""
    held = recognised_groups(dossier, policy, today)
    wanted = policy.parameter("target_groups")
    if not held:
        return (_not_recognised(wanted), _proof_given(dossier, policy))
    named = "、".join(GROUP_LABELS[evidence.group] for evidence in held)
    recognised = Reason(code="target_group_recognised", status=Status.MET, force=Force.IN_PRINCIPLE,
                        citation=wanted.citation, text=f"已识别为{named}",
                        given={evidence.group.value: evidence.source for evidence in held})
    return (recognised, *_no_status_paper(held, policy))


def _not_recognised(wanted: Parameter) -> Reason:
    return Reason(code="target_group_recognised", status=Status.UNKNOWN, force=Force.IN_PRINCIPLE,
                  citation=wanted.citation, text="名册暂未识别出重点群体身份，不据此拒绝")


def _proof_given(dossier: Dossier, policy: PolicyView) -> Reason:
    key = "groups_that_may_supplement_papers"
    parameter = policy.parameter(key) if policy.has(key) else None
    given = PaperKind.GROUP_PROOF in dossier.papers
    words = "已补充身份类别证明，待经办人员核对" if given else "识别不了的，可补充身份类别证明材料"
    return Reason(code="group_proof_given", status=status_of(given), force=Force.IN_PRINCIPLE, text=words,
                  citation=parameter.citation if parameter else _PAPERS_UNSOURCED,
                  reading=parameter.reading if parameter else None)


def _no_status_paper(held: tuple[Evidence, ...], policy: PolicyView) -> tuple[Reason, ...]:
    """The clause by which no status paper may be asked; nothing where the place has no such clause."""
    for key in ("groups_recognised_automatically", "groups_that_may_supplement_papers"):
        if policy.has(key) and _covers(key, held, policy):
            return (Reason(code="status_paper_not_asked", status=Status.MET, citation=policy.citation(key),
                           text="平台已识别身份，无需再提供身份类别证明材料"),)
    return ()


def _covers(key: str, held: tuple[Evidence, ...], policy: PolicyView) -> bool:
    """The list of those who may supplement papers is open (等), so it covers every recognised group."""
    open_list = key == "groups_that_may_supplement_papers"
    return open_list or any(evidence.group in policy.value(key) for evidence in held)


def business_reasons(dossier: Dossier, policy: PolicyView) -> tuple[Reason, ...]:
    """A business that is known is not proved by a licence again."""
    wanted = policy.parameter("business_registration_needed")
    known = bool(dossier.businesses)
    words = "已登记经营主体" if known else "平台尚未核到登记的经营主体"
    registered = Reason(code="business_registered", status=status_of(known), force=binding_force(wanted),
                        citation=wanted.citation, text=words)
    key = "licence_asked_when_registered"
    if not known or not policy.has(key) or policy.value(key):
        return (registered,)
    return (registered, Reason(code="licence_not_asked", status=Status.MET, citation=policy.citation(key),
                               text="登记信息由平台直接获取，无需提供营业执照"))


def history_reasons(dossier: Dossier, policy: PolicyView) -> tuple[Reason, ...]:
    """Earlier loans: how many were taken, and whether one still runs."""
    most, one = policy.parameter("subsidised_loans_per_person"), policy.parameter("one_loan_at_a_time")
    return (Reason(code="within_number_of_loans", status=status_of(dossier.loans_taken < most.value),
                   force=binding_force(most), citation=most.citation,
                   text=f"累计贷款不超过 {most.value} 次", given={"taken": dossier.loans_taken}),
            Reason(code="no_loan_running", status=status_of(dossier.loans_running == 0), force=binding_force(one),
                   citation=one.citation, text="没有未结清的创业担保贷款"))


def linked_reasons(dossier: Dossier, policy: PolicyView) -> tuple[Reason, ...]:
    """Training, incubation and contests that lead to the loan, and a certificate that was revoked; they never decide
    it."""
    return (*_linked(dossier, policy), *_revoked(dossier))


def _revoked(dossier: Dossier) -> tuple[Reason, ...]:
    if not dossier.revoked_certificates:
        return ()
    return (Reason(code="certificate_holds", status=Status.UNMET, force=Force.AIM, citation=_NOT_SAID,
                   text="有培训证书被撤销，请经办人员留意"),)


def _linked(dossier: Dossier, policy: PolicyView) -> tuple[Reason, ...]:
    if not policy.has("linked_with"):
        return ()
    link = policy.parameter("linked_with")
    facts = {"training": bool(dossier.courses), "incubation": dossier.is_tenant(), "contest": dossier.prizes > 0}
    given = {name: facts[name] for name in link.value if name in facts}
    return (Reason(code="linked_with_help", status=status_of(any(given.values())), force=Force.AIM,
                   citation=link.citation, given=given, text="与创业培训、孵化、赛事联动"),)


def priority_reasons(dossier: Dossier, kind: LoanKind, policy: PolicyView, today: date) -> tuple[Reason, ...]:
    """Who comes first, where a document says so (chuxiong-2024 二（二）5); it never puts others back to no."""
    if not policy.has("priority_groups"):
        return ()
    first = policy.parameter("priority_groups")
    held = {evidence.group.value for evidence in dossier.groups_on(today)} | {kind.value}
    if not held & set(first.value):
        return ()
    return (Reason(code="comes_first", status=Status.MET, force=Force.ENCOURAGED, citation=first.citation,
                   text="优先给予贷款扶持"),)


def papers_needed(kind: LoanKind, reasons: tuple[Reason, ...]) -> tuple[PaperKind, ...]:
    """The papers wanted for a kind of loan: only for what the reasons show as not known."""
    unknown = {reason.code for reason in reasons if reason.status in (Status.UNMET, Status.UNKNOWN)}
    wanted = {
        PaperKind.GROUP_PROOF: "target_group_recognised" in unknown,
        PaperKind.BUSINESS_LICENCE: "business_registered" in unknown,
        PaperKind.PARTNERSHIP_AGREEMENT: kind is LoanKind.PARTNERSHIP,
        PaperKind.STAFF_ROSTER: kind is LoanKind.SMALL_ENTERPRISE,
    }
    return tuple(paper for paper, asked in wanted.items() if asked)


