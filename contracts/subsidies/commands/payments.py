"""What finance may ask for batches and payments."""

from datetime import date

from contracts.actors import Role
from contracts.fields import area_code, choice, day, flag, identifier, many, many_texts, money, text
from contracts.messages import command, part
from contracts.subsidies import BankResult

_FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER)


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
    """What the bank says of one line; of money that came back (退汇), its day, reference and cause."""

    payment_id: str = identifier("支付")
    result: BankResult = choice(BankResult, "结果")
    paid_on: date = day("支付日期", optional=True)
    bank_reference: str = text("银行流水号", at_most=64, optional=True)
    cause: str = text("原因", at_most=200, optional=True)
    amount: int = money("实付金额", optional=True)


@command("subsidies.record_bank_results", by=_FINANCE)
class RecordBankResults:
    """Take in a bank's result file; lines that are known already change nothing."""

    batch_id: str = identifier("支付批次")
    lines: tuple[BankResultLine, ...] = many(BankResultLine, "回单明细", at_most=20_000)


@command("subsidies.settle_bank_question", by=(Role.FINANCE_CHECKER, Role.FINANCE_APPROVER))
class SettleBankQuestion:
    """Decide, on the bank's own statement, whether a result that contradicts the record is taken or dismissed."""

    bank_question_id: str = identifier("银行结果核对")
    take: bool = flag("是否采用银行结果")
    finding: str = text("核对意见", at_least=4, at_most=500)


@command("subsidies.reassess_paid", by=(Role.CALENDAR,))
class ReassessPaid:
    """The people of a large batch are assessed anew after the bank's results, some at a time, those after `after`."""

    batch_id: str = identifier("支付批次")
    after: str = text("从此人之后", at_least=0, at_most=64, default="")
