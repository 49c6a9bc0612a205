"""The claims that a programme's conditions may make about a person. Policies name them with parameters.

A predicate answers True, False or None (what is known does not tell). One that only looks for evidence can turn
from False to True when more becomes known, never back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.subsidies import ClaimState
from services.subsidies.model import EarlierClaim, Facts


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a predicate looks at: one person, one programme and period, on a day."""

    facts: Facts
    earlier: tuple[EarlierClaim, ...]
    programme: str
    period: str
    today: date


@dataclass(frozen=True, kw_only=True)
class Predicate:
    """A named claim; `todo` is what the person can do when it does not hold or can't be told."""

    name: str
    holds: Callable[..., bool | None]
    todo: str
    given: Callable[[Case], dict[str, Any]]


PREDICATES: dict[str, Predicate] = {}


def predicate(todo: str, given: Callable[[Case], dict[str, Any]] = lambda case: {}):
    """Register a function `holds(case, **params)` under its own name."""

    def register(holds):
        PREDICATES[holds.__name__] = Predicate(name=holds.__name__, holds=holds, todo=todo, given=given)
        return holds

    return register


def _groups(case: Case) -> dict[str, Any]:
    return {"groups": [evidence.group for evidence in case.facts.person.groups]} if case.facts.person else {}


@predicate("身份类别未能从名册确认：可提交证照或本人承诺，由经办人员核实", _groups)
def in_target_group(case: Case, groups: list[str]) -> bool | None:
    """Belongs to one of the groups by evidence that holds today. A register's silence is no proof: None."""
    if case.facts.person is None:
        return None
    named = [evidence for evidence in case.facts.person.groups if evidence.group in groups]
    if any(evidence.holds_on(case.today) for evidence in named):
        return True
    return False if named else None


@predicate("参加创业培训并取得合格证书",
           lambda case: {"certificates": [t.certificate_number for t in case.facts.trainings if t.holds]})
def training_completed(case: Case, courses: list[str] | None = None) -> bool:
    """Holds a certificate that was not revoked, of one of the courses when some are named."""
    return any(training.holds and (courses is None or training.course in courses)
               for training in case.facts.trainings)


@predicate("办理经营主体登记（企业、个体工商户、合作社、网店均可），登记后自动更新",
           lambda case: {"businesses": [b.business_id for b in case.facts.open_businesses]})
def business_registered(case: Case, kinds: list[str] | None = None) -> bool:
    """Has a business in operation. Online shops count unless kinds are named (xiangxi-2024 二（二）)."""
    return any(kinds is None or business.kind in kinds for business in case.facts.open_businesses)


@predicate("每人只享受一次；如认为记录有误，可向经办机构申请核对",
           lambda case: {"earlier": [e.claim_id for e in _already_received(case)]})
def first_claim(case: Case) -> bool:
    """Nothing was paid for this programme before, in whichever period."""
    return not _already_received(case)


def _already_received(case: Case) -> list[EarlierClaim]:
    return [claim for claim in case.earlier if claim.programme == case.programme and claim.paid]


@predicate("已享受不可叠加的其他补贴",
           lambda case: {"paid": sorted({e.programme for e in case.earlier if e.paid})})
def not_stacked_with(case: Case, programmes: list[str]) -> bool:
    """Received none of the programmes that may not stack with this one."""
    return not any(claim.programme in programmes and claim.paid for claim in case.earlier)


@predicate("入驻创业孵化基地后自动更新；自租场地的由经办人员判断",
           lambda case: {"tenancies": [t.tenancy_id for t in case.facts.tenancies if t.holds],
                         "base_levels": [t.base_level for t in case.facts.tenancies if t.holds]})
def is_tenant(case: Case, levels: list[str] | None = None) -> bool:
    """Has a place in a base, of one of the levels when some are named; rests on the bases' data."""
    return any(tenancy.holds and (levels is None or tenancy.base_level in levels)
               for tenancy in case.facts.tenancies)


@predicate("在创业大赛等评选中获奖后自动更新")
def prize_awarded(case: Case, levels: list[str] | None = None) -> bool:
    """The prize of this period was won, at one of the levels when some are named."""
    return any(case.period == prize_period(prize.prize_id) and (levels is None or prize.level in levels)
               for prize in case.facts.prizes)


@predicate("已获得创业担保贷款支持，不能叠加", lambda case: {"loans": [loan.loan_id for loan in case.facts.loans]})
def no_loan_disbursed(case: Case) -> bool:
    """No start-up loan was disbursed, where a programme may not stack with one."""
    return not case.facts.loans


@predicate("创业担保贷款还清逾期部分后自动更新；有特殊情况可向经办机构说明",
           lambda case: {"loans": [loan.loan_id for loan in case.facts.loans if loan.is_in_trouble]})
def loan_not_overdue(case: Case) -> bool:
    """No start-up loan of the person is overdue or had to be compensated by the guarantee fund."""
    return not any(loan.is_in_trouble for loan in case.facts.loans)


def prize_period(prize_id: str) -> str:
    """The period of a programme that is given once per prize."""
    return f"prize:{prize_id}"


def periods_of(once_per: str, facts: Facts, today: date) -> tuple[str, ...]:
    """The periods of a programme that are open for a person: once in life, each year, or once per prize."""
    if once_per == "prize":
        return tuple(prize_period(prize.prize_id) for prize in facts.prizes)
    return {"person": ("once",), "year": (str(today.year),)}[once_per]


def alive(earlier: tuple[EarlierClaim, ...], programme: str, period: str) -> EarlierClaim | None:
    """The claim of this programme and period that is under way or was paid."""
    return next((claim for claim in earlier if (claim.programme, claim.period) == (programme, period)
                 and not claim.ended_without_money), None)


def was_refused(earlier: tuple[EarlierClaim, ...], programme: str, period: str) -> bool:
    """Whether a person refused a claim of this programme and period."""
    return any((claim.programme, claim.period, claim.state) == (programme, period, ClaimState.REFUSED)
               for claim in earlier)
