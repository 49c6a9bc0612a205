"""What may be asked for budgets."""

from contracts.actors import Role
from contracts.fields import area_code, count, money, text
from contracts.messages import command

_BUDGET_KEEPERS = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.open_budget", by=_BUDGET_KEEPERS)
class OpenBudget:
    """Give money to the budget line of a year, area and programme; a line that is open is added to."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    amount: int = money("下达金额", at_least=1)
    ground: str = text("文号或说明", at_least=2, at_most=200)
