"""The timers of what is to come back in parts, and how much came."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.subsidies.commands import RemindInstalment


def await_instalments(tx, claw_back_id: str) -> None:
    """Have each instalment that is still to come looked at when its day is over."""
    for part in tx.parts_of_claw_back(claw_back_id):
        if part.due_on >= tx.today:
            tx.set_timer(_key(claw_back_id, part.line), start_of(part.due_on + timedelta(days=1)),
                         RemindInstalment(claw_back_id=claw_back_id, line=part.line))


def forget_instalments(tx, claw_back_id: str) -> None:
    """Nothing more is to come back."""
    for part in tx.parts_of_claw_back(claw_back_id):
        tx.drop_timer(_key(claw_back_id, part.line))


def repaid_on(tx, claw_back_id: str) -> int:
    """What came back so far, in 分."""
    return sum(row["amount"] for row in tx.repayments_of(claw_back_id))


def _key(claw_back_id: str, line: int) -> str:
    return f"instalment:{claw_back_id}:{line}"
