"""Loans' rules: waived and required make up the loan, repayments in any order end in a settled loan."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.actors import Role
from contracts.decisions import Force, Status
from contracts.loans import DayCount, GroundKind, GroundState, LoanKind, LoanState, PaperKind, RepaymentMethod
from contracts.loans.commands import CheckDue, DecideCounterGuarantee, RecordRepayment
from policies.reader import Policies
from services.loans.model import Account, Dossier, Ground, Loan, Terms
from services.loans.rules import decide_counter_guarantee, decide_due, decide_prequalification, decide_repayment
from services.loans.rules.borrowers import binding_force, linked_reasons, papers_needed
from services.loans.rules.credit import scheduled
from services.loans.rules.repayments import after_repayment
from tests.building import a_command, an_actor

DAY = date(2024, 5, 6)
POLICIES = Policies.load()
POLICY = POLICIES.loans("433101", on=DAY)


def a_loan(amount=8_000_000, months=12, method=RepaymentMethod.EQUAL_PRINCIPAL, state=LoanState.REPAYING, **more):
    terms = Terms(annual_rate=Decimal("4.95"), lpr=Decimal("3.45"), method=method, day_count=DayCount.THIRTY_360)
    return Loan(loan_id="loan-1", person_id="person-1", area="433101", city="433100", kind=LoanKind.PERSONAL,
                amount=amount, term_months=months, bank_id="bank-1", purpose="采购设备", state=state, terms=terms,
                disbursed_on=DAY, fund_id="fund-1", **more)


def a_line(fen: int, number: int = 1) -> Ground:
    return Ground(ground_id=f"line-{number}", kind=GroundKind.CREDIT_LINE, state=GroundState.NOTED, up_to=fen)


def waive(loan, *grounds):
    command = a_command(DecideCounterGuarantee, an_actor(Role.GUARANTEE_OFFICER), loan_id=loan.loan_id, waive=True,
                        ground_ids=tuple(ground.ground_id for ground in grounds))
    return decide_counter_guarantee(command, loan, grounds, POLICY, DAY)


@given(st.integers(10_000_001, 30_000_000), st.integers(1, 40_000_000), st.integers(0, 40_000_000))
def test_waived_and_required_make_up_the_loan_and_no_line_waives_more_than_itself(amount, first, second):
    [event] = waive(a_loan(amount), a_line(first, 1), a_line(second, 2)).events
    assert event.waived + event.required == amount
    assert event.waived == min(amount, first + second)


def test_a_discretion_is_never_more_than_a_discretion():
    [reason] = waive(a_loan(15_000_000), a_line(20_000_000)).reasons
    assert (reason.status, reason.force) == (Status.MET, Force.DISCRETION)


def test_a_figure_that_no_source_states_binds_in_principle_at_most():
    keys = [key for key in sorted(POLICY.keys()) if POLICY.citation(key).unsourced]
    assert keys
    assert {binding_force(POLICY.parameter(key)) for key in keys} <= {Force.IN_PRINCIPLE, Force.ENCOURAGED, Force.AIM}


def test_what_was_shown_is_not_announced_again():
    dossier = Dossier(person_id="person-1", area="433101")
    [event] = decide_prequalification(dossier, POLICY, DAY, None).events
    assert decide_prequalification(dossier, POLICY, DAY, event.as_data()).events == ()


@pytest.mark.parametrize(("changes", "told"), [
    ({"loans_running": 1}, "现有贷款还清后可以再次申请"), ({"loans_taken": 3}, "累计贷款次数已满"),
    ({}, "登记经营主体")])
def test_nobody_is_told_to_apply_while_something_binding_is_missing(changes, told):
    dossier = Dossier(person_id="person-1", area="433101", **changes)
    [event] = decide_prequalification(dossier, POLICY, DAY, None).events
    assert told in event.todo and "可在线申请" not in event.todo


def test_a_revoked_certificate_is_a_hint_that_no_source_states_and_rests_on_no_clause():
    dossier = Dossier(person_id="person-1", area="433101", revoked_certificates=1)
    for policy in (POLICY, POLICIES.loans("210102", on=DAY)):
        [hint] = [reason for reason in linked_reasons(dossier, policy) if reason.code == "certificate_holds"]
        assert (hint.force, hint.citation.clause) == (Force.AIM, None)
        assert "没有写" in hint.citation.unsourced


def test_papers_are_wanted_only_for_what_is_not_known():
    assert papers_needed(LoanKind.PERSONAL, ()) == ()
    assert papers_needed(LoanKind.PARTNERSHIP, ()) == (PaperKind.PARTNERSHIP_AGREEMENT,)


def pay(loan, account, on, principal, interest, number):
    command = a_command(RecordRepayment, an_actor(Role.BANK_OFFICER), loan_id="loan-1", bank_reference=f"HK-{number}",
                        paid_on=on, principal=principal, interest=interest)
    decision = decide_repayment(command, loan, account, f"repayment-{number}", POLICY, on)
    return decision, after_repayment(command, loan, account, POLICY)


@settings(deadline=None)
@given(st.sampled_from(RepaymentMethod), st.integers(1, 36), st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 3_000_000)), max_size=5))
def test_repayments_in_any_amounts_end_in_a_settled_loan_that_adds_up(method, months, payments):
    loan = a_loan(months=months, method=method)
    account, on, left = Account(lines=scheduled(loan, DAY, (), POLICY)), DAY, loan.amount
    for number, (days, principal) in enumerate(payments):
        on, principal = on + timedelta(days=days), min(principal, left)
        if principal:
            _, account = pay(loan, account, on, principal, 0, number)
            left -= principal
        assert sum(line.principal for line in account.lines) + sum(a.amount for a in account.advances) == loan.amount
    owed = pay(loan, account, on, left, 0, "probe")[1]
    interest = sum(line.borrower_interest for line in owed.lines)
    if left or interest:
        decision, account = pay(loan, account, on, left, interest, "last")
        assert [event.type for event in decision.events][-1] == "loans.settled.v1"
    assert account.principal_paid == loan.amount
    assert account.arrears(on + timedelta(days=4000)) == 0


def test_an_unpaid_line_is_overdue_from_the_day_after_and_names_the_arrears():
    loan = a_loan()
    account = Account(lines=scheduled(loan, DAY, (), POLICY))
    decision = decide_due(a_command(CheckDue, an_actor(Role.CALENDAR), loan_id="loan-1", line=1), loan, account)
    [event] = decision.events
    first = account.lines[0]
    assert event.overdue_since == date(2024, 6, 7)
    assert event.arrears == first.principal + first.borrower_interest
