"""Dispatches of lecturers to classes."""

from contracts.actors import Role
from contracts.fields import flag, identifier, text
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.dispatch_lecturer", by=(Role.INSTITUTION_STAFF, *_OFFICE))
class DispatchLecturer:
    """Ask a lecturer, from anywhere in the province, to teach a class; the lecturer answers."""

    class_id: str = identifier("班级")
    lecturer_id: str = identifier("讲师")


@command("training.answer_dispatch", by=(Role.LECTURER,))
class AnswerDispatch:
    """A lecturer's own answer to a dispatch; who declines says why, so that the office can look elsewhere."""

    dispatch_id: str = identifier("派遣")
    accept: bool = flag("是否接受")
    ground: str | None = text("理由", at_least=2, at_most=500, optional=True)
