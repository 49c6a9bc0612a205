"""Whoever is to pay back is heard first, appeals to somebody else, and is given again what was taken wrongly."""

from datetime import date, timedelta

import psycopg
import pytest

from chassis.clock import start_of
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden
from contracts.subsidies.commands import (
    AppealClawBack,
    DecideAppeal,
    DecideClawBack,
    RecordRefund,
    RecordRepayment,
    StateCase,
    TakeAppeal,
    WithdrawAppeal,
)
from contracts.subsidies.questions import ShowBudget, ShowClawBack, Verify
from tests.building import XIANGXI, a_citizen, an_actor, the_city
from tests.integration.pillars.claimants import CHECKER, MAKER, PROGRAMME, REVIEWER, Town

PROVINCE = an_actor(Role.PROVINCE_STAFF, area="430000", person_id="province-1")


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(100_000)
    return town


def opened(town, person: str) -> tuple[str, str]:
    """A paid claim and the open question whether its money is asked back."""
    claim_id = town.paid(person)
    town.certificate_revoked(person)
    return claim_id, town.last("claw_back_opened", person)["claw_back_id"]


def decide(town, case: str, **more) -> dict:
    return town.act(DecideClawBack, the_city(), claw_back_id=case, recover=True, ground="培训系冒名，应予追回", **more)


def asked_back(town, person: str, **more) -> tuple[str, str]:
    claim_id, case = opened(town, person)
    town.heard(case, a_citizen(person))
    decide(town, case, **more)
    return claim_id, case


def appealed(town, person: str, case: str) -> str:
    return town.act(AppealClawBack, a_citizen(person), claw_back_id=case, ground="证书系误撤，现已补发")["appeal_id"]


def settle(town, appeal_id: str, *, overturned: bool, by=REVIEWER) -> dict:
    town.act(TakeAppeal, by, appeal_id=appeal_id)
    return town.act(DecideAppeal, by, appeal_id=appeal_id, overturned=overturned, finding="证书经培训机构核实")


def repay(town, case: str, fen: int) -> None:
    town.act(RecordRepayment, MAKER, claw_back_id=case, amount=fen, bank_reference="TH-1", received_on=town.today)


def paid_of_budget(town) -> float:
    return float(town.act(ShowBudget, the_city(), area=XIANGXI, year=2024, programme=PROGRAMME)["paid"])


def pass_days(town, days: int) -> None:
    town.move_to(start_of(town.today + timedelta(days=days)))
    town.run_calendar()


def test_money_is_not_asked_back_before_its_person_was_heard_or_let_the_days_for_that_pass(town):
    _, case = opened(town, "heard-1")
    with pytest.raises(Conflict, match="陈述申辩"):
        decide(town, case)
    with pytest.raises(Forbidden):
        town.act(StateCase, a_citizen("somebody-else"), claw_back_id=case, statement="与我有关的情况")
    town.heard(case, a_citizen("heard-1"))
    told = town.last("claw_back_heard", "heard-1")
    assert (told["state"], "到课" in told["statement"]) == ("open", True)
    assert decide(town, case)["outcome"] == "granted"
    with pytest.raises(Conflict, match="已经决定"):
        town.heard(case, a_citizen("heard-1"))
    _, silent = opened(town, "silent-1")
    pass_days(town, 8)
    reasons = {reason["code"]: reason["status"] for reason in decide(town, silent)["reasons"]}
    assert reasons["heard_before"] == "unmet"


def test_the_decision_is_a_letter_that_says_how_much_when_and_until_when_to_appeal(town):
    asked_back(town, "letter-1", instalments=2)
    decided, letter = town.last("claw_back_decided", "letter-1"), town.last("letter_issued", "letter-1")
    assert (letter["kind"], letter["letter_id"], letter["act_by"]) == (
        "claw_back", decided["letter_id"], decided["appeal_by"])
    assert [line.partition(" 前")[2] for line in letter["listed"]] == ["退回 2500.00 元"] * 2
    assert "申诉" in letter["appeal"]


def test_an_overturned_claw_back_leaves_the_subsidy_paid_and_gives_again_what_had_come_back(town):
    before = paid_of_budget(town)
    claim_id, case = asked_back(town, "overturn-1", instalments=2)
    repay(town, case, 250_000)
    appeal_id = appealed(town, "overturn-1", case)
    assert settle(town, appeal_id, overturned=True)["outcome"] == "granted"
    assert (town.state_of(claim_id), town.last("claw_back_overturned", "overturn-1")["to_refund"]) == (
        "paid", "2500.00")
    shown = town.act(ShowClawBack, the_city(), claw_back_id=case)
    assert (shown["state"], shown["left"], shown["to_refund"]) == ("overturned", "0.00", "2500.00")
    assert town.act(Verify, the_city())["faults"] == []
    refund = {"claw_back_id": case, "paid_on": town.today, "bank_reference": "TK-1"}
    assert town.act(RecordRefund, CHECKER, **refund)["outcome"] == "granted"
    with pytest.raises(Conflict, match="没有待退还"):
        town.act(RecordRefund, CHECKER, **refund)
    assert town.act(ShowClawBack, the_city(), claw_back_id=case)["to_refund"] == "0.00"
    assert (paid_of_budget(town), town.act(Verify, the_city())["faults"]) == (before + 5000, [])
    town.status_confirmed("overturn-1", version=6)
    assert len(town.events("claw_back_opened", "overturn-1")) == 1, "the same loss is not asked about again"
    pass_days(town, 70)
    assert town.events("instalment_overdue", "overturn-1") == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        town.desk.sql("DELETE FROM refunds WHERE claw_back_id = %s", case)


@pytest.mark.parametrize("end", ["upheld", "withdrawn"])
def test_while_an_appeal_runs_nothing_falls_due_and_afterwards_its_days_are_added(town, end):
    claim_id, case = asked_back(town, f"waits-{end}")
    first = date.fromisoformat(town.last("claw_back_scheduled", f"waits-{end}")["due_on"])
    pass_days(town, (first - town.today).days - 2)
    appeal_id = appealed(town, f"waits-{end}", case)
    pass_days(town, 5)
    assert town.events("instalment_overdue", f"waits-{end}") == []
    if end == "upheld":
        assert settle(town, appeal_id, overturned=False)["outcome"] == "refused"
    else:
        town.act(WithdrawAppeal, a_citizen(f"waits-{end}"), appeal_id=appeal_id)
    later = town.last("claw_back_scheduled", f"waits-{end}")
    assert (later["due_on"], town.state_of(claim_id)) == ((first + timedelta(days=5)).isoformat(), "revoked")
    pass_days(town, 3)
    assert len(town.events("instalment_overdue", f"waits-{end}")) == 1
    assert town.act(Verify, the_city())["faults"] == []


def test_whoever_asked_the_money_back_has_no_part_in_the_appeal_and_one_decision_is_appealed_once(town):
    _, case = asked_back(town, "part-1")
    appeal_id = appealed(town, "part-1", case)
    with pytest.raises(Forbidden, match="未参与"):
        town.act(TakeAppeal, the_city(), appeal_id=appeal_id)
    with pytest.raises(Conflict, match="已经提出过申诉"):
        appealed(town, "part-1", case)
    settle(town, appeal_id, overturned=False, by=PROVINCE)
    with pytest.raises(Conflict, match="已经提出过申诉"):
        appealed(town, "part-1", case)


def test_what_is_still_open_or_was_left_cannot_be_appealed_against(town):
    _, case = opened(town, "open-1")
    with pytest.raises(Conflict, match="只能对追回决定"):
        appealed(town, "open-1", case)
