"""The timetable of a class: when, where and by whom each session is taught."""

from datetime import date

from contracts.actors import Role
from contracts.fields import count, day, identifier, many, text
from contracts.messages import command, part

CLOCK_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


@part
class PlannedSession:
    """One session; times of day in Asia/Shanghai."""

    session: int = count("课次", at_least=1, at_most=60)
    held_on: date = day("上课日期")
    starts_at: str = text("开始时间", pattern=CLOCK_TIME, at_most=5)
    ends_at: str = text("结束时间", pattern=CLOCK_TIME, at_most=5)
    place: str = text("上课地点", at_least=2, at_most=100)
    lecturer_id: str | None = identifier("授课讲师", optional=True)


@command("training.plan_sessions", by=(Role.INSTITUTION_STAFF,))
class PlanSessions:
    """Give a class its timetable, or a new one while no session has been held."""

    class_id: str = identifier("班级")
    timetable: tuple[PlannedSession, ...] = many(PlannedSession, "课程安排", at_most=60)


@command("training.move_session", by=(Role.INSTITUTION_STAFF,))
class MoveSession:
    """Hold one session at another time or place; every trainee of the class is told."""

    class_id: str = identifier("班级")
    session: int = count("课次", at_least=1, at_most=60)
    held_on: date = day("上课日期")
    starts_at: str = text("开始时间", pattern=CLOCK_TIME, at_most=5)
    ends_at: str = text("结束时间", pattern=CLOCK_TIME, at_most=5)
    place: str = text("上课地点", at_least=2, at_most=100)
    ground: str = text("调整理由", at_least=2, at_most=500)


@command("training.replace_lecturer", by=(Role.INSTITUTION_STAFF, Role.CITY_STAFF, Role.PROVINCE_STAFF))
class ReplaceLecturer:
    """Have another dispatched lecturer teach what one was to teach from today on; the first one is released."""

    class_id: str = identifier("班级")
    lecturer_id: str = identifier("原讲师")
    new_lecturer_id: str = identifier("接替讲师")
    ground: str = text("更换理由", at_least=2, at_most=500)
