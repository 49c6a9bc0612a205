"""What may be asked after payment."""

from datetime import date

from contracts.actors import Role
from contracts.fields import count, day, flag, identifier, money, text
from contracts.messages import command

_DESK = (Role.CLERK, Role.REVIEWER)
_FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER)
_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.decide_claw_back", by=_UPPER_DESK)
class DecideClawBack:
    """Decide whether money that was paid is asked back, with a ground."""

    claw_back_id: str = identifier("追回")
    recover: bool = flag("是否追回")
    ground: str = text("理由", at_least=4, at_most=500)
    instalments: int = count("分期数", at_least=1, at_most=36, default=1)
    first_due_on: date | None = day("首期期限", optional=True)


@command("subsidies.record_repayment", by=_FINANCE)
class RecordRepayment:
    """Money that came back on a claw-back; the same bank reference counts once."""

    claw_back_id: str = identifier("追回")
    amount: int = money("退回金额", at_least=1)
    received_on: date = day("到账日期")
    bank_reference: str = text("银行流水号", at_most=64)


@command("subsidies.remind_instalment", by=(Role.CALENDAR,))
class RemindInstalment:
    """An instalment's day is over; one that was repaid by then is passed over."""

    claw_back_id: str = identifier("追回")
    line: int = count("期次", at_least=1)


@command("subsidies.check_holding", by=(Role.CALENDAR,))
class CheckHolding:
    """Look again whether what a paid claim must go on fulfilling holds."""

    claim_id: str = identifier("申领")
    round: int = count("次数", at_least=1)


@command("subsidies.end_rectification", by=(Role.CALENDAR,))
class EndRectification:
    """The time to put right what a warning named is over."""

    warning_id: str = identifier("提醒")
    due_on: date = day("整改期限")


@command("subsidies.decide_warning", by=_DESK)
class DecideWarning:
    """Say what was found on the spot: it holds, or it does not and is to be put right by a day."""

    warning_id: str = identifier("提醒")
    holds: bool = flag("是否仍然符合")
    ground: str = text("核实意见", at_least=4, at_most=500)
