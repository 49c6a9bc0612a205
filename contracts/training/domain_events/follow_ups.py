"""Guidance after the course."""

from contracts.fields import area_code, choice, identifier, many_texts, text
from contracts.messages import event
from contracts.training import Course


@event("training.follow_up_planned.v1", entity="follow_up", person="person_id", label="已安排结业后跟踪帮扶")
class FollowUpPlanned:
    """Guidance after the course is planned; `helpers` are the kinds of people who give it."""

    follow_up_id: str = identifier("跟踪服务")
    person_id: str = identifier("学员")
    area: str = area_code("县市区")
    course: Course = choice(Course, "培训课程")
    helpers: tuple[str, ...] = many_texts("帮扶人员类别")
    state: str = text("状态", at_most=30)
