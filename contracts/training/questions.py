"""What staff may ask training in depth. Citizen and public pages read the zone instead."""

from contracts.actors import Role
from contracts.fields import area_code, choice, count, identifier
from contracts.messages import question
from contracts.training import Course

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.show_plan_ledger", by=(*_STAFF, Role.SYSTEM))
class ShowPlanLedger:
    """A city's seats of one course: free, reserved, used, topped up, and every entry."""

    area: str = area_code("市州")
    year: int = count("年度", at_least=2024, at_most=2100)
    course: Course = choice(Course, "培训课程")


@question("training.list_lecturers", by=(*_STAFF, Role.CLERK))
class ListLecturers:
    """The lecturers of an area with their courses, workload and the grade that sets their pay level."""

    area: str = area_code("地区")


@question("training.show_success_rate", by=(*_STAFF, Role.CLERK))
class ShowSuccessRate:
    """How many who completed in a year registered a business afterwards, beside what the document strives for."""

    area: str = area_code("地区")
    year: int = count("结业年度", at_least=2024, at_most=2100)


@question("training.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("training.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in training's own tables."""
