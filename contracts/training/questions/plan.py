"""The year's plan of seats in depth."""

from contracts.actors import Role
from contracts.fields import area_code, choice, count
from contracts.messages import question
from contracts.training import Course

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.show_plan_ledger", by=(*_STAFF, Role.SYSTEM))
class ShowPlanLedger:
    """A city's seats of one course: free, reserved, used, topped up, and every entry."""

    area: str = area_code("市州")
    year: int = count("年度", at_least=2024, at_most=2100)
    course: Course = choice(Course, "培训课程")


@question("training.show_plan_shares", by=(*_STAFF, Role.CLERK))
class ShowPlanShares:
    """A city's plan by course and county: what was shared, what is still at the city, what happened where."""

    area: str = area_code("市州")
    year: int = count("年度", at_least=2024, at_most=2100)
