"""Lecturers of an area."""

from datetime import date

from contracts.answers import CitationAnswer
from contracts.fields import count, day, flag, identifier, many, many_texts, money, nested, text
from contracts.messages import answer


@answer
class ListedLecturer:
    """A lecturer. Without a grade there is no pay level, and without a rate by grade no figure."""

    lecturer_id: str = identifier("讲师")
    area: str = text("所在地区")
    courses: tuple[str, ...] = many_texts("可讲授课程")
    state: str = text("状态")
    tier: str | None = text("梯队", optional=True)
    requested_on: date | None = day("申请日期", optional=True)
    registered_on: date | None = day("登记入库和公布日期", optional=True)
    verified_on: date | None = day("认证日期", optional=True)
    appraised_on: date | None = day("最近考核日期", optional=True)
    classes: int = count("承担班级")
    sessions: int = count("承担课次")
    appraisal_missing: bool = flag("当年授课而未考核")
    grade: str | None = text("最近考核等次", optional=True)
    pay_level: str | None = text("课酬等次", optional=True)
    pay_year: int | None = count("课酬执行年度", optional=True)
    pay_per_session: int | None = money("每课次课酬", optional=True)


@answer
class LecturersAnswer:
    """The lecturers of an area, how many there are, and what the area's document aims at."""

    year: int = count("年度")
    items: tuple[ListedLecturer, ...] = many(ListedLecturer, "讲师", default=())
    tier_citation: CitationAnswer | None = nested(CitationAnswer, "梯队依据", optional=True)
    pay_citation: CitationAnswer | None = nested(CitationAnswer, "课酬标准依据", optional=True)
