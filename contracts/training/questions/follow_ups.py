"""What became of trainees."""

from contracts.actors import Role
from contracts.fields import area_code, choice, count, identifier
from contracts.messages import question
from contracts.training import Course, Figure, SplitBy

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.show_success_rate", by=(*_STAFF, Role.CLERK))
class ShowSuccessRate:
    """A year's success rate and pass rate, beside what the area's document strives for; split as asked."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)
    split: SplitBy = choice(SplitBy, "分列方式", default=SplitBy.COURSE)


@question("training.list_figure_cases", by=(*_STAFF, Role.CLERK))
class ListFigureCases:
    """The cases behind a figure of the rates, of one course, institution or lecturer if named."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)
    figure: Figure = choice(Figure, "数字")
    course: Course | None = choice(Course, "培训课程", optional=True)
    institution_id: str | None = identifier("培训机构", optional=True)
    lecturer_id: str | None = identifier("讲师", optional=True)


@question("training.show_follow_up", by=(*_STAFF, Role.CLERK))
class ShowFollowUp:
    """A trainee's follow-up: every contact in order, and how far they are."""

    follow_up_id: str = identifier("跟踪服务")
