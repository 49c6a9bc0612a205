"""What staff may ask subsidies in depth. Citizen and public pages read the zone instead."""

from contracts.actors import Role
from contracts.fields import area_code, count, identifier, text
from contracts.messages import question

_FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER)
_STAFF = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("subsidies.show_budget", by=(*_STAFF, *_FINANCE, Role.SYSTEM))
class ShowBudget:
    """A budget line: given, free, committed, paid, and every entry."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)
    programme: str = text("补贴项目", at_most=64, pattern=r"^[a-z][a-z0-9_]*$")


@question("subsidies.show_bank_file", by=_FINANCE)
class ShowBankFile:
    """The lines of an approved batch for the bank; the gateway puts names and accounts to them."""

    batch_id: str = identifier("支付批次")


@question("subsidies.show_claim", by=(*_STAFF, *_FINANCE))
class ShowClaim:
    """A claim with its legal clock, day by day the same for citizen and clerk, and what it rests on."""

    claim_id: str = identifier("申领")


@question("subsidies.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("subsidies.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in subsidies' own tables."""
