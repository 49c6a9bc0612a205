"""Paying on a real database: three signatures, the bank's results, claw-back, and figures that add up."""

import threading

import psycopg
import pytest

from chassis.inbox import Repeated
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, NotFound
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    ApproveBatch,
    ApproveClaim,
    CheckBatch,
    DecideClawBack,
    OpenNotice,
    ResumeClaim,
    SendBackBatch,
    SubmitClaim,
    VerifyClaim,
)
from contracts.subsidies.questions import ReplayDecisions, ShowBankFile, ShowBudget, Verify
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, the_city, the_province
from tests.integration.pillars.claimants import (
    APPROVER,
    CHECKER,
    CLERK,
    MAKER,
    PROGRAMME,
    REVIEWER,
    Town,
)


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def test_a_batch_takes_three_different_people(town):
    [claim_id] = town.cleared("three-1")
    batch_id = town.batch(claim_id)["batch_id"]
    with pytest.raises(Conflict):
        town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    with pytest.raises(Forbidden):
        town.act(CheckBatch, an_actor(Role.FINANCE_CHECKER, person_id="maker-1"), batch_id=batch_id)
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    for person in ("maker-1", "checker-1"):
        with pytest.raises(Forbidden):
            town.act(ApproveBatch, an_actor(Role.FINANCE_APPROVER, person_id=person), batch_id=batch_id)
    with pytest.raises(Conflict):
        town.act(ShowBankFile, MAKER, batch_id=batch_id)
    assert town.act(ApproveBatch, APPROVER, batch_id=batch_id)["outcome"] == "granted"
    assert [line["claim_id"] for line in town.act(ShowBankFile, MAKER, batch_id=batch_id)["lines"]] == [claim_id]


def test_two_makers_at_once_put_a_claim_into_one_batch(town):
    claims = town.cleared("makers-1", "makers-2")
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(town.batch(*claims))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["lines"] for answer in answers) == [0, 0, 0, 2]


def test_a_batch_sent_back_lets_its_claims_into_another_one(town):
    [claim_id] = town.cleared("back-1")
    first = town.batch(claim_id)["batch_id"]
    town.act(SendBackBatch, CHECKER, batch_id=first, ground="收款账户待确认")
    assert town.state_of(claim_id) == "cleared"
    second = town.batch(claim_id)
    assert (second["outcome"], town.payment_ids(first)) == ("granted", town.payment_ids(second["batch_id"]))


def test_the_banks_results_are_taken_once_and_importing_them_again_changes_nothing(town):
    claims = town.cleared("bank-1", "bank-2", "bank-3")
    batch_id = town.approved_batch(*claims)
    results = (BankResult.PAID, BankResult.FAILED, BankResult.UNKNOWN)
    before = len(town.desk.sql("SELECT 1 FROM events"))
    first = town.bank_says(batch_id, *results)
    recorded = len(town.desk.sql("SELECT 1 FROM events"))
    again = town.bank_says(batch_id, *results)
    assert recorded > before
    assert len(town.desk.sql("SELECT 1 FROM events")) == recorded
    assert [row["accepted"] for row in first["rows"]] == [row["accepted"] for row in again["rows"]] == [True] * 3
    assert sorted(town.state_of(claim_id) for claim_id in claims) == ["cleared", "in_payment", "paid"]


def test_a_result_that_contradicts_a_payment_on_record_is_left_to_a_person(town):
    claims = town.cleared("contra-1")
    batch_id = town.approved_batch(*claims)
    town.bank_says(batch_id, BankResult.PAID)
    row = town.bank_says(batch_id, BankResult.FAILED)["rows"][0]
    assert (row["accepted"], row["state"], "人工核对" in row["reason"]) == (False, "paid", True)
    assert town.state_of(claims[0]) == "paid"


def test_an_unknown_result_is_never_repeated_blindly_and_may_still_become_known(town):
    claims = town.cleared("unknown-1")
    batch_id = town.approved_batch(*claims)
    town.bank_says(batch_id, BankResult.UNKNOWN)
    assert town.batch(*claims)["outcome"] == "not_applicable"
    town.bank_says(batch_id, BankResult.PAID)
    assert (town.state_of(claims[0]), town.last("paid", "unknown-1")["amount"]) == ("paid", "5000.00")
    assert town.events("batch_settled")[-1]["batch_id"] == batch_id


def test_a_failed_payment_is_paid_in_another_batch_under_the_same_payment(town):
    claims = town.cleared("failed-1")
    first = town.approved_batch(*claims)
    town.bank_says(first, BankResult.FAILED)
    second = town.approved_batch(*claims)
    town.bank_says(second, BankResult.PAID)
    assert town.payment_ids(first) == town.payment_ids(second)
    assert len(town.events("paid", "failed-1")) == 1
    late = town.bank_says(first, BankResult.PAID)["rows"][0]
    assert (late["accepted"], len(town.events("paid", "failed-1"))) == (False, 1)


def test_a_person_is_paid_once_in_life_and_what_was_paid_stays_on_record(town):
    claim_id = town.paid("once-1")
    with pytest.raises(Conflict):
        town.act(SubmitClaim, a_citizen("once-1"), programme=PROGRAMME)
    for statement in ("UPDATE payments SET state = 'failed', paid_on = NULL WHERE claim_id = %s",
                      "DELETE FROM payments WHERE claim_id = %s"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.desk.sql(statement, claim_id)


def test_a_business_closed_between_approval_and_payment_stops_its_own_line_and_opens_a_case(town):
    first, second = town.cleared("stop-1", "stop-2")
    batch_id = town.batch(first, second)["batch_id"]
    town.business_closed("stop-1")
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    approved = town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    assert (approved["outcome"], approved["lines"], approved["amount"], approved["stopped"]) == (
        "granted", 1, "5000.00", [first])
    assert (town.state_of(first), town.state_of(second)) == ("held", "in_payment")
    told = town.last("payment_stopped", "stop-1")
    assert "business_registered" in [reason["code"] for reason in told["reasons"] if reason["status"] == "unmet"]
    assert [line["claim_id"] for line in town.act(ShowBankFile, MAKER, batch_id=batch_id)["lines"]] == [second]
    town.bank_says(batch_id, BankResult.PAID)
    assert (town.state_of(first), town.state_of(second)) == ("held", "paid")
    assert town.events("bank_result_questioned")[-1]["claim_id"] == first
    assert town.act(Verify, the_city())["faults"] == []


def test_a_batch_whose_every_line_is_stopped_goes_back(town):
    [claim_id] = town.cleared("stop-3")
    batch_id = town.batch(claim_id)["batch_id"]
    town.business_closed("stop-3")
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    assert town.act(ApproveBatch, APPROVER, batch_id=batch_id)["outcome"] == "returned"
    with pytest.raises(Conflict):
        town.act(ShowBankFile, MAKER, batch_id=batch_id)
    assert town.state_of(claim_id) == "held"


def test_a_stopped_claim_that_goes_on_needs_a_new_notice_and_is_paid_once(town):
    [claim_id] = town.cleared("stop-4")
    batch_id = town.batch(claim_id)["batch_id"]
    town.business_closed("stop-4")
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    town.business_registered("stop-4", version=3)
    town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="核实为变更登记，经营未中断")
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    town.act(ApproveClaim, REVIEWER, claim_id=claim_id)
    assert town.batch(claim_id)["outcome"] == "not_applicable"
    town.pass_notice(town.act(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)["notice_id"])
    town.bank_says(town.approved_batch(claim_id), BankResult.PAID)
    assert (town.state_of(claim_id), len(town.events("paid", "stop-4"))) == ("paid", 1)


def test_a_certificate_revoked_after_payment_opens_a_claw_back_case_for_a_person(town):
    claim_id = town.paid("claw-1")
    town.certificate_revoked("claw-1")
    opened = town.last("claw_back_opened", "claw-1")
    assert (opened["state"], opened["amount"], opened["claim_id"]) == ("open", "5000.00", claim_id)
    assert opened["reasons"][0]["code"] == "training_completed"
    assert town.state_of(claim_id) == "paid"
    case = opened["claw_back_id"]
    town.heard(case, a_citizen("claw-1"))
    town.act(DecideClawBack, the_city(), claw_back_id=case, recover=True, ground="培训系冒名，应予追回")
    revoked = town.last("revoked", "claw-1")
    assert (revoked["state"], "申诉" in revoked["appeal"], town.state_of(claim_id)) == ("revoked", True, "revoked")
    with pytest.raises(Conflict):
        town.act(DecideClawBack, the_city(), claw_back_id=case, recover=False, ground="再次决定")


def test_the_claw_back_case_is_opened_once_however_often_and_in_whichever_order_the_events_come(town):
    town.paid("claw-2")
    town.certificate_revoked("claw-2", id="0" * 8 + "-0000-4000-8000-" + "0" * 12)
    with pytest.raises(Repeated):
        town.certificate_revoked("claw-2", id="0" * 8 + "-0000-4000-8000-" + "0" * 12)
    town.trained("claw-2", version=2)
    town.status_confirmed("claw-2", version=2)
    assert len(town.events("claw_back_opened", "claw-2")) == 1


def test_a_certificate_revoked_before_payment_holds_the_claim_and_one_in_the_bank_opens_the_case_when_paid(town):
    held, in_bank = town.cleared("claw-3", "claw-4")
    town.certificate_revoked("claw-3")
    assert town.state_of(held) == "held"
    batch_id = town.approved_batch(in_bank)
    town.certificate_revoked("claw-4")
    assert town.events("claw_back_opened", "claw-4") == []
    town.bank_says(batch_id, BankResult.PAID)
    assert town.last("claw_back_opened", "claw-4")["claim_id"] == in_bank


def test_a_paid_claim_may_be_rated_once(town):
    town.paid("rated-1")
    assert len(town.events("service_rendered", "rated-1")) == 1


def test_what_is_not_there_is_said(town):
    with pytest.raises(NotFound):
        town.act(CheckBatch, CHECKER, batch_id="no-such-batch")
    with pytest.raises(NotFound):
        town.act(DecideClawBack, the_city(), claw_back_id="no-such-case", recover=False, ground="没有这个事项")


def test_every_decision_on_the_way_to_the_money_replays_to_the_same_bytes(town):
    claim_id = town.paid("replay-1")
    subjects = {claim_id, *(row[0] for row in town.desk.sql("SELECT DISTINCT subject FROM decisions"))}
    replayed = [decision for subject in subjects
                for decision in town.act(ReplayDecisions, the_province(), subject=subject)["decisions"]]
    assert len(replayed) > 100
    assert all(decision["same"] for decision in replayed)


def test_ledger_claims_payments_and_notices_add_up(town):
    assert town.act(Verify, the_city())["faults"] == []
    shown = town.act(ShowBudget, the_city(), area=XIANGXI, year=2024, programme=PROGRAMME)
    paid = sum(1 for event in town.events("paid"))
    assert float(shown["paid"]) == paid * 5000
    assert float(shown["given"]) == float(shown["free"]) + float(shown["committed"]) + float(shown["paid"])
