"""When principal and interest fall due, and how interest is split between borrower and budget.

All figures are whole 分 and add up: each line is the step of a running total that is rounded once, half up.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from casework.working_days import months_after
from contracts.loans import DayCount, RepaymentMethod
from policies.reader import PolicyView
from services.loans.model import Advance, Instalment, Terms

_YEAR = {DayCount.THIRTY_360: 360, DayCount.ACTUAL_360: 360, DayCount.ACTUAL_365: 365}


@dataclass(frozen=True, kw_only=True)
class Borrowed:
    """What a schedule is made of: principal in 分, months, the first day, the terms."""

    principal: int
    months: int
    start: date
    terms: Terms


def make_schedule(borrowed: Borrowed, budget_share: Fraction,
                  advances: tuple[Advance, ...] = ()) -> tuple[Instalment, ...]:
    """Every instalment. `budget_share` (0 to 1) of the interest is the budget's; advances bear none from their day.

    Principal that came early takes the place of the next instalments' principal.
    """
    due_days = _due_days(borrowed)
    principal = _principal(borrowed, due_days, advances)
    running = _running_interest(borrowed, due_days, principal, advances)
    lines, interest_before, budget_before = [], 0, 0
    for index, (due_on, part) in enumerate(zip(due_days, principal, strict=True)):
        interest = _half_up(running[index])
        budget = _half_up(budget_share * interest)
        lines.append(Instalment(line=index + 1, due_on=due_on, principal=part, interest=interest - interest_before,
                                budget_interest=budget - budget_before))
        interest_before, budget_before = interest, budget
    return tuple(lines)


def budget_share(policy: PolicyView, annual_rate: Decimal, lpr: Decimal) -> Fraction:
    """The share of interest that the budget pays, by the rule in force when the loan was paid out."""
    subsidy = policy.value("interest_subsidy")
    if subsidy["rule"] == "budget_pays_share":
        return Fraction(subsidy["share"]) / 100
    if not annual_rate:
        return Fraction(0)
    borrower = max(Fraction(0), Fraction(lpr) - Fraction(subsidy["basis_points"], 100))
    return max(Fraction(0), 1 - borrower / Fraction(annual_rate))


def _due_days(borrowed: Borrowed) -> list[date]:
    if borrowed.terms.method is RepaymentMethod.AT_MATURITY:
        return [months_after(borrowed.start, borrowed.months)]
    return [months_after(borrowed.start, month) for month in range(1, borrowed.months + 1)]


def _principal(borrowed: Borrowed, due_days: list[date], advances: tuple[Advance, ...]) -> list[int]:
    count = len(due_days)
    if borrowed.terms.method is RepaymentMethod.EQUAL_PRINCIPAL:
        parts = [borrowed.principal * (k + 1) // count - borrowed.principal * k // count for k in range(count)]
    else:
        parts = [0] * (count - 1) + [borrowed.principal]
    for advance in advances:
        _take(parts, due_days, advance)
    return parts


def _take(parts: list[int], due_days: list[date], advance: Advance) -> None:
    left = advance.amount
    for index, due_on in enumerate(due_days):
        if due_on > advance.paid_on:
            taken = min(left, parts[index])
            parts[index] -= taken
            left -= taken


def _running_interest(borrowed: Borrowed, due_days: list[date], principal: list[int],
                      advances: tuple[Advance, ...]) -> list[Fraction]:
    """Interest from the first day up to each due day, exactly: what is outstanding, day by day."""
    repaid = sorted([(advance.paid_on, advance.amount) for advance in advances]
                    + list(zip(due_days, principal, strict=True)))
    per_day = Fraction(borrowed.terms.annual_rate) / 100 / _YEAR[borrowed.terms.day_count]
    total, outstanding, at, up_to = Fraction(0), borrowed.principal, 0, {}
    for day, amount in repaid:
        position = _days(borrowed, day)
        total += outstanding * (position - at) * per_day
        outstanding, at, up_to[day] = outstanding - amount, position, total
    return [up_to[day] for day in due_days]


def _days(borrowed: Borrowed, day: date) -> int:
    """Days of interest from the start; under 30/360 a whole month has 30, and part of one at most 29."""
    if borrowed.terms.day_count is not DayCount.THIRTY_360:
        return (day - borrowed.start).days
    months = (day.year - borrowed.start.year) * 12 + day.month - borrowed.start.month
    while months_after(borrowed.start, months) > day:
        months -= 1
    return months * 30 + min(29, (day - months_after(borrowed.start, months)).days)


def _half_up(exact: Fraction) -> int:
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
