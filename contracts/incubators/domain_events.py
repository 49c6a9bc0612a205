"""What incubators announce. Each event carries the public state of its entity after it."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, text
from contracts.incubators import (
    BaseKind,
    BaseLevel,
    BaseState,
    FastTrackState,
    InvitationState,
    Leaving,
    QuestionState,
    RequestKind,
    RequestState,
    SpaceKind,
    TenancyState,
    VisitState,
)
from contracts.messages import event, part


@part
class BasePublic:
    """The public state of a base."""

    base_id: str = identifier("基地编号")
    name: str = text("基地名称", at_most=100)
    area: str = area_code("所在县市区")
    level: BaseLevel = choice(BaseLevel, "认定级别")
    kind: BaseKind = choice(BaseKind, "基地类型")
    operator_id: str = identifier("运营单位")
    government_funded: bool = flag("是否政府投资")
    state: BaseState = choice(BaseState, "状态")


@event("incubators.base_recognised.v1", entity="base", label="认定创业孵化基地")
class BaseRecognised(BasePublic):
    """A base was recognised at a level, for the first time or a higher one; `added_places` are new."""

    recognised_on: date = day("认定日期")
    added_places: int = count("新增工位")


@event("incubators.base_withdrawn.v1", entity="base", label="撤销基地认定")
class BaseWithdrawn(BasePublic):
    """A base is no longer recognised."""

    ground: str = text("理由", at_most=500)


@event("incubators.base_recommended.v1", entity="base", label="推荐创业孵化基地")
class BaseRecommended(BasePublic):
    """A base was put forward for a higher level."""

    recommended_level: BaseLevel = choice(BaseLevel, "推荐级别")
    city: str = area_code("市州")


@event("incubators.space_opened.v1", entity="space", label="新增孵化场地")
class SpaceOpened:
    """A base has more places; the list of spaces is public."""

    space_id: str = identifier("场地编号")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    name: str = text("场地名称", at_most=60)
    kind: SpaceKind = choice(SpaceKind, "场地类型")
    places: int = count("工位数")
    shared_equipment: tuple[str, ...] = many_texts("可共享设备", default=())


@event("incubators.places_changed.v1", entity="place_count", label="基地空位变化")
class PlacesChanged:
    """How many places of a base are free, kept for prize winners and taken, after something moved."""

    place_count_id: str = identifier("空位统计")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    area: str = area_code("所在县市区")
    total: int = count("工位总数")
    free: int = count("空位")
    kept: int = count("留位")
    taken: int = count("在用")


@part
class InvitationPublic:
    """The public state of an invitation; no base is named while it is deferred."""

    invitation_id: str = identifier("邀请编号")
    person_id: str = identifier("受邀人")
    area: str = area_code("县市区")
    title: str = text("标题")
    state: InvitationState = choice(InvitationState, "状态")
    base_id: str | None = identifier("基地编号", optional=True)
    base_name: str | None = text("基地名称", at_most=100, optional=True)
    base_level: BaseLevel | None = choice(BaseLevel, "基地级别", optional=True)
    operator_id: str | None = identifier("运营单位", optional=True)
    due_on: date | None = day("保留至", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("incubators.invitation_sent.v1", entity="invitation", person="person_id", label="邀请入驻创业孵化基地")
class InvitationSent(InvitationPublic):
    """A person who completed a course is invited to a base with free space, until the end of `due_on`."""


@event("incubators.invitation_deferred.v1", entity="invitation", person="person_id", label="孵化基地暂无空位，邀请顺延")
class InvitationDeferred(InvitationPublic):
    """No base of the city has room; the invitation goes out when one has."""


@event("incubators.invitation_accepted.v1", entity="invitation", person="person_id", label="接受入驻邀请")
class InvitationAccepted(InvitationPublic):
    """The person accepted; their application for a tenancy is made."""


@event("incubators.invitation_lapsed.v1", entity="invitation", person="person_id", label="入驻邀请到期")
class InvitationLapsed(InvitationPublic):
    """Nobody accepted in time; the person may still apply."""


@event("incubators.invitation_questioned.v1", entity="invitation", person="person_id", label="入驻邀请的依据有变")
class InvitationQuestioned(InvitationPublic):
    """The certificate that the invitation rests on was revoked; it can't be accepted."""


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
class ServiceRequestPublic:
    """The public state of a tenant's request; `operator_id` has it."""

    service_request_id: str = identifier("服务请求")
    tenancy_id: str = identifier("入驻编号")
    person_id: str = identifier("创业者")
    base_id: str = identifier("基地编号")
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    kind: RequestKind = choice(RequestKind, "服务类型")
    title: str = text("标题")
    state: RequestState = choice(RequestState, "状态")
    requested_on: date = day("提出日期")


@event("incubators.service_requested.v1", entity="service_request", person="person_id", label="向基地提出服务请求")
class ServiceRequested(ServiceRequestPublic):
    """A tenant asked its base for a service."""


@event("incubators.service_request_handled.v1", entity="service_request", person="person_id", label="服务请求已办结")
class ServiceRequestHandled(ServiceRequestPublic):
    """The base met a request."""

    result: str = text("办理结果", at_most=500)
    handled_on: date = day("办结日期")


@event("incubators.service_rendered.v1", entity="service_act", person="person_id", label="孵化服务可评价")
class ServiceRendered:
    """A person received a service from a base and may rate it once."""

    service_act_id: str = identifier("服务事项")
    person_id: str = identifier("创业者")
    provider_id: str = identifier("服务单位")
    area: str = area_code("县市区")
    what: str = text("服务内容")


@event("incubators.visit_counted.v1", entity="visit_count", label="导师到基地指导计数")
class VisitCounted:
    """How many visits of mentors a base has this year, of how many required (hunan-2024 二（三）2)."""

    visit_count_id: str = identifier("计数编号")
    base_id: str = identifier("基地编号")
    base_name: str | None = text("基地名称", at_most=100, optional=True)
    operator_id: str | None = identifier("运营单位", optional=True)
    area: str = area_code("所在县市区")
    title: str = text("标题")
    year: int = count("年度")
    counted: int = count("已记次数")
    required: int = count("要求次数")
    due_on: date = day("期限")
    state: VisitState = choice(VisitState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@part
class FastTrackPublic:
    """The public state of a place that is kept for a prize winner; no base is named while none has room."""

    fast_track_id: str = identifier("留位编号")
    person_id: str = identifier("获奖者")
    area: str = area_code("县市区")
    title: str = text("标题")
    state: FastTrackState = choice(FastTrackState, "状态")
    base_id: str | None = identifier("基地编号", optional=True)
    base_name: str | None = text("基地名称", at_most=100, optional=True)
    operator_id: str | None = identifier("运营单位", optional=True)
    due_on: date | None = day("保留至", optional=True)
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("incubators.fast_track_reserved.v1", entity="fast_track", person="person_id", label="获奖项目留位入驻")
class FastTrackReserved(FastTrackPublic):
    """A place is kept for a prize winner until the end of `due_on`."""


@event("incubators.fast_track_waiting.v1", entity="fast_track", person="person_id", label="获奖项目等候空位")
class FastTrackWaiting(FastTrackPublic):
    """No base of the city has a place to keep yet."""


@event("incubators.fast_track_lapsed.v1", entity="fast_track", person="person_id", label="留位到期")
class FastTrackLapsed(FastTrackPublic):
    """The kept place was not taken in time and is free again."""


@event("incubators.fast_track_used.v1", entity="fast_track", person="person_id", label="留位已入驻")
class FastTrackUsed(FastTrackPublic):
    """The prize winner took the kept place."""


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


@event("incubators.data_refreshed.v1", entity="data_refresh", label="基地信息更新进度")
class DataRefreshed:
    """How much of a base's data was confirmed this year: the base itself, and tenants of all its tenants."""

    data_refresh_id: str = identifier("更新编号")
    base_id: str = identifier("基地编号")
    base_name: str = text("基地名称", at_most=100)
    operator_id: str = identifier("运营单位")
    area: str = area_code("所在县市区")
    year: int = count("年度")
    base_refreshed: bool = flag("基地信息已更新")
    tenants_refreshed: int = count("已更新在孵实体")
    tenants: int = count("在孵实体")


@event("incubators.base_data_updated.v1", entity="data_refresh", label="基地信息更新完成")
class BaseDataUpdated(DataRefreshed):
    """Base and every tenant are confirmed, one missing and it is not complete (hunan-2024 二（三）1)."""

    updated_on: date = day("完成日期")
    on_time: bool = flag("按期完成")


@event("incubators.base_staff_course_held.v1", entity="staff_course", label="举办基地人员业务培训班")
class BaseStaffCourseHeld:
    """A city held the yearly course for people who run bases; `missing_subjects` of the four are not named."""

    staff_course_id: str = identifier("培训班")
    area: str = area_code("市州")
    held_on: date = day("举办日期")
    subjects: tuple[str, ...] = many_texts("培训内容")
    missing_subjects: tuple[str, ...] = many_texts("未含内容")
    attended: int = count("参训人数")
