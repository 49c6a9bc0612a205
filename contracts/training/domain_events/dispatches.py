"""Who teaches which class."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, identifier, many, text
from contracts.messages import event, part
from contracts.training import Course, DispatchState


@part
class DispatchPublic:
    """The public state of a dispatch; `area` is the class's, `home_area` the lecturer's."""

    dispatch_id: str = identifier("派遣")
    lecturer_id: str = identifier("讲师")
    person_id: str = identifier("讲师本人")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    home_area: str = area_code("讲师所在地区")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称")
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    state: DispatchState = choice(DispatchState, "状态")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())
    todo: str | None = text("下一步", optional=True)


@event("training.dispatch_proposed.v1", entity="dispatch", person="person_id", label="收到授课派遣")
class DispatchProposed(DispatchPublic):
    """A lecturer is asked to teach a class."""


@event("training.dispatch_answered.v1", entity="dispatch", person="person_id", label="已答复授课派遣")
class DispatchAnswered(DispatchPublic):
    """The lecturer accepted or declined."""

    ground: str | None = text("理由", at_most=500, optional=True)


@event("training.dispatch_released.v1", entity="dispatch", person="person_id", label="授课派遣解除")
class DispatchReleased(DispatchPublic):
    """The lecturer no longer teaches the class: suspended, replaced, or the class is cancelled."""
