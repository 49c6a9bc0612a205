"""Announced about an application up to its qualification; what any desk may say of a loan."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, identifier, many, many_texts, money, text
from contracts.loans import Desk, LoanKind, LoanState, WishState
from contracts.loans.commands import Paper
from contracts.messages import event, part


@part
class LoanPublic:
    """The public state of a loan. `amount` is what is applied for, from the bank's approval what is lent."""

    loan_id: str = identifier("贷款")
    person_id: str = identifier("借款人")
    area: str = area_code("县市区")
    city: str = area_code("市州")
    kind: LoanKind = choice(LoanKind, "贷款种类")
    title: str = text("名称")
    amount: int = money("金额")
    term_months: int = count("期限（月）")
    bank_id: str = identifier("经办银行")
    guarantee_body_id: str | None = identifier("担保机构", optional=True)
    business_id: str | None = identifier("经营主体", optional=True)
    state: LoanState = choice(LoanState, "状态")
    outstanding: int | None = money("未还本金", optional=True)
    due_on: date | None = day("到期日", optional=True)
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("loans.application_submitted.v1", entity="loan", person="person_id", label="申请创业担保贷款")
class ApplicationSubmitted(LoanPublic):
    """A person applied. `came_from` says by which way."""

    purpose: str = text("贷款用途")
    partner_ids: tuple[str, ...] = many_texts("合伙人", default=())
    employees: int = count("职工人数", default=0)
    employees_of_groups: int = count("吸纳重点群体人数", default=0)
    papers: tuple[Paper, ...] = many(Paper, "材料", default=())
    came_from: str = text("来源", at_most=40)


@event("loans.papers_added.v1", entity="loan", person="person_id", label="补充贷款材料")
class PapersAdded(LoanPublic):
    """The person gave papers that were asked for."""

    papers: tuple[Paper, ...] = many(Paper, "材料")


@event("loans.returned.v1", entity="loan", person="person_id", label="贷款申请需要补正")
class LoanReturned(LoanPublic):
    """Something must be put right at a desk: `missing` names papers to add, or what the bank has to change."""

    about: Desk = choice(Desk, "环节")
    missing: tuple[str, ...] = many_texts("需补正的内容", default=())


@event("loans.referred.v1", entity="loan", person="person_id", label="贷款事项转人工决定")
class LoanReferred(LoanPublic):
    """A step waits for a named role's decision."""

    about: Desk = choice(Desk, "环节")
    referred_to: str = text("决定人", at_most=64)


@event("loans.qualified.v1", entity="loan", person="person_id", label="贷款资格审核通过")
class LoanQualified(LoanPublic):
    """The borrower qualifies. `grounds` are those on which the counter-guarantee may be waived by an officer."""

    grounds: tuple[str, ...] = many_texts("可免除反担保的依据", default=())


@event("loans.declined.v1", entity="loan", person="person_id", label="贷款申请未获同意")
class LoanDeclined(LoanPublic):
    """A person decided against it, with a ground and the way to appeal."""

    about: Desk = choice(Desk, "环节")
    ground: str = text("理由", at_most=500)
    appeal: str = text("救济途径", at_most=500)


@event("loans.withdrawn.v1", entity="loan", person="person_id", label="撤回贷款申请")
class LoanWithdrawn(LoanPublic):
    """The person took the application back."""


@event("loans.flagged.v1", entity="loan", person="person_id", label="贷款所依据的情况有变化")
class LoanFlagged(LoanPublic):
    """What a loan or application rests on has changed; its desk looks at it, nothing is decided by it."""

    cause: str = text("变化", at_most=64)


@event("loans.wish_declined.v1", entity="wish", person="person_id", label="一件事申请中的贷款未能受理")
class WishDeclined:
    """A wish of a form opened no application; `faults` say what is to be put right."""

    wish_id: str = identifier("申请事项")
    matter_id: str = identifier("申请")
    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    state: WishState = choice(WishState, "状态")
    title: str = text("名称")
    faults: tuple[str, ...] = many_texts("需补正的内容", default=())
    todo: str = text("下一步", at_least=0, at_most=500, default="")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
