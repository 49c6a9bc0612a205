"""Budget lines: a year's money of an area for a programme."""

from casework.decisions import rule
from contracts.decisions import Citation, Decision, Outcome, Reason, Status, status_of
from contracts.subsidies import TransferState
from contracts.subsidies.commands import ConfirmTransfer, DeclineTransfer, OpenBudget
from contracts.subsidies.domain_events import BudgetOpened, TransferBooked, TransferDeclined, TransferProposed
from services.subsidies.model import Transfer

_TWO_PEOPLE = Citation(unsourced="来源文件没有写预算调剂的程序，由两人办理是平台的安全措施；请财政部门确认")


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


def transfer_public(transfer: Transfer, state: TransferState) -> dict:
    """The public state of a transfer after it moved to `state`."""
    same = ("transfer_id", "area", "year", "from_budget_id", "to_area", "to_budget_id", "to_programme", "amount",
            "title", "ground")
    return {name: getattr(transfer, name) for name in same} | {"state": state}


@rule(version=1)
def decide_transfer_proposal(transfer: Transfer, free: int) -> Decision:
    """Money that is free may be asked to move; nothing moves before a second person confirms."""
    enough = Reason(code="free_on_the_line", status=status_of(free >= transfer.amount), citation=_TWO_PEOPLE,
                    text="调出的预算有足够的可用余额", given={"free": yuan(free), "amount": yuan(transfer.amount)})
    if free < transfer.amount:
        return Decision(outcome=Outcome.RETURNED, subject=transfer.transfer_id, reasons=(enough,))
    return Decision(outcome=Outcome.REFERRED, subject=transfer.transfer_id, reasons=(enough,),
                    events=(TransferProposed(**transfer_public(transfer, TransferState.PROPOSED)),))


@rule(version=1)
def decide_transfer(command: ConfirmTransfer, transfer: Transfer, free: int) -> Decision:
    """A second person confirms: the money moves if it is still free. Committed and paid money never moves."""
    enough = Reason(code="free_on_the_line", status=status_of(free >= transfer.amount), citation=_TWO_PEOPLE,
                    text="调出的预算仍有足够的可用余额", given={"free": yuan(free), "amount": yuan(transfer.amount)})
    if free < transfer.amount:
        return Decision(outcome=Outcome.RETURNED, subject=transfer.transfer_id, reasons=(enough,))
    return Decision(outcome=Outcome.GRANTED, subject=transfer.transfer_id, reasons=(enough,),
                    events=(TransferBooked(**transfer_public(transfer, TransferState.BOOKED)),))


@rule(version=1)
def decide_transfer_decline(command: DeclineTransfer, transfer: Transfer) -> Decision:
    """A person declines a transfer, or its proposer takes it back."""
    event = TransferDeclined(**transfer_public(transfer, TransferState.DECLINED), finding=command.ground)
    return Decision(outcome=Outcome.GRANTED, subject=transfer.transfer_id, events=(event,))
