"""What staff may ask loans in depth. Citizen and public pages read the zone instead."""

from contracts.actors import Role
from contracts.fields import identifier
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("loans.show_fund", by=(*_STAFF, Role.GUARANTEE_OFFICER, Role.SYSTEM))
class ShowFund:
    """A guarantee fund: cash, compensated, written off; limit, room, reserved, exposed; and every entry."""

    fund_id: str = identifier("担保基金")


@question("loans.show_loan", by=(*_STAFF, Role.CLERK, Role.REVIEWER, Role.GUARANTEE_OFFICER, Role.BANK_OFFICER))
class ShowLoan:
    """A loan with its schedule, repayments and counter-guarantee."""

    loan_id: str = identifier("贷款")


@question("loans.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("loans.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in the loans' own tables."""
