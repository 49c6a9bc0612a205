"""What may be asked for budgets."""

from contracts.actors import Role
from contracts.fields import area_code, count, identifier, money, text
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


@command("subsidies.propose_transfer", by=_BUDGET_KEEPERS)
class ProposeTransfer:
    """Ask for money to move from one budget line of a year to another; a second person confirms it."""

    year: int = count("年度", at_least=2013, at_most=2100)
    from_area: str = area_code("调出地区")
    from_programme: str = text("调出补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    to_area: str = area_code("调入地区")
    to_programme: str = text("调入补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    amount: int = money("调剂金额", at_least=1)
    ground: str = text("文号或说明", at_least=2, at_most=200)


@command("subsidies.confirm_transfer", by=_BUDGET_KEEPERS)
class ConfirmTransfer:
    """Confirm a transfer as a second person; the money moves."""

    transfer_id: str = identifier("预算调剂")


@command("subsidies.decline_transfer", by=_BUDGET_KEEPERS)
class DeclineTransfer:
    """Decline a transfer, or take one's own back, with a ground."""

    transfer_id: str = identifier("预算调剂")
    ground: str = text("理由", at_least=2, at_most=200)
