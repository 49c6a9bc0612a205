"""Announced by the guarantee body: counter-guarantee, guarantee, compensation and what becomes of it."""

from datetime import date

from contracts.fields import choice, day, identifier, many_texts, money, text
from contracts.loans import SecurityKind
from contracts.loans.domain_events.applications import LoanPublic
from contracts.messages import event, part


@part
class CounterGuaranteePublic(LoanPublic):
    """How much of the counter-guarantee is waived, and how much is required."""

    waived: int = money("免除反担保金额")
    required: int = money("仍需反担保金额")


@event("loans.counter_guarantee_waived.v1", entity="loan", person="person_id", label="免除反担保")
class CounterGuaranteeWaived(CounterGuaranteePublic):
    """Waived by clause (small loans) or by an officer on the named grounds, wholly or in part."""

    ground_ids: tuple[str, ...] = many_texts("依据", default=())


@event("loans.counter_guarantee_required.v1", entity="loan", person="person_id", label="需要提供反担保")
class CounterGuaranteeRequired(CounterGuaranteePublic):
    """An officer asks for the counter-guarantee, with a ground."""

    ground: str = text("理由", at_most=500)


@event("loans.counter_guarantee_lodged.v1", entity="loan", person="person_id", label="反担保已落实")
class CounterGuaranteeLodged(LoanPublic):
    """Something secures the part that was not waived."""

    security: SecurityKind = choice(SecurityKind, "反担保方式")
    secured: int = money("反担保金额")
    files: tuple[str, ...] = many_texts("文件", default=())


@event("loans.guaranteed.v1", entity="loan", person="person_id", label="担保基金已担保")
class LoanGuaranteed(LoanPublic):
    """The fund guarantees the loan; the amount is reserved."""

    fund_id: str = identifier("担保基金")


@event("loans.compensated.v1", entity="loan", person="person_id", label="担保基金代偿")
class LoanCompensated(LoanPublic):
    """The fund paid the bank what was still owed."""

    compensated: int = money("代偿金额")
    compensated_on: date = day("代偿日期")
    fund_id: str = identifier("担保基金")


@event("loans.recovery_recorded.v1", entity="loan", person="person_id", label="追回代偿款")
class RecoveryRecorded(LoanPublic):
    """Part or all of a compensation came back."""

    reference: str = text("凭证号", at_most=64)
    recovered: int = money("本次追回")
    recovered_on: date = day("追回日期")
    fund_id: str = identifier("担保基金")


@event("loans.written_off.v1", entity="loan", person="person_id", label="代偿款核销")
class LoanWrittenOff(LoanPublic):
    """What could not be recovered was given up, by a person."""

    written_off: int = money("核销金额")
    ground: str = text("理由", at_most=500)
    fund_id: str = identifier("担保基金")
