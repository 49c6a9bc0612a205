"""Budget lines: a year's money of an area for a programme."""

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Outcome, Reason, Status
from contracts.subsidies.commands import OpenBudget
from contracts.subsidies.domain_events import BudgetOpened


def yuan(fen: int) -> str:
    """An amount in 分 as it travels and is shown: 元 with two decimals, exactly."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def budget_id(year: int, area: str, programme: str) -> str:
    return f"budget:{year}:{area}:{programme}"


@rule(version=1)
def decide_budget(command: OpenBudget, given_so_far: int) -> Decision:
    """A person gives money to a line, on the document named; the line is opened by its first money."""
    line = budget_id(command.year, command.area, command.programme)
    reason = Reason(code="given_by_document", status=Status.MET, text=f"依据：{command.ground}",
                    citation=Citation(unsourced=f"资金文件不在五份来源文件之内：{command.ground}；由财政部门确认"))
    event = BudgetOpened(budget_id=line, area=command.area, year=command.year, programme=command.programme,
                         amount=command.amount, total=given_so_far + command.amount, ground=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=line, reasons=(reason,), events=(event,))
