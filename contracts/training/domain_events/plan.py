"""The year's plan of seats."""

from contracts.fields import area_code, count, data, identifier
from contracts.messages import event


@event("training.plan_opened.v1", entity="plan", label="培训计划已下达")
class PlanOpened:
    """A city's seats for a year: {course: 人次}."""

    plan_id: str = identifier("计划")
    area: str = area_code("市州")
    year: int = count("年度")
    seats: dict = data("各课程计划人次")
