"""The fund's limit under concurrency, repayments that count once, overdue by the calendar, compensation to its end."""

import threading
from datetime import datetime
from decimal import Decimal

import psycopg
import pytest

from chassis.clock import SHANGHAI
from contracts.actors import CALENDAR_ACTOR
from contracts.loans import RepaymentMethod
from contracts.loans.commands import (
    CheckDue,
    Compensate,
    FundGuarantees,
    GiveGuarantee,
    RecordRecovery,
    RecordRepayment,
    ReportJobs,
    WriteOff,
)
from contracts.loans.questions import ReplayDecisions, ShowFund, ShowLoan, Verify
from contracts.problems import Conflict, Invalid
from tests.building import a_citizen, a_command, on, the_city, the_county_clerk
from tests.integration.pillars.lending import (
    YUAN,
    an_application,
    desks_prepared,
    disbursed,
    founder,
    the_bank,
    the_body,
)

LUXI, FENGHUANG = "433122", "433123"
LUXIS_BODY, POOR_BODY = "org-guarantee-luxi", "org-guarantee-fenghuang"


@pytest.fixture(scope="module")
def loans(desk):
    return desk("loans")


@pytest.fixture(scope="module")
def fund(loans):
    return desks_prepared(loans)


@pytest.fixture
def at(migrated):
    """Move business time forward, as the calendar does."""
    def move(day: str) -> None:
        with psycopg.connect(migrated, autocommit=True) as connection:
            moment = datetime.fromisoformat(day).replace(hour=9, tzinfo=SHANGHAI)
            connection.execute("SELECT clock.move_to(%s)", [moment])
    return move


def figures(loans, fund):
    shown = loans.give(a_command(ShowFund, the_city(), fund_id=fund))
    return {name: int(Decimal(shown[name]) * 100) for name in
            ("cash", "compensated", "written_off", "limit", "room", "reserved", "exposed")}


def shown(loans, loan_id):
    return loans.give(a_command(ShowLoan, the_city(), loan_id=loan_id))


def last(loans, type_, loan_id):
    return [data for data in loans.events(type_) if data["loan_id"] == loan_id][-1]


def a_repayment(loan_id, reference, day, *, principal="0", interest="0"):
    return a_command(RecordRepayment, the_bank(), loan_id=loan_id, bank_reference=reference, paid_on=on(day),
                     principal=int(Decimal(principal) * 100), interest=int(Decimal(interest) * 100))


def test_fifty_guarantees_at_once_on_a_limit_for_ten_give_ten_and_the_rest_are_referred(loans):
    fund = loans.give(a_command(FundGuarantees, the_city(), guarantee_body_id=LUXIS_BODY, area=LUXI,
                                capital=100_000 * YUAN, exposure=800_000 * YUAN, ground="泸溪县担保基金"))["subject"]
    desks_prepared(loans)
    waiting = [loans.give(an_application(founder(loans), 80_000, area=LUXI))["subject"] for _ in range(50)]
    commands = [a_command(GiveGuarantee, the_body(LUXIS_BODY), loan_id=loan_id) for loan_id in waiting]
    answers = _all_at_once(loans, commands)
    assert sorted(answer["outcome"] for answer in answers) == ["granted"] * 10 + ["referred"] * 40
    referred = next(answer for answer in answers if answer["outcome"] == "referred")
    assert {reason["code"]: reason["status"] for reason in referred["reasons"]}["within_exposure"] == "unmet"
    after = figures(loans, fund)
    assert (after["room"], after["reserved"]) == (0, 800_000 * YUAN)
    loans.give(a_command(FundGuarantees, the_city(), guarantee_body_id=LUXIS_BODY, area=LUXI,
                         capital=0, exposure=80_000 * YUAN, ground="追加担保额度"))
    again = a_command(GiveGuarantee, the_body(LUXIS_BODY), loan_id=referred["subject"])
    assert loans.give(again)["outcome"] == "granted"


def _all_at_once(loans, commands):
    answers, lock = [], threading.Lock()

    def give(part):
        for command in part:
            answer = loans.give(command)
            with lock:
                answers.append(answer)

    threads = [threading.Thread(target=give, args=(commands[n::16],)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_repayment_counts_once_by_the_banks_reference_and_frees_the_exposure(loans, fund):
    loan_id = disbursed(loans)
    before = figures(loans, fund)
    sent = {"principal": "30000", "interest": "100"}
    assert loans.give(a_repayment(loan_id, "HK-once", "2024-05-06", **sent))["outcome"] == "granted"
    again = loans.give(a_repayment(loan_id, "HK-once", "2024-05-06", **sent))
    assert again["outcome"] == "not_applicable"
    with pytest.raises(Conflict):
        loans.give(a_repayment(loan_id, "HK-once", "2024-05-06", principal="30001"))
    after = figures(loans, fund)
    assert (after["exposed"], after["room"]) == (before["exposed"] - 30_000 * YUAN, before["room"] + 30_000 * YUAN)
    assert shown(loans, loan_id)["outstanding"] == "50000.00"
    with pytest.raises(Invalid):
        loans.give(a_repayment(loan_id, "HK-too-much", "2024-05-06", principal="50000.01"))


def test_the_same_repayment_sent_at_once_counts_once(loans, fund):
    loan_id = disbursed(loans)
    answers = _all_at_once(loans, [a_repayment(loan_id, "HK-race", "2024-05-06", principal="1000") for _ in range(16)])
    assert sorted(answer["outcome"] for answer in answers) == ["granted"] + ["not_applicable"] * 15
    assert shown(loans, loan_id)["outstanding"] == "79000.00"


def test_early_principal_makes_the_schedule_anew_and_costs_less(loans, fund):
    loan_id = disbursed(loans, method=RepaymentMethod.AT_MATURITY)
    before = last(loans, "loans.repayment_planned.v1", loan_id)
    loans.give(a_repayment(loan_id, "HK-early", "2024-05-06", principal="40000"))
    after = last(loans, "loans.repayment_planned.v1", loan_id)
    assert Decimal(after["interest"]) == Decimal(before["interest"]) / 2
    assert after["lines"][0]["principal"] == "40000.00"


def test_everything_repaid_settles_the_loan_and_jobs_replace_the_earlier_figure(loans, fund):
    loan_id = disbursed(loans)
    person = loans.sql("SELECT person_id FROM loans WHERE loan_id = %s", loan_id)[0][0]
    for jobs in (3, 5):
        loans.give(a_command(ReportJobs, a_citizen(person), loan_id=loan_id, jobs=jobs, as_of=on("2024-05-06")))
    told = last(loans, "loans.jobs_reported.v1", loan_id)
    assert (told["jobs"], told["jobs_before"], told["due_on"]) == (5, 3, "2024-06-06")
    loans.give(a_repayment(loan_id, "HK-all", "2024-05-06", principal="80000"))
    assert shown(loans, loan_id)["state"] == "settled"
    assert loans.sql("SELECT count(*) FROM timers WHERE key = %s", f"due:{loan_id}") == [(0,)]
    with pytest.raises(Conflict):
        loans.give(a_repayment(loan_id, "HK-more", "2024-05-06", principal="1"))


def test_the_calendar_watches_each_due_day_in_turn_and_one_that_was_paid_passes(loans, fund):
    loan_id = disbursed(loans)
    timer = "SELECT due_at, data->>'line' FROM timers WHERE key = %s"
    [(due_at, line)] = loans.sql(timer, f"due:{loan_id}")
    assert (due_at.astimezone(SHANGHAI).isoformat(), line) == ("2024-06-07T00:00:00+08:00", "1")
    loans.give(a_repayment(loan_id, "HK-june", "2024-05-06", interest="165"))
    passed = loans.give(a_command(CheckDue, CALENDAR_ACTOR, loan_id=loan_id, line=1))
    assert passed["outcome"] == "not_applicable"
    assert loans.sql(timer, f"due:{loan_id}")[0][1] == "2"


def test_overdue_is_paid_up_and_the_loan_goes_on(loans, fund, at):
    loan_id = disbursed(loans)
    at("2024-06-07")
    loans.give(a_command(CheckDue, CALENDAR_ACTOR, loan_id=loan_id, line=1))
    overdue = last(loans, "loans.overdue.v1", loan_id)
    assert (overdue["overdue_since"], overdue["arrears"], overdue["state"]) == ("2024-06-07", "165.00", "overdue")
    loans.give(a_repayment(loan_id, "HK-part", "2024-06-07", interest="100"))
    assert shown(loans, loan_id)["state"] == "overdue"
    loans.give(a_repayment(loan_id, "HK-rest", "2024-06-07", interest="65"))
    assert shown(loans, loan_id)["state"] == "repaying"


def test_compensation_recovery_and_write_off_keep_the_fund_in_balance(loans, fund, at):
    loan_id = disbursed(loans)
    at("2024-07-08")
    loans.give(a_command(CheckDue, CALENDAR_ACTOR, loan_id=loan_id, line=1))
    before = figures(loans, fund)
    pay = {"loan_id": loan_id, "paid_on": on("2024-07-08")}
    early = loans.give(a_command(Compensate, the_body(), **pay))
    assert (early["outcome"], "unsourced" in early["reasons"][0]["citation"]) == ("returned", True)
    granted = loans.give(a_command(Compensate, the_body(), **pay, ground="借款人已失联，银行申请提前代偿"))
    assert granted["outcome"] == "granted"
    owed = 80_000 * YUAN + 330 * YUAN
    after = figures(loans, fund)
    assert (after["cash"], after["compensated"]) == (before["cash"] - owed, before["compensated"] + owed)
    assert after["exposed"] == before["exposed"] - 80_000 * YUAN
    recover = {"loan_id": loan_id, "reference": "ZH-1", "recovered_on": on("2024-07-08"), "amount": 30_000 * YUAN}
    assert loans.give(a_command(RecordRecovery, the_body(), **recover))["outcome"] == "granted"
    assert loans.give(a_command(RecordRecovery, the_body(), **recover))["outcome"] == "not_applicable"
    loans.give(a_command(WriteOff, the_city(), loan_id=loan_id, ground="借款人死亡且无遗产可供执行"))
    end = figures(loans, fund)
    assert end["compensated"] == before["compensated"]
    assert end["written_off"] == before["written_off"] + owed - 30_000 * YUAN
    assert end["cash"] == before["cash"] - owed + 30_000 * YUAN
    assert shown(loans, loan_id)["state"] == "written_off"


def test_a_fund_that_is_short_sends_the_compensation_to_the_city(loans, fund, at):
    loans.give(a_command(FundGuarantees, the_city(), guarantee_body_id=POOR_BODY, area=FENGHUANG, capital=1000 * YUAN,
                         exposure=100_000 * YUAN, ground="凤凰县担保基金"))
    loan_id = disbursed(loans, area=FENGHUANG, body=POOR_BODY)
    at("2024-09-09")
    loans.give(a_command(CheckDue, CALENDAR_ACTOR, loan_id=loan_id, line=1))
    pay = a_command(Compensate, the_body(POOR_BODY), loan_id=loan_id, paid_on=on("2024-09-09"))
    answer = loans.give(pay)
    assert answer["outcome"] == "referred"
    assert {reason["code"]: reason["status"] for reason in answer["reasons"]} == {
        "overdue_long_enough": "met", "fund_cash_enough": "unmet"}
    assert last(loans, "loans.referred.v1", loan_id)["referred_to"] == "city_staff"


def test_every_decision_replays_and_loans_and_funds_agree(loans):
    subjects = [row[0] for row in loans.sql("SELECT DISTINCT subject FROM decisions")]
    for subject in subjects:
        replayed = loans.give(a_command(ReplayDecisions, the_city(), subject=subject))["decisions"]
        assert all(decision["same"] for decision in replayed), subject
    assert loans.give(a_command(Verify, the_county_clerk()))["faults"] == []
