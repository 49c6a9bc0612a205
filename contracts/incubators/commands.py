"""What may be asked of incubators."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, flag, identifier, many_texts, text
from contracts.incubators import BaseKind, BaseLevel, Leaving, RequestKind, SpaceKind
from contracts.messages import command

_RECOGNISERS = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("incubators.recognise_base", by=_RECOGNISERS)
class RecogniseBase:
    """Recognise a base at a level of government; a base that is known already rises to the level named."""

    base_id: str | None = identifier("基地编号", optional=True)
    name: str = text("基地名称", at_most=100)
    area: str = area_code("所在县市区")
    level: BaseLevel = choice(BaseLevel, "认定级别")
    kind: BaseKind = choice(BaseKind, "基地类型")
    operator_id: str = identifier("运营单位")
    places: int = count("工位数", at_least=0, at_most=10_000)
    government_funded: bool = flag("是否政府投资", default=False)


@command("incubators.withdraw_base", by=_RECOGNISERS)
class WithdrawBase:
    """Take a base's recognition back, with a ground."""

    base_id: str = identifier("基地编号")
    ground: str = text("理由", at_least=4, at_most=500)


@command("incubators.open_space", by=(Role.BASE_OPERATOR,))
class OpenSpace:
    """Add a room or desks with free places to one's own base."""

    base_id: str = identifier("基地编号")
    label: str = text("场地名称", at_most=60)
    kind: SpaceKind = choice(SpaceKind, "场地类型")
    places: int = count("工位数", at_least=1, at_most=10_000)
    shared_equipment: tuple[str, ...] = many_texts("可共享设备", at_most=50, default=())


@command("incubators.accept_invitation", by=(Role.CITIZEN,))
class AcceptInvitation:
    """Accept an invitation: the application for a tenancy is filled in from it."""

    invitation_id: str = identifier("邀请编号")
    business_id: str | None = identifier("经营主体", optional=True)
    project: str = text("创业项目", at_most=100, default="创业项目")


@command("incubators.apply_for_tenancy", by=(Role.CITIZEN,))
class ApplyForTenancy:
    """Apply for a place in a base without an invitation."""

    base_id: str = identifier("基地编号")
    business_id: str | None = identifier("经营主体", optional=True)
    project: str = text("创业项目", at_most=100)


@command("incubators.admit_tenant", by=(Role.BASE_OPERATOR,))
class AdmitTenant:
    """Give an applicant a place in one's own base; without a free place the applicant waits."""

    tenancy_id: str = identifier("入驻申请")
    supported_until: date | None = day("扶持期至", optional=True)


@command("incubators.refuse_tenant", by=(Role.BASE_OPERATOR,))
class RefuseTenant:
    """Refuse an applicant, with a ground."""

    tenancy_id: str = identifier("入驻申请")
    ground: str = text("理由", at_least=4, at_most=500)


@command("incubators.leave_base", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class LeaveBase:
    """End a tenancy: graduated, or left."""

    tenancy_id: str = identifier("入驻编号")
    how: Leaving = choice(Leaving, "退出方式")
    ground: str = text("说明", at_most=500)


@command("incubators.report_jobs", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class ReportJobs:
    """Report how many people a tenant employs on a day."""

    tenancy_id: str = identifier("入驻编号")
    jobs: int = count("吸纳就业人数", at_least=0, at_most=100_000)
    as_of: date = day("截至日期")


@command("incubators.request_service", by=(Role.CITIZEN,))
class RequestService:
    """A tenant asks its base for a service."""

    tenancy_id: str = identifier("入驻编号")
    kind: RequestKind = choice(RequestKind, "服务类型")


@command("incubators.handle_service_request", by=(Role.BASE_OPERATOR,))
class HandleServiceRequest:
    """Say that a request was met, and how."""

    service_request_id: str = identifier("服务请求")
    result: str = text("办理结果", at_least=2, at_most=500)


@command("incubators.refresh_data", by=(Role.BASE_OPERATOR,))
class RefreshData:
    """Confirm the data of one's own base, or of one of its tenants, as true, accurate and complete today."""

    base_id: str = identifier("基地编号")
    tenancy_id: str | None = identifier("入驻编号", optional=True)


@command("incubators.hold_base_staff_course", by=(Role.CITY_STAFF,))
class HoldBaseStaffCourse:
    """Record the yearly course for the people who run bases, with its subjects."""

    area: str = area_code("市州")
    held_on: date = day("举办日期")
    subjects: tuple[str, ...] = many_texts("培训内容", at_most=20)
    attended: int = count("参训人数", at_least=1, at_most=10_000)


@command("incubators.recommend_base", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class RecommendBase:
    """Put a base forward for recognition by the province or the nation."""

    base_id: str = identifier("基地编号")
    level: BaseLevel = choice(BaseLevel, "推荐级别")


@command("incubators.resolve_tenancy_question", by=(Role.CLERK, Role.REVIEWER, Role.CITY_STAFF))
class ResolveTenancyQuestion:
    """Decide whether a tenancy goes on whose ground no longer holds."""

    tenancy_question_id: str = identifier("待核实事项")
    keep: bool = flag("是否继续在孵")
    ground: str = text("理由", at_least=4, at_most=500)


@command("incubators.lapse_invitation", by=(Role.CALENDAR,))
class LapseInvitation:
    """The calendar: an invitation that nobody accepted has run its days."""

    invitation_id: str = identifier("邀请编号")


@command("incubators.lapse_fast_track", by=(Role.CALENDAR,))
class LapseFastTrack:
    """The calendar: a place kept for a prize winner has run its days."""

    fast_track_id: str = identifier("留位编号")


@command("incubators.close_visit_year", by=(Role.CALENDAR,))
class CloseVisitYear:
    """The calendar: the year is over in which a base's mentors owed their visits."""

    base_id: str = identifier("基地编号")
    year: int = count("年度", at_least=2024, at_most=2100)
