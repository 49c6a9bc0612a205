"""Who is in a class, and who waits."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, flag, identifier, many, text
from contracts.messages import event, part
from contracts.training import Course, EnrolmentState


@part
class EnrolmentPublic:
    """The public state of one enrolment."""

    enrolment_id: str = identifier("报名")
    person_id: str = identifier("学员")
    class_id: str = identifier("班级")
    title: str = text("班级名称")
    area: str = area_code("开班县市区")
    city: str = area_code("市州")
    course: Course = choice(Course, "培训课程")
    state: EnrolmentState = choice(EnrolmentState, "状态")


@event("training.trainee_enrolled.v1", entity="enrolment", person="person_id", label="已报名创业培训")
class TraineeEnrolled(EnrolmentPublic):
    """A person has a place in a class."""

    starts_on: date = day("开班日期")


@event("training.trainee_waiting.v1", entity="enrolment", person="person_id", label="列入培训候补")
class TraineeWaiting(EnrolmentPublic):
    """A person waits for a place; `priority` holders come first, then who waits longest."""

    starts_on: date = day("开班日期")
    priority: bool = flag("优先")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("training.enrolment_withdrawn.v1", entity="enrolment", person="person_id", label="退出培训班级")
class EnrolmentWithdrawn(EnrolmentPublic):
    """A person gave up a place, was taken off the class, or the class is not held."""

    ground: str = text("理由", at_most=500)
