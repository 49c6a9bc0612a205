"""Who may teach what."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import area_code, choice, day, flag, identifier, many, many_texts, nested, text
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


@answer
class ListedInstitution:
    """An institution of an area."""

    institution_id: str = identifier("培训机构")
    title: str = text("机构名称")
    area: str = area_code("机构所在地区")
    state: InstitutionState = choice(InstitutionState, "状态")
    courses: tuple[str, ...] = many_texts("可开设课程")
    valid_until: date = day("有效期至")
    suspended_until: date | None = day("暂停至", optional=True)


@answer
class CountyShown:
    """A county by code and name."""

    area: str = area_code("县市区")
    area_name: str = text("县市区名称")


@answer
class InstitutionsAnswer:
    """The institutions of an area; `reason` says whether every county has one, where a document asks for that."""

    items: tuple[ListedInstitution, ...] = many(ListedInstitution, "培训机构", default=())
    uncovered: tuple[CountyShown, ...] = many(CountyShown, "没有可开班机构的县市区", default=())
    reason: ReasonAnswer | None = nested(ReasonAnswer, "是否覆盖到县", optional=True)
