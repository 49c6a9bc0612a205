"""What training answers beyond a decision's own answer."""

from contracts.answers import DecisionAnswer, ReasonAnswer
from contracts.fields import count, data, flag, identifier, many, many_texts, nested, text
from contracts.messages import answer


@answer
class RosterRow:
    """What became of one row of a roster."""

    person_id: str = identifier("学员")
    accepted: bool = flag("是否接收")
    enrolment_id: str = identifier("报名", optional=True)
    reason: str = text("原因", optional=True)


@answer
class EnrolmentAnswer(DecisionAnswer):
    """The decision on a roster, row by row."""

    rows: tuple[RosterRow, ...] = many(RosterRow, "逐行结果", default=())


@answer
class LedgerEntry:
    """One entry of a seat ledger."""

    account: str = text("账户")
    amount: int = count("人次", at_least=None)
    memo: str = text("摘要")
    booked_at: str = text("时间")


@answer
class PlanLedgerAnswer:
    """A course's seats: plan, free, reserved, used."""

    area: str = text("市州")
    course: str = text("课程")
    plan: int = count("计划")
    topped_up: int = count("追加")
    free: int = count("剩余")
    reserved: int = count("占用")
    used: int = count("完成")
    entries: tuple[LedgerEntry, ...] = many(LedgerEntry, "明细", default=())


@answer
class ReplayedDecision:
    """A stored decision and whether it replays to the same bytes."""

    rule: str = text("规则")
    rule_version: int = count("版本")
    same: bool = flag("重算一致")
    answer: dict = data("重算结果")


@answer
class ReplayAnswer:
    """Replays of every decision on one thing."""

    decisions: tuple[ReplayedDecision, ...] = many(ReplayedDecision, "决定", default=())


@answer
class VerifyAnswer:
    """What does not add up; empty when all does."""

    faults: tuple[str, ...] = many_texts("不一致之处", default=())


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
