"""Schedules: figures that add up to the 分, whatever the loan; interest split by the rule in force."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.working_days import months_after
from contracts.loans import DayCount, RepaymentMethod
from policies.reader import Policies
from services.loans.model import Account, Advance, Terms
from services.loans.rules.schedule import Borrowed, budget_share, make_schedule

POLICIES = Policies.load()
FIVE_FIFTEEN, LPR = Decimal("5.15"), Decimal("3.65")


def the_terms(method=RepaymentMethod.AT_MATURITY, rate=FIVE_FIFTEEN, day_count=DayCount.THIRTY_360):
    return Terms(annual_rate=rate, lpr=LPR, method=method, day_count=day_count)


def a_loan_of(yuan: int, months: int, start=date(2023, 1, 10), **terms):
    return Borrowed(principal=yuan * 100, months=months, start=start, terms=the_terms(**terms))


@pytest.mark.parametrize("day, borrower, budget", [("2023-01-10", 215000, 300000), ("2023-09-30", 215000, 300000),
                                                   ("2023-10-01", 257500, 257500), ("2024-05-06", 257500, 257500)])
def test_a_year_of_100_000_at_lpr_and_150_points_costs_5_150_split_by_the_rule_of_its_day(day, borrower, budget):
    policy = POLICIES.loans("433101", on=date.fromisoformat(day))
    lines = make_schedule(a_loan_of(100_000, 12), budget_share(policy, FIVE_FIFTEEN, LPR))
    assert [(line.interest, line.borrower_interest, line.budget_interest) for line in lines] == [
        (515000, borrower, budget)]


def test_a_rate_below_what_the_borrower_pays_leaves_nothing_to_the_budget():
    policy = POLICIES.loans("433101", on=date(2023, 1, 10))
    assert budget_share(policy, Decimal("2.00"), LPR) == 0
    assert budget_share(policy, Decimal("0"), LPR) == 0


def test_thirty_days_a_month_also_in_february_and_from_the_31st():
    lines = make_schedule(a_loan_of(120_000, 3, start=date(2024, 1, 31), method=RepaymentMethod.INTEREST_MONTHLY,
                                    rate=Decimal("6")), Fraction(1, 2))
    assert [line.due_on.isoformat() for line in lines] == ["2024-02-29", "2024-03-31", "2024-04-30"]
    assert [line.interest for line in lines] == [60000, 60000, 60000]


def test_actual_days_over_365_count_the_leap_day():
    lines = make_schedule(a_loan_of(365_000, 12, start=date(2024, 1, 1), rate=Decimal("1"),
                                    day_count=DayCount.ACTUAL_365), Fraction(0))
    assert lines[0].interest == 366000


def test_half_repaid_half_way_halves_the_interest_of_the_other_half():
    borrowed = a_loan_of(100_000, 12, rate=Decimal("6"))
    lines = make_schedule(borrowed, Fraction(1, 2), (Advance(paid_on=date(2023, 7, 10), amount=5_000_000),))
    assert (lines[0].principal, lines[0].interest) == (5_000_000, 450000)


loans = st.builds(Borrowed, principal=st.integers(1, 400_000_000), months=st.integers(1, 36),
                  start=st.dates(date(2021, 1, 1), date(2030, 12, 31)),
                  terms=st.builds(Terms, annual_rate=st.decimals("0", "24", places=2), lpr=st.just(LPR),
                                  method=st.sampled_from(RepaymentMethod), day_count=st.sampled_from(DayCount)))
shares = st.fractions(0, 1, max_denominator=997)


@given(loans, shares)
def test_no_fen_is_lost_or_made(borrowed, share):
    lines = make_schedule(borrowed, share)
    assert sum(line.principal for line in lines) == borrowed.principal
    for line in lines:
        assert line.borrower_interest + line.budget_interest == line.interest
        assert min(line.principal, line.borrower_interest, line.budget_interest) >= 0
    assert abs(sum(line.budget_interest for line in lines) - share * sum(line.interest for line in lines)) <= Fraction(
        1, 2)


@given(loans, shares)
def test_the_total_interest_is_the_exact_interest_rounded_once(borrowed, share):
    if borrowed.terms.day_count is not DayCount.THIRTY_360 or (
            borrowed.terms.method is RepaymentMethod.EQUAL_PRINCIPAL):
        return
    exact = borrowed.principal * Fraction(borrowed.terms.annual_rate) / 100 * Fraction(borrowed.months, 12)
    assert abs(sum(line.interest for line in make_schedule(borrowed, share)) - exact) <= Fraction(1, 2)


@given(loans, shares, st.data())
def test_early_principal_adds_up_costs_less_and_leaves_earlier_lines_as_they_were(borrowed, share, data):
    before = make_schedule(borrowed, share)
    end = before[-1].due_on
    paid_on = data.draw(st.dates(borrowed.start, end))
    still_to_come = sum(line.principal for line in before if line.due_on > paid_on)
    if not still_to_come:
        return
    advance = Advance(paid_on=paid_on, amount=data.draw(st.integers(1, still_to_come)))
    after = make_schedule(borrowed, share, (advance,))
    assert sum(line.principal for line in after) + advance.amount == borrowed.principal
    assert sum(line.interest for line in after) <= sum(line.interest for line in before)
    assert [line for line in after if line.due_on <= paid_on] == [line for line in before if line.due_on <= paid_on]
    assert Account(lines=after, advances=(advance,)).principal_due(end) == borrowed.principal - advance.amount


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_months_last(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or later.day < day.day and months_after(later, 0) == later
