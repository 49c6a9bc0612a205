"""The claims that a programme's conditions may make about a person. Policies name them with parameters.

A predicate answers True, False or None (what is known does not tell). One that only looks for evidence can turn
from False to True when more becomes known, never back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from contracts.subsidies import ClaimState
from services.subsidies.model import EarlierClaim, Facts
from services.subsidies.rules.periods import award_period, course_period, prize_period


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
    """A named claim; `todo` is what the person can do when it does not hold or can't be told. `turns_on` gives the
    next day on which the calendar alone may change the answer."""

    name: str
    holds: Callable[..., bool | None]
    todo: str
    given: Callable[[Case], dict[str, Any]]
    turns_on: Callable[..., date | None]


PREDICATES: dict[str, Predicate] = {}


def predicate(todo: str, given: Callable[[Case], dict[str, Any]] = lambda case: {},
              turns_on: Callable[..., date | None] = lambda case, **params: None):
    """Register a function `holds(case, **params)` under its own name."""

    def register(holds):
        PREDICATES[holds.__name__] = Predicate(name=holds.__name__, holds=holds, todo=todo, given=given,
                                               turns_on=turns_on)
        return holds

    return register


def _groups(case: Case) -> dict[str, Any]:
    return {"groups": [evidence.group for evidence in case.facts.person.groups]} if case.facts.person else {}


def _evidence_ends(case: Case, groups: list[str]) -> date | None:
    """The day after the next of these evidences runs out."""
    named = case.facts.person.groups if case.facts.person else ()
    ends = [evidence.valid_until for evidence in named if evidence.group in groups and evidence.valid_until]
    return min((end + timedelta(days=1) for end in ends if end >= case.today), default=None)


@predicate("身份类别未能从名册确认：可提交证照或本人承诺，由经办人员核实", _groups, _evidence_ends)
def in_target_group(case: Case, groups: list[str]) -> bool | None:
    """Belongs to one of the groups by evidence that holds today. A register's silence is no proof: None."""
    if case.facts.person is None:
        return None
    named = [evidence for evidence in case.facts.person.groups if evidence.group in groups]
    if any(evidence.holds_on(case.today) for evidence in named):
        return True
    return False if named else None


@predicate("困难情形未能从名册确认：可提交证照或本人承诺，由经办人员核实", _groups, _evidence_ends)
def in_hardship(case: Case, groups: list[str]) -> bool | None:
    """Belongs to one of the groups in hardship, shown as `in_target_group` is."""
    return in_target_group(case, groups)


def _month_turns(case: Case, years: int) -> date | None:
    """The first day of the month in which a person turns `years`, then the first day after it."""
    if case.facts.person is None:
        return None
    reached = _month_after(case.facts.person.birth_month, 12 * years)
    after = _month_after(case.facts.person.birth_month, 12 * years + 1)
    return next((day for day in (reached, after) if day > case.today), None)


def _month_after(month: str, months: int) -> date:
    """The first day of the month that lies `months` months after the month "YYYY-MM"."""
    counted = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return date(counted // 12, counted % 12 + 1, 1)


@predicate("年龄条件由平台按出生年月判断；有特殊情况可向经办机构说明", turns_on=_month_turns)
def age_below(case: Case, years: int) -> bool | None:
    """Younger than `years`. Only the month of birth is known: in the month of the birthday it can't be told."""
    if case.facts.person is None:
        return None
    month = case.facts.person.birth_month
    if case.today < _month_after(month, 12 * years):
        return True
    return False if case.today >= _month_after(month, 12 * years + 1) else None


@predicate("参加创业培训并取得合格证书",
           lambda case: {"certificates": [t.certificate_number for t in case.facts.trainings if t.holds]})
def training_completed(case: Case, courses: list[str] | None = None) -> bool:
    """Holds a certificate that was not revoked, of one of the courses when some are named."""
    return any(training.holds and (courses is None or training.course in courses)
               for training in case.facts.trainings)


@predicate("参加这种课程的创业培训并取得合格证书",
           lambda case: {"certificates": [t.certificate_number for t in case.facts.trainings if t.holds]})
def course_completed(case: Case) -> bool:
    """Holds a certificate, not revoked, of the course that the period is for."""
    return any(training.holds and course_period(training.course) == case.period for training in case.facts.trainings)


@predicate("培训名额已由培训计划资金负担的，由经办人员判断")
def seat_not_subsidised(case: Case) -> bool | None:
    """The seat in the course of this period was not paid from the training plan."""
    paid = [training.subsidised for training in case.facts.trainings
            if training.holds and course_period(training.course) == case.period]
    return None if not paid or None in paid else not any(paid)


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


@predicate("已享受不能叠加的其他补贴；如认为记录有误，可向经办机构申请核对",
           lambda case: {"received": sorted({e.programme for e in case.earlier if e.is_committed})})
def not_stacked_with(case: Case, programmes: list[str]) -> bool:
    """Received none of the programmes that may not stack with this one, and none is approved already."""
    return not any(claim.programme in programmes and claim.is_committed for claim in case.earlier)


def _window_began(case: Case, of: str) -> date | None:
    """When a window began to run: with the first business in operation, or the course of the period."""
    if of == "business_registered":
        days = [business.registered_on for business in case.facts.open_businesses]
    else:
        days = [training.completed_on for training in case.facts.trainings if training.holds
                and training.completed_on and case.period in (course_period(training.course), "once")]
    return min(days, default=None)


def _window_ends(case: Case, of: str, months: int) -> date | None:
    """The first day after the window."""
    began = _window_began(case, of)
    if began is None:
        return None
    after = _last_day(began, months) + timedelta(days=1)
    return after if after > case.today else None


def _last_day(began: date, months: int) -> date:
    """The same day `months` months later, the month's last where it has no such day; that day still counts."""
    month = _month_after(f"{began:%Y-%m}", months)
    following = _month_after(f"{month:%Y-%m}", 1)
    return min(month.replace(day=1) + timedelta(days=began.day - 1), following - timedelta(days=1))


@predicate("已超过享受期限；有特殊情况可向经办机构说明", turns_on=_window_ends)
def within_window(case: Case, of: str, months: int) -> bool | None:
    """Not later than `months` months after what the window runs from; None before it began."""
    began = _window_began(case, of)
    return None if began is None else case.today <= _last_day(began, months)


@predicate("免费场地能否享受由经办人员判断",
           lambda case: {"rent_free": [t.tenancy_id for t in case.facts.tenancies if t.holds and t.rent_free]})
def pays_rent(case: Case) -> bool | None:
    """The place is not given free of charge; None where nothing is known of a place or its rent."""
    known = [tenancy.rent_free for tenancy in case.facts.tenancies if tenancy.holds]
    return None if not known or None in known else not all(known)


@predicate("灵活就业登记尚未接入平台：请向经办人员提交平台就业证明")
def works_through_platform(case: Case) -> None:
    """Works through an online platform: no register of it is connected, so it can't be told yet."""


@predicate("社会保险缴费信息尚未接入平台：请向经办人员提交缴费记录")
def insurance_paid(case: Case) -> None:
    """Pays social insurance as a flexible worker: no register of it is connected, so it can't be told yet."""


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


@predicate("评选认定的奖励授予后自动更新")
def award_conferred(case: Case) -> bool:
    """The award of this period was conferred, and stands."""
    return any(case.period == award_period(award.award_id) and award.state == "conferred"
               for award in case.facts.awards)


@predicate("已获得创业担保贷款支持，不能叠加", lambda case: {"loans": [loan.loan_id for loan in case.facts.loans]})
def no_loan_disbursed(case: Case) -> bool:
    """No start-up loan was disbursed, where a programme may not stack with one."""
    return not case.facts.loans


@predicate("创业担保贷款还清逾期部分后自动更新；有特殊情况可向经办机构说明",
           lambda case: {"loans": [loan.loan_id for loan in case.facts.loans if loan.is_in_trouble]})
def loan_not_overdue(case: Case) -> bool:
    """No start-up loan of the person is overdue or had to be compensated by the guarantee fund."""
    return not any(loan.is_in_trouble for loan in case.facts.loans)


def alive(earlier: tuple[EarlierClaim, ...], programme: str, period: str) -> EarlierClaim | None:
    """The claim of this programme and period that is under way or was paid."""
    return next((claim for claim in earlier if (claim.programme, claim.period) == (programme, period)
                 and not claim.ended_without_money), None)


def was_refused(earlier: tuple[EarlierClaim, ...], programme: str, period: str) -> bool:
    """Whether a person refused a claim of this programme and period."""
    return any((claim.programme, claim.period, claim.state) == (programme, period, ClaimState.REFUSED)
               for claim in earlier)
