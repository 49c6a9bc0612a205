"""退汇: money that was booked as paid and that the bank sent back is paid once more, by two people, never twice."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from contracts.problems import Conflict, Forbidden
from contracts.subsidies import BankResult
from contracts.subsidies.commands import BankResultLine, RecordBankResults, SettleBankQuestion
from contracts.subsidies.questions import ShowBankFile, ShowWaitingMoney, Verify
from tests.building import JISHOU, XIANGXI, the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, MAKER, PROGRAMME, Town


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(100_000)
    return town


def import_results(town, batch_id: str, lines) -> dict:
    return town.act(RecordBankResults, MAKER, batch_id=batch_id, lines=tuple(lines))


def a_paid(town, payment_id: str) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=BankResult.PAID, paid_on=town.today,
                          bank_reference=f"FB-late-{payment_id[:8]}")


def a_failed(payment_id: str) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=BankResult.FAILED, cause="超时")


def settle(town, question: dict, *, take: bool) -> dict:
    return town.act(SettleBankQuestion, APPROVER, bank_question_id=question["bank_question_id"], take=take,
                    finding="已核对银行对账单")


def waits_for(town, claim_id: str) -> str:
    waiting = town.act(ShowWaitingMoney, MAKER, area=JISHOU)["items"]
    return next(line["waits_for"] for line in waiting if line["claim_id"] == claim_id)


def returned(town, person_id: str) -> tuple[str, str, dict]:
    """Somebody who was paid, and whose money the bank sent back, brought in by the maker: claim, batch, question."""
    claim_id = town.paid(person_id)
    batch_id, payment_id = payment_of(town, claim_id)
    import_results(town, batch_id, [a_return(town, payment_id)])
    return claim_id, batch_id, town.question_about(claim_id)


def payment_of(town, claim_id: str) -> tuple[str, str]:
    return town.desk.sql("SELECT batch_id, payment_id FROM payments WHERE claim_id = %s", claim_id)[0]


def a_return(town, payment_id: str, *, days: int = 0, cause: str | None = "收款账户已销户",
             amount: int | None = None) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=BankResult.RETURNED, cause=cause,
                          paid_on=town.today + timedelta(days), bank_reference=f"TH-{payment_id[:8]}", amount=amount)


def money_of(town) -> dict[str, int]:
    parts = ("committed", "paid", "recovered")
    return {part: town.desk.sql("SELECT balance FROM ledger_accounts WHERE key = %s",
                                f"budget:2024:{XIANGXI}:{PROGRAMME}:{part}")[0][0] for part in parts}


def test_money_that_came_back_is_reserved_again_and_paid_once_more_under_the_same_key(town):
    claim_id, first, question = returned(town, "came-back-1")
    assert (town.state_of(claim_id), question["said"], question["recorded"]) == ("paid", "returned", "paid")
    before = money_of(town)
    assert settle(town, question, take=True)["outcome"] == "granted"
    told = town.last("payment_returned", "came-back-1")
    assert (told["state"], told["cause"], told["returned_on"]) == ("returned", "收款账户已销户", town.today.isoformat())
    assert "更正登记的收款账户" in told["todo"]
    assert (town.state_of(claim_id), waits_for(town, claim_id)) == ("cleared", "列入支付批次")
    after = money_of(town)
    assert {part: after[part] - before[part] for part in after} == {
        "committed": 500_000, "paid": -500_000, "recovered": 0}
    second = town.approved_batch(claim_id)
    assert payment_of(town, claim_id) == (second, question["payment_id"])
    town.bank_says(second, BankResult.PAID)
    assert (town.state_of(claim_id), money_of(town)) == ("paid", before)
    assert town.batch(claim_id)["outcome"] == "not_applicable"
    assert town.payment_ids(first) == town.payment_ids(second)
    assert town.act(Verify, the_city())["faults"] == []


def test_a_return_is_brought_in_and_settled_by_two_people(town):
    claim_id = town.paid("two-hands-1")
    batch_id, payment_id = payment_of(town, claim_id)
    town.act(RecordBankResults, APPROVER, batch_id=batch_id, lines=(a_return(town, payment_id),))
    question = town.question_about(claim_id)
    with pytest.raises(Forbidden, match="不同的人"):
        settle(town, question, take=True)
    assert town.state_of(claim_id) == "paid"
    town.act(SettleBankQuestion, CHECKER, bank_question_id=question["bank_question_id"], take=True,
             finding="已核对银行对账单")
    assert town.state_of(claim_id) == "cleared"


def test_the_same_return_told_again_changes_nothing_also_after_the_second_payment(town):
    claim_id, first, question = returned(town, "told-again-1")
    settle(town, question, take=True)
    [again] = import_results(town, first, [a_return(town, question["payment_id"])])["rows"]
    assert (again["accepted"], again["state"]) == (True, "returned")
    second = town.approved_batch(claim_id)
    town.bank_says(second, BankResult.PAID)
    import_results(town, first, [a_return(town, question["payment_id"])])
    late = import_results(town, first, [a_paid(town, question["payment_id"])])["rows"][0]
    assert (late["accepted"], "退汇" in late["reason"]) == (False, True)
    newest = [q for q in town.events("bank_result_questioned") if q["claim_id"] == claim_id][-1]
    with pytest.raises(Conflict, match="不能直接登记"):
        settle(town, newest, take=True)
    assert (town.state_of(claim_id), len(town.events("paid", "told-again-1"))) == ("paid", 2)


@pytest.mark.parametrize(("line", "why"), [
    (lambda town, id_: a_return(town, id_, cause=None), "缺少退汇日期"),
    (lambda town, id_: a_return(town, id_, days=-1), "早于批次审批日期"),
    (lambda town, id_: a_return(town, id_, amount=499_999), "金额")])
def test_a_return_says_when_why_and_how_much_or_is_not_booked(town, line, why):
    claim_id = town.paid(f"unsaid-{why}")
    batch_id, payment_id = payment_of(town, claim_id)
    [row] = import_results(town, batch_id, [line(town, payment_id)])["rows"]
    assert (row["accepted"], why in row["reason"]) == (False, True)
    assert town.state_of(claim_id) == "paid"


def test_what_was_never_booked_as_paid_cannot_come_back(town):
    [claim_id] = town.cleared("never-paid-1")
    batch_id = town.approved_batch(claim_id)
    [row] = import_results(town, batch_id, [a_return(town, town.payment_ids(batch_id)[0])])["rows"]
    assert row["reason"] == "没有登记到账，不能登记退汇"


def test_while_a_person_has_to_decide_about_the_money_its_return_waits(town):
    claim_id, _, question = returned(town, "looked-into-1")
    town.certificate_revoked("looked-into-1")
    assert town.events("claw_back_opened", "looked-into-1")
    with pytest.raises(Conflict, match="追回"):
        settle(town, question, take=True)
    assert town.state_of(claim_id) == "paid"


def test_only_what_the_bank_has_said_nothing_of_may_be_handed_to_it_again(town):
    batch_id = town.approved_batch(*town.cleared("hand-1", "hand-2", "hand-3", "hand-4", "hand-5"))
    ids = town.payment_ids(batch_id)
    assert payable(town, batch_id) == ids
    short = replace(a_paid(town, ids[3]), amount=499_999)
    import_results(town, batch_id, [a_paid(town, ids[0]), a_failed(ids[1]), short,
                                    BankResultLine(payment_id=ids[2], result=BankResult.UNKNOWN)])
    assert payable(town, batch_id) == [ids[4]]
    [question] = [q for q in town.events("bank_result_questioned") if q["payment_id"] == ids[3]]
    settle(town, question, take=False)
    import_results(town, batch_id, [a_failed(ids[4])])
    assert payable(town, batch_id) == [], "what was paid short is settled with the bank and not sent again"


def payable(town, batch_id: str) -> list[str]:
    lines = town.act(ShowBankFile, MAKER, batch_id=batch_id)["lines"]
    return [line["payment_id"] for line in lines if line["payable"]]


def test_by_hand_a_paid_payment_is_not_opened_again(town):
    claim_id = town.paid("by-hand-1")
    with (psycopg.connect(town.url, options="-c search_path=subsidies") as connection,
          pytest.raises(psycopg.errors.InsufficientPrivilege, match="stays on record")):
        connection.execute("UPDATE payments SET state = 'returned', paid_on = NULL WHERE claim_id = %s", [claim_id])
