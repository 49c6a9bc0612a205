"""What may be asked about an appeal against a refusal."""

from datetime import date

from contracts.actors import Role
from contracts.fields import day, flag, identifier, many_files, text
from contracts.messages import command

_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("subsidies.appeal_refusal", by=(Role.CITIZEN, Role.BASE_OPERATOR, Role.CLERK))
class AppealRefusal:
    """Appeal against the refusal of a claim. A clerk who takes it in for somebody hands in the signed paper."""

    claim_id: str = identifier("申领")
    ground: str = text("申诉理由", at_least=4, at_most=500)
    files: tuple[str, ...] = many_files("材料", at_most=20, default=())


@command("subsidies.withdraw_appeal", by=(Role.CITIZEN, Role.BASE_OPERATOR))
class WithdrawAppeal:
    """Take one's own appeal back before it is decided."""

    appeal_id: str = identifier("申诉")


@command("subsidies.take_appeal", by=_UPPER_DESK)
class TakeAppeal:
    """Take an appeal on, as somebody who had no part in the refusal; who had it before hands it over."""

    appeal_id: str = identifier("申诉")


@command("subsidies.decide_appeal", by=_UPPER_DESK)
class DecideAppeal:
    """Decide an appeal, as the one who took it: overturned opens the claim again, upheld leaves it refused."""

    appeal_id: str = identifier("申诉")
    overturned: bool = flag("是否撤销原决定")
    finding: str = text("复核意见", at_least=4, at_most=500)


@command("subsidies.remind_appeal", by=(Role.CALENDAR,))
class RemindAppeal:
    """An appeal's last day is near or over; an appeal that is due on another day by now is passed over."""

    appeal_id: str = identifier("申诉")
    due_on: date = day("办理期限")
    over: bool = flag("期限已过", default=False)
