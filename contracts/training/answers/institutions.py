"""Who may teach what."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, flag, identifier, many, text
from contracts.messages import answer
from contracts.training import Course, InstitutionState


@answer
class CourseAllowed:
    """Whether a course may be taught today, with every reason."""

    course: Course = choice(Course, "课程")
    may_teach: bool = flag("可以开班")
    reasons: tuple[ReasonAnswer, ...] = many(ReasonAnswer, "理由", default=())


@answer
class InstitutionAnswer:
    """An institution's standing."""

    institution_id: str = identifier("培训机构")
    title: str = text("机构名称")
    area: str = area_code("机构所在地区")
    state: InstitutionState = choice(InstitutionState, "状态")
    state_label: str = text("状态名称")
    valid_until: date = day("有效期至")
    suspended_until: date | None = day("暂停至", optional=True)
    courses: tuple[CourseAllowed, ...] = many(CourseAllowed, "各课程", default=())
