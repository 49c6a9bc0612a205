"""What may be asked after payment."""

from datetime import date

from contracts.actors import Role
from contracts.fields import count, day, flag, identifier, many_files, money, text
from contracts.messages import command

_DESK = (Role.CLERK, Role.REVIEWER)
_FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER)
_CONCERNED = (Role.CITIZEN, Role.BASE_OPERATOR, Role.CLERK)
_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.decide_claw_back", by=_UPPER_DESK)
class DecideClawBack:
    """Decide whether money that was paid is asked back, with a ground."""

    claw_back_id: str = identifier("追回")
    recover: bool = flag("是否追回")
    ground: str = text("理由", at_least=4, at_most=500)
    instalments: int = count("分期数", at_least=1, at_most=36, default=1)
    first_due_on: date | None = day("首期期限", optional=True)


@command("subsidies.state_case", by=_CONCERNED)
class StateCase:
    """Say something to the question whether money is asked back, before it is decided. A clerk who takes it in for
    somebody hands in the signed paper."""

    claw_back_id: str = identifier("追回")
    statement: str = text("陈述申辩", at_least=4, at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("subsidies.appeal_claw_back", by=_CONCERNED)
class AppealClawBack:
    """Appeal against the decision to ask money back. A clerk who takes it in for somebody hands in the signed paper."""

    claw_back_id: str = identifier("追回")
    ground: str = text("申诉理由", at_least=4, at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("subsidies.record_refund", by=(Role.FINANCE_CHECKER, Role.FINANCE_APPROVER))
class RecordRefund:
    """What came back on a claw-back that was overturned was given again in full, on this day, by this reference."""

    claw_back_id: str = identifier("追回")
    paid_on: date = day("退还日期")
    bank_reference: str = text("银行流水号", at_most=64)


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
