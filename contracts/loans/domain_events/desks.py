"""Announced when the desks prepare: cooperating banks and guarantee funds."""

from contracts.fields import area_code, identifier, money, text
from contracts.messages import event


@event("loans.bank_admitted.v1", entity="cooperation", label="银行成为合作银行")
class BankAdmitted:
    """A bank cooperates in an area."""

    cooperation_id: str = identifier("合作")
    bank_id: str = identifier("合作银行")
    name: str = text("银行名称", at_most=100)
    area: str = area_code("合作地区")


@event("loans.fund_raised.v1", entity="fund", label="担保基金增加")
class FundRaised:
    """A guarantee fund was opened or added to; capital and exposure are what this act adds."""

    fund_id: str = identifier("担保基金")
    guarantee_body_id: str = identifier("担保机构")
    area: str = area_code("基金地区")
    capital: int = money("增加的基金本金")
    exposure: int = money("增加的担保额度")
    ground: str = text("文号或说明", at_most=200)
