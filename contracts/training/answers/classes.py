"""What became of a roster, and one class in depth."""

from datetime import date

from contracts.answers import DecisionAnswer
from contracts.fields import area_code, choice, count, day, flag, identifier, many, text
from contracts.messages import answer
from contracts.training import ClassState, Course, EnrolmentState
from contracts.training.commands.sessions import PlannedSession


@answer
class RosterRow:
    """What became of one row of a roster."""

    person_id: str = identifier("学员")
    accepted: bool = flag("是否接收")
    waiting: bool = flag("是否候补", default=False)
    enrolment_id: str = identifier("报名", optional=True)
    reason: str = text("原因", optional=True)


@answer
class EnrolmentAnswer(DecisionAnswer):
    """The decision on a roster, row by row."""

    rows: tuple[RosterRow, ...] = many(RosterRow, "逐行结果", default=())


@answer
class ExaminationShown:
    """One sitting of an examination."""

    attempt: int = count("第几次考核")
    mark: int = count("考核成绩")
    held_on: date = day("考核日期")
    passed: bool = flag("是否合格")


@answer
class TraineeShown:
    """One trainee of a class; `place` is the place on the waiting list."""

    enrolment_id: str = identifier("报名")
    person_id: str = identifier("学员")
    state: EnrolmentState = choice(EnrolmentState, "状态")
    present: int = count("到课次数")
    to_decide: int = count("待核实签到")
    certificate_number: str | None = text("证书编号", optional=True)
    place: int | None = count("候补顺位", optional=True)
    examinations: tuple[ExaminationShown, ...] = many(ExaminationShown, "考核记录", default=())


@answer
class ClassShown:
    """A class with its timetable and trainees."""

    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称")
    seats: int = count("计划人数")
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    sessions: int = count("课次")
    state: ClassState = choice(ClassState, "状态")
    timetable: tuple[PlannedSession, ...] = many(PlannedSession, "课程安排", default=())
    trainees: tuple[TraineeShown, ...] = many(TraineeShown, "学员", default=())
