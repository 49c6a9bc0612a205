"""How a training plan goes through the year."""

from contracts.answers import CitationAnswer
from contracts.fields import area_code, count, day, flag, many, nested, text
from contracts.messages import answer, part


@answer
class MonthDone:
    """Person-times completed up to the end of a month."""

    month: int = count("月份", at_least=1, at_most=12)
    done: int = count("累计完成人次", at_least=None)


@part
class DaysElapsed:
    """How much of the year is over, today included."""

    elapsed: int = count("已过天数")
    of: int = count("全年天数")


@answer
class CoursePace:
    """One course: planned, what should be done by today, what is, and by how many it is behind."""

    course: str = text("课程")
    label: str = text("课程名称")
    unit: str = text("单位")
    planned: int | None = count("计划", optional=True)
    expected: int | None = count("到今天应完成", optional=True)
    actual: int = count("已完成", at_least=None)
    behind: int | None = count("落后", optional=True)
    reached: bool | None = flag("是否完成", optional=True)
    months: tuple[MonthDone, ...] = many(MonthDone, "各月累计", default=())


@answer
class PacePage:
    """A plan's pace; `complete` only when every course is, whatever the total."""

    area: str = area_code("地区")
    area_name: str = text("地区名称")
    year: int = count("年度")
    on: str = day("截至")
    days: DaysElapsed = nested(DaysElapsed, "已过天数")
    complete: bool | None = flag("各课程是否均已完成", optional=True)
    citation: CitationAnswer | None = nested(CitationAnswer, "计划依据", optional=True)
    reading: str | None = text("采用的理解", at_most=2000, optional=True)
    reading_citation: CitationAnswer | None = nested(CitationAnswer, "进度算法依据", optional=True)
    courses: tuple[CoursePace, ...] = many(CoursePace, "各课程", default=())
