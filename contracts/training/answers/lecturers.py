"""Lecturers of an area."""

from contracts.fields import count, identifier, many, many_texts, text
from contracts.messages import answer


@answer
class ListedLecturer:
    """A lecturer. Without a grade there is no pay level."""

    lecturer_id: str = identifier("讲师")
    area: str = text("所在地区")
    courses: tuple[str, ...] = many_texts("可讲授课程")
    state: str = text("状态")
    classes: int = count("承担班级")
    grade: str | None = text("最近考核等次", optional=True)
    pay_level: str | None = text("课酬等次", optional=True)
    pay_year: int | None = count("课酬执行年度", optional=True)


@answer
class LecturersAnswer:
    """The lecturers of an area."""

    items: tuple[ListedLecturer, ...] = many(ListedLecturer, "讲师", default=())
