"""What became of trainees."""

from contracts.actors import Role
from contracts.fields import area_code, count
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.show_success_rate", by=(*_STAFF, Role.CLERK))
class ShowSuccessRate:
    """How many who completed in a year registered a business afterwards, beside what the document strives for."""

    area: str = area_code("地区")
    year: int = count("结业年度", at_least=2024, at_most=2100)
