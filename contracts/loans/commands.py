"""What may be asked of loans."""

from datetime import date
from decimal import Decimal

from contracts.actors import Role
from contracts.fields import (
    area_code,
    choice,
    count,
    day,
    file,
    flag,
    identifier,
    many,
    many_files,
    many_texts,
    money,
    number,
    text,
)
from contracts.loans import DayCount, LoanKind, PaperKind, RepaymentMethod, SecurityKind
from contracts.messages import command, part

_AREA_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


# the desks prepare


@command("loans.admit_bank", by=_AREA_STAFF)
class AdmitBank:
    """Make a bank a cooperating one 合作银行 for an area."""

    bank_id: str = identifier("合作银行")
    name: str = text("银行名称", at_most=100)
    area: str = area_code("合作地区")


@command("loans.fund_guarantees", by=_AREA_STAFF)
class FundGuarantees:
    """Open an area's guarantee fund with a body, or add to it; the limit is how much it may guarantee at once."""

    guarantee_body_id: str = identifier("担保机构")
    area: str = area_code("基金地区")
    capital: int = money("增加的基金本金")
    exposure: int = money("增加的担保额度")
    ground: str = text("文号或说明", at_least=2, at_most=200)


@command("loans.confirm_credit_line", by=(Role.BANK_OFFICER,))
class ConfirmCreditLine:
    """A cooperating bank says that it has granted a person credit; amount 0 takes it back."""

    person_id: str = identifier("借款人")
    area: str = area_code("借款人所在地区")
    amount: int = money("授信额度")
    valid_until: date = day("授信有效期至")


# the application


@part
class Paper:
    """One paper: what it shows, and the file that holds it."""

    kind: PaperKind = choice(PaperKind, "材料名称")
    file_id: str = file("文件")


@command("loans.apply_for_loan", by=(Role.CITIZEN,))
class ApplyForLoan:
    """Apply; only papers for what no register knows are wanted. Partners and employees where the kind has them."""

    kind: LoanKind = choice(LoanKind, "贷款种类")
    area: str = area_code("经营所在县市区")
    amount: int = money("申请金额", at_least=1_000_00)
    term_months: int = count("贷款期限（月）", at_least=1, at_most=120)
    purpose: str = text("贷款用途", at_least=2, at_most=200)
    bank_id: str = identifier("经办银行")
    business_id: str | None = identifier("经营主体", optional=True)
    partner_ids: tuple[str, ...] = many_texts("合伙人", at_most=20, default=())
    employees: int = count("职工人数", default=0)
    employees_of_groups: int = count("吸纳重点群体人数", default=0)
    papers: tuple[Paper, ...] = many(Paper, "材料", at_most=20, default=())


@command("loans.add_papers", by=(Role.CITIZEN,))
class AddPapers:
    """Add what was asked for; nothing that was given before is asked again."""

    loan_id: str = identifier("贷款")
    papers: tuple[Paper, ...] = many(Paper, "材料", at_most=20)


@command("loans.withdraw_application", by=(Role.CITIZEN,))
class WithdrawApplication:
    """Take an application back before the contract is signed."""

    loan_id: str = identifier("贷款")


@command("loans.decide_qualification", by=(Role.CLERK, Role.REVIEWER, Role.CITY_STAFF))
class DecideQualification:
    """A person decides an application that was referred, with a ground."""

    loan_id: str = identifier("贷款")
    approve: bool = flag("是否同意")
    ground: str = text("理由", at_least=4, at_most=500)


# counter-guarantee and guarantee


@command("loans.decide_counter_guarantee", by=(Role.GUARANTEE_OFFICER,))
class DecideCounterGuarantee:
    """Waive the counter-guarantee on the named grounds, or ask for it with a reason (可: the officer decides)."""

    loan_id: str = identifier("贷款")
    waive: bool = flag("是否免除反担保")
    ground_ids: tuple[str, ...] = many_texts("免除依据", at_most=20, default=())
    ground: str | None = text("理由", at_least=4, at_most=500, optional=True)


@command("loans.lodge_counter_guarantee", by=(Role.GUARANTEE_OFFICER,))
class LodgeCounterGuarantee:
    """Record what secures the part that was not waived; who stands surety stays in the files."""

    loan_id: str = identifier("贷款")
    kind: SecurityKind = choice(SecurityKind, "反担保方式")
    amount: int = money("反担保金额", at_least=1)
    files: tuple[str, ...] = many_files("文件", at_most=20, default=())


@command("loans.give_guarantee", by=(Role.GUARANTEE_OFFICER,))
class GiveGuarantee:
    """Guarantee a loan from the fund; not to do so is the exception (见贷即担) and needs a ground."""

    loan_id: str = identifier("贷款")
    give: bool = flag("是否担保", default=True)
    ground: str | None = text("不予担保的理由", at_least=4, at_most=500, optional=True)


# the bank


@command("loans.decide_credit", by=(Role.BANK_OFFICER,))
class DecideCredit:
    """The bank approves with its terms, or declines with a ground."""

    loan_id: str = identifier("贷款")
    approve: bool = flag("是否同意")
    annual_rate: Decimal | None = number("年利率（%）", at_least="0", at_most="24", optional=True)
    method: RepaymentMethod = choice(RepaymentMethod, "还款方式", default=RepaymentMethod.INTEREST_MONTHLY)
    day_count: DayCount | None = choice(DayCount, "计息天数约定", optional=True)
    ground: str | None = text("理由", at_least=4, at_most=500, optional=True)


@command("loans.sign_contract", by=(Role.BANK_OFFICER,))
class SignContract:
    """Record the signed contract."""

    loan_id: str = identifier("贷款")
    contract_number: str = text("合同编号", at_most=60)
    signed_on: date = day("签订日期")


@command("loans.disburse", by=(Role.BANK_OFFICER,))
class Disburse:
    """Record that the bank paid the loan out."""

    loan_id: str = identifier("贷款")
    disbursed_on: date = day("放款日期")
    bank_reference: str = text("银行流水号", at_most=64)


@command("loans.record_repayment", by=(Role.BANK_OFFICER,))
class RecordRepayment:
    """Record a repayment; the bank's reference names it, so that the same one counts once."""

    loan_id: str = identifier("贷款")
    bank_reference: str = text("银行流水号", at_most=64)
    paid_on: date = day("还款日期")
    principal: int = money("偿还本金")
    interest: int = money("偿还利息")


# when it goes wrong, and what it brought


@command("loans.compensate", by=(Role.GUARANTEE_OFFICER,))
class Compensate:
    """Pay the bank from the fund what an overdue loan still owes 代偿; earlier than usual needs a ground."""

    loan_id: str = identifier("贷款")
    paid_on: date = day("代偿日期")
    ground: str | None = text("理由", at_least=4, at_most=500, optional=True)


@command("loans.record_recovery", by=(Role.GUARANTEE_OFFICER,))
class RecordRecovery:
    """Record what was recovered after a compensation 追偿; the reference names it."""

    loan_id: str = identifier("贷款")
    reference: str = text("凭证号", at_most=64)
    recovered_on: date = day("追回日期")
    amount: int = money("追回金额", at_least=1)


@command("loans.write_off", by=_AREA_STAFF)
class WriteOff:
    """Give up what could not be recovered 核销, with a ground."""

    loan_id: str = identifier("贷款")
    ground: str = text("理由", at_least=4, at_most=500)


@command("loans.report_jobs", by=(Role.CITIZEN, Role.BANK_OFFICER))
class ReportJobs:
    """Report how many people the loan put to work, on a day."""

    loan_id: str = identifier("贷款")
    jobs: int = count("带动就业人数", at_least=0, at_most=100_000)
    as_of: date = day("截至日期")


@command("loans.check_due", by=(Role.CALENDAR,))
class CheckDue:
    """The calendar: the day after an instalment fell due."""

    loan_id: str = identifier("贷款")
    line: int = count("期次", at_least=1)
