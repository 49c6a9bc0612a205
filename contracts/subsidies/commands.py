"""What may be asked of subsidies."""

from datetime import date

from contracts.actors import Role
from contracts.fields import (
    area_code,
    choice,
    count,
    day,
    flag,
    identifier,
    many,
    many_texts,
    money,
    text,
)
from contracts.messages import command, part
from contracts.subsidies import BankResult

_DESK = (Role.CLERK, Role.REVIEWER)
_UPPER_DESK = (Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)
_BUDGET_KEEPERS = (Role.CITY_STAFF, Role.PROVINCE_STAFF)
_FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER)


@command("subsidies.accept_offer", by=(Role.CITIZEN,))
class AcceptOffer:
    """Take an offer 免申即享 with one click; the claim is filled from what the platform knows."""

    offer_id: str = identifier("待享补贴")


@command("subsidies.submit_claim", by=(Role.CITIZEN,))
class SubmitClaim:
    """Claim a programme for oneself without waiting for an offer."""

    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    business_id: str = identifier("经营主体", optional=True)
    files: tuple[str, ...] = many_texts("材料", at_most=50, default=())


@command("subsidies.resubmit_claim", by=(Role.CITIZEN,))
class ResubmitClaim:
    """Hand in a returned claim again; its clock runs on."""

    claim_id: str = identifier("申领")
    files: tuple[str, ...] = many_texts("材料", at_most=50, default=())


@command("subsidies.withdraw_claim", by=(Role.CITIZEN,))
class WithdrawClaim:
    """Take one's own claim back before it is in payment."""

    claim_id: str = identifier("申领")


@command("subsidies.verify_claim", by=_DESK)
class VerifyClaim:
    """Confirm what a claim rests on (the first level of review)."""

    claim_id: str = identifier("申领")
    note: str = text("核实意见", at_most=500, optional=True)


@command("subsidies.return_claim", by=_DESK)
class ReturnClaim:
    """Return a claim for correction once, with all faults; its clock is paused."""

    claim_id: str = identifier("申领")
    faults: tuple[str, ...] = many_texts("需补正的内容", at_most=20)


@command("subsidies.approve_claim", by=_UPPER_DESK)
class ApproveClaim:
    """Approve a verified claim at the next level of review; the last one reserves the money."""

    claim_id: str = identifier("申领")
    note: str = text("审核意见", at_most=500, optional=True)


@command("subsidies.refuse_claim", by=_UPPER_DESK)
class RefuseClaim:
    """Refuse a claim: a person's act, with a ground."""

    claim_id: str = identifier("申领")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.resume_claim", by=_UPPER_DESK)
class ResumeClaim:
    """Let a claim that was held go on from the first level of review, with a ground."""

    claim_id: str = identifier("申领")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.open_budget", by=_BUDGET_KEEPERS)
class OpenBudget:
    """Give money to the budget line of a year, area and programme; a line that is open is added to."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")
    amount: int = money("下达金额", at_least=1)
    ground: str = text("文号或说明", at_least=2, at_most=200)


@command("subsidies.open_notice", by=_DESK)
class OpenNotice:
    """Make the approved claims of an area and programme public for the notice days of policy."""

    area: str = area_code("公示地区")
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")


@command("subsidies.close_notice", by=(Role.CALENDAR,))
class CloseNotice:
    """A notice has run its days."""

    notice_id: str = identifier("公示")


@command("subsidies.raise_objection", by=(Role.CITIZEN, *_DESK, Role.SUPERVISOR))
class RaiseObjection:
    """Object to one line of a notice while it runs; that line alone is frozen."""

    notice_id: str = identifier("公示")
    claim_id: str = identifier("申领")
    ground: str = text("异议内容", at_least=4, at_most=500)
    files: tuple[str, ...] = many_texts("材料", at_most=20, default=())


@command("subsidies.resolve_objection", by=_UPPER_DESK)
class ResolveObjection:
    """Decide an objection: upheld holds the claim for a person's decision, dismissed releases its line."""

    objection_id: str = identifier("异议")
    upheld: bool = flag("异议是否成立")
    finding: str = text("处理意见", at_least=4, at_most=500)


@command("subsidies.make_batch", by=(Role.FINANCE_MAKER,))
class MakeBatch:
    """Put the cleared claims of an area into a payment batch; `claim_ids` limits it to some of them."""

    area: str = area_code("地区")
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$", optional=True)
    claim_ids: tuple[str, ...] = many_texts("申领", at_most=10_000, default=())


@command("subsidies.check_batch", by=(Role.FINANCE_CHECKER,))
class CheckBatch:
    """Check a batch as a second person."""

    batch_id: str = identifier("支付批次")


@command("subsidies.approve_batch", by=(Role.FINANCE_APPROVER,))
class ApproveBatch:
    """Approve a checked batch as a third person."""

    batch_id: str = identifier("支付批次")


@command("subsidies.send_back_batch", by=(Role.FINANCE_CHECKER, Role.FINANCE_APPROVER))
class SendBackBatch:
    """Send a batch back with a ground before it is approved."""

    batch_id: str = identifier("支付批次")
    ground: str = text("理由", at_least=2, at_most=500)


@part
class BankResultLine:
    """What the bank says of one line."""

    payment_id: str = identifier("支付")
    result: BankResult = choice(BankResult, "结果")
    paid_on: date = day("支付日期", optional=True)
    bank_reference: str = text("银行流水号", at_most=64, optional=True)
    cause: str = text("原因", at_most=200, optional=True)


@command("subsidies.record_bank_results", by=_FINANCE)
class RecordBankResults:
    """Take in a bank's result file; lines that are known already change nothing."""

    batch_id: str = identifier("支付批次")
    lines: tuple[BankResultLine, ...] = many(BankResultLine, "回单明细", at_most=20_000)


@command("subsidies.decide_claw_back", by=_UPPER_DESK)
class DecideClawBack:
    """Decide whether money that was paid is asked back, with a ground."""

    claw_back_id: str = identifier("追回")
    recover: bool = flag("是否追回")
    ground: str = text("理由", at_least=4, at_most=500)


@command("subsidies.remind_claim", by=(Role.CALENDAR,))
class RemindClaim:
    """A claim's last day is near or over; a claim that is due on another day by now is passed over."""

    claim_id: str = identifier("申领")
    due_on: date = day("办理期限")
    over: bool = flag("期限已过", default=False)


@command("subsidies.reassess_area", by=(Role.CALENDAR,))
class ReassessArea:
    """A policy of this area changed: assess its people again, some at a time, those after `after`."""

    area: str = area_code("地区")
    after: str = text("从此人之后", at_least=0, at_most=64, default="")
