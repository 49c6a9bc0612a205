"""Tenants, from application to leaving."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, text
from contracts.incubators import BaseLevel, Leaving, QuestionState, TenancyState, WishState
from contracts.messages import event, part


@part
class TenancyPublic:
    """The public state of one person's tenancy of one base."""

    tenancy_id: str = identifier("入驻编号")
    person_id: str = identifier("创业者")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    base_level: BaseLevel = choice(BaseLevel, "基地级别")
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    title: str = text("标题")
    business_id: str | None = identifier("经营主体", optional=True)
    state: TenancyState = choice(TenancyState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("incubators.tenant_applied.v1", entity="tenancy", person="person_id", label="申请入驻孵化基地")
class TenantApplied(TenancyPublic):
    """A person asks for a place, on an invitation or without."""

    invitation_id: str | None = identifier("邀请编号", optional=True)
    project: str = text("创业项目", at_most=100)
    applied_on: date = day("申请日期")


@event("incubators.tenant_waiting.v1", entity="tenancy", person="person_id", label="基地暂无空位，列入候补")
class TenantWaiting(TenancyPublic):
    """The base would admit the person and has no free place; the application stays alive."""


@event("incubators.tenant_admitted.v1", entity="tenancy", person="person_id", label="入驻孵化基地")
class TenantAdmitted(TenancyPublic):
    """A person has a place in a base since a day. `supported_until` None: no period is set."""

    since: date = day("入驻日期")
    supported_until: date | None = day("扶持期至", optional=True)
    rent_free: bool = flag("免费场地")
    fast_track_id: str | None = identifier("留位编号", optional=True)


@event("incubators.tenant_refused.v1", entity="tenancy", person="person_id", label="未同意入驻")
class TenantRefused(TenancyPublic):
    """The base's operator refused an application, with a ground."""

    ground: str = text("理由", at_most=500)


@event("incubators.tenant_left.v1", entity="tenancy", person="person_id", label="退出孵化基地")
class TenantLeft(TenancyPublic):
    """A tenancy ended; its place is free again."""

    how: Leaving = choice(Leaving, "退出方式")
    left_on: date = day("退出日期")
    jobs: int = count("退出前吸纳就业人数", default=0)
    ground: str = text("说明", at_most=500)


@event("incubators.tenant_business_noted.v1", entity="tenancy", person="person_id", label="入驻项目登记为经营主体")
class TenantBusinessNoted(TenancyPublic):
    """The business of a tenant became known, or closed (`business_id` is then empty)."""


@event("incubators.jobs_reported.v1", entity="tenancy", person="person_id", label="报告在孵实体吸纳就业")
class JobsReported(TenancyPublic):
    """How many people a tenant employs; `jobs` replaces `jobs_before`."""

    jobs: int = count("吸纳就业人数")
    jobs_before: int = count("此前人数")
    as_of: date = day("截至日期")


@event("incubators.loan_overdue_told.v1", entity="tenancy", person="person_id", label="基地获知在孵实体贷款逾期")
class LoanOverdueTold(TenancyPublic):
    """The base of a tenant whose loan is overdue was told, so that it can help."""

    loan_id: str = identifier("贷款")


@part
class TenancyQuestionPublic:
    """The public state of a doubt about a tenancy."""

    tenancy_question_id: str = identifier("待核实事项")
    tenancy_id: str = identifier("入驻编号")
    person_id: str = identifier("创业者")
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    title: str = text("标题")
    state: QuestionState = choice(QuestionState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@event("incubators.tenancy_questioned.v1", entity="tenancy_question", person="person_id", label="入驻依据有变，待核实")
class TenancyQuestioned(TenancyQuestionPublic):
    """A tenant's certificate was revoked; a person decides whether the tenancy goes on."""


@event("incubators.tenancy_question_resolved.v1", entity="tenancy_question", person="person_id",
       label="入驻依据核实完毕")
class TenancyQuestionResolved(TenancyQuestionPublic):
    """A person decided whether a tenancy goes on."""

    ground: str = text("理由", at_most=500)


@event("incubators.wish_declined.v1", entity="wish", person="person_id", label="一件事申请中的入驻申请未能受理")
class WishDeclined:
    """A wish of a form opened nothing; `faults` say what is to be put right."""

    wish_id: str = identifier("申请事项")
    matter_id: str = identifier("申请")
    person_id: str = identifier("申请人")
    area: str = area_code("办理地区")
    state: WishState = choice(WishState, "状态")
    title: str = text("名称")
    faults: tuple[str, ...] = many_texts("需补正的内容", default=())
    todo: str | None = text("下一步", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
