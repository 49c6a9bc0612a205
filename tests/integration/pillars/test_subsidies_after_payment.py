"""After payment on a real database: what must go on holding, money asked back in parts, awards with their notice."""

from datetime import timedelta

import psycopg
import pytest

from chassis.clock import start_of
from chassis.inbox import Repeated
from contracts.actors import Role
from contracts.incubators import AwardState, BaseLevel, Leaving, TenancyState
from contracts.incubators.domain_events import AwardConferred, NoticeOfAward, TenantLeft
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    CheckHolding,
    DecideClawBack,
    DecideWarning,
    OpenBudget,
    RecordRepayment,
)
from contracts.subsidies.questions import ShowBudget, ShowClawBack, ShowWaitingMoney, Verify
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, on, the_city
from tests.integration.pillars.claimants import CLERK, MAKER, PROGRAMME, Town, line_by_hand

OPENED, ENDS = start_of(on("2024-05-06")), start_of(on("2024-05-18"))


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    for year in (2024, 2025):
        town.act(OpenBudget, the_city(), area=XIANGXI, year=year, programme=PROGRAMME, amount=100_000_000,
                 ground="州财社指（演示）")
    return town


@pytest.fixture(scope="module", autouse=True)
def early(town) -> dict[str, str]:
    """Claims that were paid before anything else happens."""
    return {person_id: town.paid(person_id) for person_id in ("holds-1", "over-1")}


def later(town, days: int) -> None:
    """Let so many days pass, with everything that the calendar causes on the way."""
    now = town.desk.sql("SELECT clock.business_now()")[0][0]
    town.move_to(now + timedelta(days=days))
    town.run_calendar()


# money that is asked back


def asked_back(town, person_id: str, **terms) -> tuple[str, str]:
    """A paid claim whose certificate was revoked and whose money a person asked back: the claim and the case."""
    claim_id = town.paid(person_id)
    town.certificate_revoked(person_id)
    case = town.last("claw_back_opened", person_id)["claw_back_id"]
    town.heard(case, a_citizen(person_id))
    town.act(DecideClawBack, the_city(), claw_back_id=case, recover=True, ground="培训系冒名，应予追回", **terms)
    return claim_id, case


def repay(town, case: str, fen: int, reference: str = "TH-1") -> dict:
    return town.act(RecordRepayment, MAKER, claw_back_id=case, amount=fen, bank_reference=reference,
                    received_on=town.desk.sql("SELECT (clock.business_now() AT TIME ZONE 'Asia/Shanghai')::date")[0][0])


def figures(town) -> dict[str, float]:
    shown = town.act(ShowBudget, the_city(), area=XIANGXI, year=2024, programme=PROGRAMME)
    return {name: float(shown[name]) for name in ("given", "free", "committed", "paid", "recovered")}


def test_money_is_asked_back_in_parts_and_comes_back_on_the_ledger_to_the_cent(town):
    claim_id, case = asked_back(town, "parts-1", instalments=3)
    scheduled = town.last("claw_back_scheduled", "parts-1")["instalments"]
    assert [part["amount"] for part in scheduled] == ["1666.68", "1666.66", "1666.66"]
    before = figures(town)
    assert repay(town, case, 166_668)["left"] == "3333.32"
    with pytest.raises(Conflict, match="已经登记"):
        repay(town, case, 100)
    with pytest.raises(Invalid):
        repay(town, case, 333_333, "TH-2")
    assert repay(town, case, 333_332, "TH-3")["left"] == "0.00"
    after = figures(town)
    assert round(after["recovered"] - before["recovered"], 2) == round(before["paid"] - after["paid"], 2) == 5000
    assert after["free"] == before["free"]
    shown = town.act(ShowClawBack, CLERK, claw_back_id=case)
    assert (shown["state"], shown["left"], [part["owed"] for part in shown["instalments"]]) == (
        "repaid", "0.00", ["0.00"] * 3)
    assert town.act(Verify, the_city())["faults"] == []
    with pytest.raises(Conflict, match="没有待退回"):
        repay(town, case, 100, "TH-4")


def test_an_instalment_that_is_not_repaid_in_time_is_told_once_and_one_that_is_repaid_is_not(town):
    _, case = asked_back(town, "overdue-1", instalments=2)
    later(town, 31)
    told = town.events("instalment_overdue", "overdue-1")
    assert [(event["line"], event["owed"]) for event in told] == [(1, "2500.00")]
    repay(town, case, 500_000)
    later(town, 32)
    assert len(town.events("instalment_overdue", "overdue-1")) == 1


def test_a_first_day_in_the_past_is_told(town):
    town.paid("past-1")
    town.certificate_revoked("past-1")
    case = town.last("claw_back_opened", "past-1")["claw_back_id"]
    with pytest.raises(Invalid):
        town.act(DecideClawBack, the_city(), claw_back_id=case, recover=True, ground="应予追回",
                 first_due_on=on("2024-05-06"))


def test_what_came_back_stays_on_record(town):
    _, case = asked_back(town, "stays-1")
    repay(town, case, 500_000)
    for statement in ("UPDATE repayments SET amount = 1 WHERE claw_back_id = %s",
                      "DELETE FROM repayments WHERE claw_back_id = %s"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.desk.sql(statement, case)


# what must go on holding


def test_a_business_closed_after_payment_is_warned_and_one_that_opens_again_is_forgotten(town):
    claim_id = town.paid("reopens-1")
    town.business_closed("reopens-1")
    warned = town.last("holding_warned", "reopens-1")
    assert (warned["state"], warned["claim_id"], [r["code"] for r in warned["reasons"]]) == (
        "warned", claim_id, ["still_operating"])
    town.status_confirmed("reopens-1", version=4)
    assert len(town.events("holding_warned", "reopens-1")) == 1
    town.business_registered("reopens-1", version=3)
    assert town.last("warning_lifted", "reopens-1")["warning_id"] == warned["warning_id"]
    later(town, 35)
    assert town.events("claw_back_opened", "reopens-1") == []


def test_what_is_not_put_right_in_time_becomes_a_case_that_a_person_decides(town):
    claim_id = town.paid("late-1")
    town.business_closed("late-1")
    due = on(town.last("holding_warned", "late-1")["due_on"])
    town.move_to(start_of(due))
    town.run_calendar()
    assert town.events("warning_referred", "late-1") == []
    later(town, 1)
    assert town.last("warning_referred", "late-1")["state"] == "referred"
    case = town.last("claw_back_opened", "late-1")
    assert (case["amount"], case["claim_id"], town.state_of(claim_id)) == ("5000.00", claim_id, "paid")


def test_money_that_was_left_once_is_still_asked_about_when_something_else_is_lost(town):
    claim_id = town.paid("kept-1")
    town.certificate_revoked("kept-1")
    first = town.last("claw_back_opened", "kept-1")["claw_back_id"]
    town.act(DecideClawBack, the_city(), claw_back_id=first, recover=False, ground="证书系误撤，另行补发")
    town.status_confirmed("kept-1", version=5)
    assert len(town.events("claw_back_opened", "kept-1")) == 1, "the same loss is not asked about twice"
    town.business_closed("kept-1")
    later(town, 35)
    second = town.last("claw_back_opened", "kept-1")
    assert (second["claw_back_id"] != first, second["claim_id"]) == (True, claim_id)
    town.heard(second["claw_back_id"], a_citizen("kept-1"))
    town.act(DecideClawBack, the_city(), claw_back_id=second["claw_back_id"], recover=True, ground="未继续经营")
    assert town.state_of(claim_id) == "revoked"


def test_the_desk_may_lift_a_warning_on_what_it_found_and_no_other_desk(town):
    town.paid("found-1")
    town.business_closed("found-1")
    warning = town.last("holding_warned", "found-1")["warning_id"]
    with pytest.raises(Forbidden):
        town.act(DecideWarning, an_actor(Role.CLERK, area="433122"), warning_id=warning, holds=True, ground="上门核实")
    with pytest.raises(Conflict, match="限期整改"):
        town.act(DecideWarning, CLERK, warning_id=warning, holds=False, ground="上门核实未营业")
    town.act(DecideWarning, CLERK, warning_id=warning, holds=True, ground="上门核实，系变更登记")
    with pytest.raises(Conflict, match="办结"):
        town.act(DecideWarning, CLERK, warning_id=warning, holds=True, ground="再次核实")
    later(town, 35)
    assert town.events("claw_back_opened", "found-1") == []


def test_a_check_of_a_claim_that_was_revoked_meanwhile_finds_nothing_to_do(town):
    claim_id, case = asked_back(town, "revoked-1")
    before = len(town.desk.sql("SELECT 1 FROM events"))
    town.act(CheckHolding, the_city(), claim_id=claim_id, round=1)
    assert (town.state_of(claim_id), len(town.desk.sql("SELECT 1 FROM events"))) == ("revoked", before)


def test_leaving_the_base_reaches_a_claim_only_where_policy_lets_it_rest_on_the_base(town):
    town.paid("leaves-1")
    town.hear(TenantLeft, tenancy_id="tenancy-leaves-1", person_id="leaves-1", base_id="base-1", base_name="基地",
              base_level=BaseLevel.PROVINCE, operator_id="org-1", area=JISHOU, title="入驻", state=TenancyState.LEFT,
              how=Leaving.LEFT, left_on=on("2024-06-01"), ground="迁出")
    assert town.events("holding_warned", "leaves-1") == []


def test_while_it_holds_every_check_passes_without_a_word_and_the_last_one_ends_them(town, early):
    claim_id = early["holds-1"]
    assert town.desk.sql("SELECT count(*) FROM timers WHERE key = %s", f"holding:{claim_id}") == [(1,)]
    later(town, 400)
    assert town.events("holding_warned", "holds-1") == []
    assert town.desk.sql("SELECT count(*) FROM timers WHERE key = %s", f"holding:{claim_id}") == [(0,)]


def test_after_the_year_nothing_is_asked_any_more(town, early):
    town.business_closed("over-1")
    assert town.events("holding_warned", "over-1") == []


# awards that come with their notice


def confer(town, award_id: str, *, yuan: int = 100_000, id: str | None = None, **notice) -> str:
    """An award of a campaign is announced; the claim that it is paid on."""
    stood = NoticeOfAward(**{"notice_id": f"n-{award_id}", "title": "拟认定名单公示", "opened_at": OPENED,
                             "ends_at": ENDS, "working_days": 7, "amount": yuan * 100} | notice)
    town.hear(AwardConferred, award_id=award_id, campaign_id="campaign-1", person_id=f"winner-{award_id}", id=id,
              area=JISHOU, state=AwardState.CONFERRED, title="典型乡镇奖励", amount=yuan * 100,
              conferred_on=on("2024-05-20"), notice=stood)
    return town.desk.sql("SELECT claim_id FROM claims WHERE period = %s", f"award:{award_id}")[0][0]


@pytest.fixture(scope="module")
def award_money(town):
    town.act(OpenBudget, the_city(), area=XIANGXI, year=2026, programme="campaign_award", amount=10_000_000 * 10,
             ground="州财社〔2026〕3号（演示）")
    town.move_to(start_of(on("2026-04-20")))


def test_an_award_whose_own_notice_ran_out_clean_is_paid_without_another_notice(town, award_money):
    claim_id = confer(town, "a-1")
    assert town.state_of(claim_id) == "cleared"
    batch_id = town.approved_batch(claim_id)
    town.bank_says(batch_id, BankResult.PAID)
    assert (town.state_of(claim_id), town.last("paid", "winner-a-1")["amount"]) == ("paid", "100000.00")
    assert town.act(Verify, the_city())["faults"] == []


def test_the_same_award_announced_twice_is_one_claim(town, award_money):
    claim_id = confer(town, "a-2", id="1" * 8 + "-0000-4000-8000-" + "0" * 12)
    with pytest.raises(Repeated):
        confer(town, "a-2", id="1" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert confer(town, "a-2") == claim_id
    assert len(town.events("award_line_opened", "winner-a-2")) == 1


@pytest.mark.parametrize(("award_id", "notice"), [
    ("a-early", {"ends_at": start_of(on("2030-01-01"))}), ("a-objected", {"open_objections": 1}),
    ("a-upheld", {"upheld_objections": 1}), ("a-other", {"amount": 100})])
def test_an_award_whose_notice_is_not_clean_waits_for_a_person_and_gets_no_line_by_any_way(town, award_money, award_id,
                                                                                          notice):
    claim_id = confer(town, award_id, **notice)
    assert town.state_of(claim_id) == "held"
    assert town.batch(claim_id)["outcome"] == "not_applicable"
    with pytest.raises(psycopg.errors.CheckViolation, match="before a notice"):
        line_by_hand(town, claim_id, amount=10_000_000)


def test_a_received_notice_is_not_forged_changed_or_kept_before_its_end(town, award_money):
    claim_id = confer(town, "a-forged", ends_at=start_of(on("2030-01-01")))
    forged = ("INSERT INTO received_notices (claim_id, award_id, notice_id, title, amount, opened_at, ends_at,"
              f" working_days) VALUES ('{claim_id}', 'a-forged', 'n', 'x', 10000000, '2029-12-01', '2030-01-01', 7)")
    kept = confer(town, "a-kept")
    for statement in (forged, f"UPDATE received_notices SET amount = 1 WHERE claim_id = '{kept}'",
                      f"DELETE FROM received_notices WHERE claim_id = '{kept}'"):
        with pytest.raises(psycopg.errors.CheckViolation), psycopg.connect(
                town.url, options="-c search_path=subsidies") as connection:
            connection.execute(statement)
    with pytest.raises(psycopg.errors.CheckViolation, match="another amount"):
        line_by_hand(town, kept, amount=20_000_000)


def test_an_award_without_money_waits_and_goes_on_by_itself_once_there_is_some(town, award_money):
    claim_id = confer(town, "a-large", yuan=5_000_000)
    assert town.state_of(claim_id) == "waiting_for_budget"
    town.act(OpenBudget, the_city(), area=XIANGXI, year=2026, programme="campaign_award", amount=500_000_000,
             ground="州财社〔2026〕4号（演示）")
    assert town.state_of(claim_id) == "cleared"
    waits = town.act(ShowWaitingMoney, MAKER, area=JISHOU)["items"]
    assert [line["waits_for"] for line in waits if line["claim_id"] == claim_id] == ["列入支付批次"]
