"""What became of trainees."""

from datetime import date

from contracts.answers import ReasonAnswer
from contracts.fields import choice, count, day, flag, identifier, many, nested, text
from contracts.messages import answer
from contracts.training import ContactKind, Course, Progress, SplitBy


@answer
class SplitLine:
    """One county, course, institution or lecturer: people who completed, and who of them succeeded in time.

    A class of two lecturers counts for both, so that lecturers' lines may come to more than the whole.
    """

    code: str = text("代码")
    label: str = text("名称")
    enrolled: int = count("参训人次")
    passed: int = count("合格人次")
    pass_percent: str | None = text("合格率（%，只舍不入）", optional=True)
    completed: int = count("结业人数")
    succeeded: int = count("成功人数")
    percent: str | None = text("成功率（%，只舍不入）", optional=True)


@answer
class SuccessAnswer:
    """The rates of an area: whole numbers, shares that are never rounded up, and how they stand to the aims.

    `still_open` completed, have not succeeded and still have time; `followed` were contacted at least once.
    """

    area: str = text("地区")
    year: int = count("年度")
    completed: int = count("结业人数")
    succeeded: int = count("成功人数")
    still_open: int = count("仍在期限内人数")
    followed: int = count("已跟踪帮扶人数")
    percent: str | None = text("成功率（%，只舍不入）", optional=True)
    reason: ReasonAnswer | None = nested(ReasonAnswer, "成功率与目标相比", optional=True)
    means: ReasonAnswer | None = nested(ReasonAnswer, "成功以什么为准", optional=True)
    enrolled: int = count("参训人次")
    passed: int = count("合格人次")
    pass_percent: str | None = text("合格率（%，只舍不入）", optional=True)
    pass_reason: ReasonAnswer | None = nested(ReasonAnswer, "合格率与目标相比", optional=True)
    split: SplitBy = choice(SplitBy, "分列方式")
    lines: tuple[SplitLine, ...] = many(SplitLine, "分列", default=())


@answer
class FigureCase:
    """One case behind a figure: whose (by opaque id), which class, and what became of it."""

    enrolment_id: str = identifier("报名")
    person_id: str = identifier("学员")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = text("县市区")
    course: Course = choice(Course, "课程")
    state: str = text("状态")
    completed_on: date | None = day("结业日期", optional=True)
    business_id: str | None = identifier("经营主体", optional=True)
    registered_on: date | None = day("登记日期", optional=True)
    contacts: int = count("联系次数")
    progress: str | None = text("创业进展", optional=True)


@answer
class FigureCasesAnswer:
    """The cases behind a figure; `more` where there are more than are shown."""

    figure: str = text("数字")
    counted: int = count("数")
    more: bool = flag("还有更多")
    items: tuple[FigureCase, ...] = many(FigureCase, "事项", default=())


@answer
class ContactShown:
    """One contact with a trainee."""

    contact_id: str = identifier("联系")
    helper: str = text("帮扶人员类别")
    helper_id: str = identifier("帮扶人员")
    kind: ContactKind = choice(ContactKind, "联系方式")
    held_on: date = day("联系日期")
    progress: Progress = choice(Progress, "创业进展")
    advice: str | None = text("指导内容", at_most=500, optional=True)


@answer
class FollowUpAnswer:
    """A trainee's follow-up."""

    follow_up_id: str = identifier("跟踪服务")
    person_id: str = identifier("学员")
    area: str = text("县市区")
    course: str = text("课程")
    state: str = text("状态")
    state_label: str = text("状态名称")
    completed_on: date | None = day("结业日期", optional=True)
    progress: Progress | None = choice(Progress, "创业进展", optional=True)
    registered_on: date | None = day("登记日期", optional=True)
    contacts: tuple[ContactShown, ...] = many(ContactShown, "联系记录", default=())
