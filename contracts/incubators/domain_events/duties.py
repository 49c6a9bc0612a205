"""What bases and cities owe each year, and how far they are."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, many_texts, text
from contracts.incubators import VisitState
from contracts.messages import event


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
