"""What staff may ask subsidies in depth. Citizen and public pages read the zone instead."""

from datetime import date
from typing import Any

from contracts.actors import Role
from contracts.fields import area_code, count, data, day, identifier, many, text
from contracts.messages import question
from contracts.subsidies.commands import BankResultLine
from contracts.zone.domain_events import any_value, first_day

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
    """The lines of an approved batch; the gateway puts names and accounts to those that the bank is still to pay."""

    batch_id: str = identifier("支付批次")


@question("subsidies.show_claim", by=(*_STAFF, *_FINANCE))
class ShowClaim:
    """A claim with its legal clock, day by day the same for citizen and clerk, and what it rests on."""

    claim_id: str = identifier("申领")


@question("subsidies.replay_decisions", by=_STAFF)
class ReplayDecisions:
    """The decisions on one thing, each run again under its rule version."""

    subject: str = identifier("办理对象")


@question("subsidies.rehearse_policy", by=(Role.POLICY_ADMINISTRATOR, Role.CITY_STAFF, Role.PROVINCE_STAFF,
                                           Role.SUPERVISOR))
class RehearsePolicy:
    """What a draft would have changed for the people assessed from `since` to `until` (by default in the last twelve
    months), those after `after`; nothing is recorded."""

    area: str = area_code("适用地区")
    key: str = text("参数", at_most=100, pattern=r"^[a-z][a-z0-9_]*$")
    from_day: date = first_day()
    value: Any = any_value()
    label: str = text("名称", optional=True)
    unit: str = text("单位", at_most=20, optional=True)
    cite: dict = data("依据")
    since: date = day("案件自", optional=True)
    until: date = day("案件至", optional=True)
    after: str = text("从此人之后", at_least=0, at_most=64, default="")


@question("subsidies.verify", by=(Role.OPERATOR, Role.SUPERVISOR, Role.SYSTEM))
class Verify:
    """What does not add up in subsidies' own tables."""


@question("subsidies.show_budgets", by=(*_STAFF, *_FINANCE))
class ShowBudgets:
    """The budget lines of an area and below for a year: given, free, committed, paid, come back."""

    area: str = area_code("地区")
    year: int = count("年度", at_least=2013, at_most=2100)


@question("subsidies.show_notice", by=(*_STAFF, *_FINANCE))
class ShowNotice:
    """A notice with its lines, and the objections to each."""

    notice_id: str = identifier("公示")


@question("subsidies.preview_bank_results", by=_FINANCE)
class PreviewBankResults:
    """What a bank's result file would change, line by line; nothing is recorded."""

    batch_id: str = identifier("支付批次")
    lines: tuple[BankResultLine, ...] = many(BankResultLine, "回单明细", at_most=20_000)


@question("subsidies.show_waiting_money", by=(*_STAFF, *_FINANCE))
class ShowWaitingMoney:
    """Every claim of an area whose money is approved and has not come to an end, and what it waits for."""

    area: str = area_code("地区")


@question("subsidies.show_claw_back", by=(*_STAFF, *_FINANCE))
class ShowClawBack:
    """A claw-back with its instalments, what came back, and what is still owed."""

    claw_back_id: str = identifier("追回")


@question("subsidies.show_suspicions", by=_STAFF)
class ShowSuspicions:
    """The leads of an area to money that is had twice, open ones first, with the path from one person to the other."""

    area: str = area_code("地区")


@question("subsidies.export_case", by=(Role.SUPERVISOR,))
class ExportCase:
    """Everything on record about a claim with the hash of each row, for an auditor who names the purpose."""

    claim_id: str = identifier("申领")
    purpose: str = text("用途", at_least=4, at_most=200)
