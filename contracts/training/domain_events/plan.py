"""The year's plan of seats, and counties' shares of it."""

from contracts.fields import area_code, choice, count, data, identifier
from contracts.messages import event
from contracts.training import Course


@event("training.plan_opened.v1", entity="plan", label="培训计划已下达")
class PlanOpened:
    """A city's seats for a year: {course: 人次}."""

    plan_id: str = identifier("计划")
    area: str = area_code("市州")
    year: int = count("年度")
    seats: dict = data("各课程计划人次")


@event("training.plan_shared.v1", entity="plan_share", label="培训计划已分解到县市区")
class PlanShared:
    """A county's share of a course's plan; `unshared` seats of the course are still at the city after it."""

    plan_share_id: str = identifier("计划分解")
    area: str = area_code("县市区")
    city: str = area_code("市州")
    year: int = count("年度")
    course: Course = choice(Course, "培训课程")
    seats: int = count("分解人次")
    seats_before: int = count("此前人次")
    unshared: int = count("尚未分解人次")
