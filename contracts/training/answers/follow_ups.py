"""What became of trainees."""

from contracts.answers import ReasonAnswer
from contracts.fields import count, many, nested, text
from contracts.messages import answer


@answer
class CourseSuccess:
    """One course: people who completed it, and those of them who registered a business afterwards."""

    course: str = text("课程")
    completed: int = count("结业人数")
    succeeded: int = count("成功人数")


@answer
class SuccessAnswer:
    """The success rate: two whole numbers, a share that is never rounded up, and how it stands to the aim."""

    area: str = text("地区")
    year: int = count("结业年度")
    completed: int = count("结业人数")
    succeeded: int = count("成功人数")
    percent: str | None = text("成功率（%，只舍不入）", optional=True)
    reason: ReasonAnswer | None = nested(ReasonAnswer, "与目标相比", optional=True)
    courses: tuple[CourseSuccess, ...] = many(CourseSuccess, "各课程", default=())
