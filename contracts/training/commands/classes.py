"""Classes from their filing to their end."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, count, day, flag, identifier, text
from contracts.messages import command
from contracts.training import Course

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.file_class", by=(Role.INSTITUTION_STAFF,))
class FileClass:
    """File a class 开班备案 for a county."""

    institution_id: str = identifier("培训机构")
    area: str = area_code("开班县市区")
    course: Course = choice(Course, "培训课程")
    title: str = text("班级名称", at_most=60)
    seats: int = count("计划人数", at_least=1, at_most=500)
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    sessions: int = count("课次", at_least=1, at_most=60)


@command("training.decide_referred_class", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class DecideReferredClass:
    """Decide a class that was referred to the level above, with a ground."""

    class_id: str = identifier("班级")
    approve: bool = flag("是否同意")
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.cancel_class", by=(Role.INSTITUTION_STAFF, Role.CITY_STAFF))
class CancelClass:
    """Cancel a class that nobody has completed; its seats are free again."""

    class_id: str = identifier("班级")
    ground: str = text("理由", at_least=2, at_most=500)


@command("training.correct_class", by=(Role.INSTITUTION_STAFF,))
class CorrectClass:
    """Correct what was filed of a class that has not begun; more seats are taken from the plan, fewer go back."""

    class_id: str = identifier("班级")
    title: str = text("班级名称", at_most=60)
    seats: int = count("计划人数", at_least=1, at_most=500)
    starts_on: date = day("开班日期")
    ends_on: date = day("结业日期")
    sessions: int = count("课次", at_least=1, at_most=60)
    ground: str = text("更正理由", at_least=2, at_most=500)


@command("training.close_class", by=(Role.INSTITUTION_STAFF, Role.CITY_STAFF))
class CloseClass:
    """Close a class that is over; seats that nobody completed go back to the plan."""

    class_id: str = identifier("班级")
