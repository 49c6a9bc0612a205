"""The timetable of a class."""

from contracts.fields import area_code, choice, count, identifier, many, text
from contracts.messages import event, part
from contracts.training import TimetableState
from contracts.training.commands.sessions import PlannedSession


@part
class TimetablePublic:
    """The timetable of a class after the event."""

    timetable_id: str = identifier("课程安排")
    class_id: str = identifier("班级")
    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    title: str = text("班级名称")
    timetable: tuple[PlannedSession, ...] = many(PlannedSession, "课程安排")
    state: TimetableState = choice(TimetableState, "状态")


@event("training.sessions_planned.v1", entity="timetable", label="课程安排已确定")
class SessionsPlanned(TimetablePublic):
    """A class has its timetable."""


@event("training.session_moved.v1", entity="timetable", label="课次调整")
class SessionMoved(TimetablePublic):
    """One session is held at another time or place."""

    session: int = count("课次")
    was: str = text("原安排")
    now: str = text("新安排")
    ground: str = text("理由", at_most=500)


@event("training.lecturer_replaced.v1", entity="timetable", label="更换授课讲师")
class LecturerReplaced(TimetablePublic):
    """Another lecturer teaches these sessions."""

    lecturer_id: str = identifier("原讲师")
    new_lecturer_id: str = identifier("接替讲师")
    sessions: int = count("涉及课次")
    ground: str = text("理由", at_most=500)


@event("training.session_change_told.v1", entity="session_notice", person="person_id", label="上课安排有变")
class SessionChangeTold:
    """A trainee is told of a moved session."""

    session_notice_id: str = identifier("通知")
    person_id: str = identifier("学员")
    class_id: str = identifier("班级")
    area: str = area_code("开班县市区")
    title: str = text("通知内容", at_most=400)
