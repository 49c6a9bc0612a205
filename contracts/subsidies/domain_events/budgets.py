"""Budget lines: money given, and moved from one line to another by two people."""

from contracts.fields import area_code, choice, count, identifier, money, text
from contracts.messages import event, part
from contracts.subsidies import TransferState


@event("subsidies.budget_opened.v1", entity="budget", label="补贴预算下达")
class BudgetOpened:
    """A budget line of a year, area and programme got money; `amount` is what this act adds."""

    budget_id: str = identifier("预算")
    area: str = area_code("地区")
    year: int = count("年度")
    programme: str = text("补贴项目", at_most=64)
    amount: int = money("本次下达")
    total: int = money("累计下达")
    ground: str = text("文号或说明", at_most=200)


@part
class TransferPublic:
    """The public state of a transfer between two budget lines of a year; `area` is where the money leaves."""

    transfer_id: str = identifier("预算调剂")
    area: str = area_code("调出地区")
    year: int = count("年度")
    from_budget_id: str = identifier("调出预算")
    to_area: str = area_code("调入地区")
    to_budget_id: str = identifier("调入预算")
    to_programme: str = text("调入补贴项目", at_most=64)
    amount: int = money("调剂金额")
    state: TransferState = choice(TransferState, "状态")
    title: str = text("名称")
    ground: str = text("文号或说明", at_most=200)


@event("subsidies.transfer_proposed.v1", entity="transfer", label="提出预算调剂")
class TransferProposed(TransferPublic):
    """Somebody asks for money to move; nothing has moved yet."""


@event("subsidies.transfer_booked.v1", entity="transfer", label="预算已调剂")
class TransferBooked(TransferPublic):
    """A second person confirmed: the money stands on the other line."""


@event("subsidies.transfer_declined.v1", entity="transfer", label="预算未调剂")
class TransferDeclined(TransferPublic):
    """A transfer was declined or taken back, with a finding."""

    finding: str = text("理由", at_most=200)
