"""A bank that pays and then does not answer: nobody is paid twice, nobody is forgotten, nothing is settled blindly."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from benchmarks.crowd import Crowd, gather
from contracts.actors import Role
from contracts.problems import Conflict
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    ApproveBatch,
    BankResultLine,
    CheckBatch,
    MakeBatch,
    OpenNotice,
    RecordBankResults,
    ResumeClaim,
    SettleBankQuestion,
    WithdrawClaim,
)
from contracts.subsidies.questions import PreviewBankResults, ShowBankFile, ShowWaitingMoney, Verify
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, MAKER, PROGRAMME, REVIEWER, Town

LINES, LUXI = 1_000, "433122"
# The city's desk and finance, for the crowd in another county.
DESK, MAKES, CHECKS, APPROVES = (an_actor(role, area=XIANGXI, person_id=f"{role}-city") for role in (
    Role.CLERK, Role.FINANCE_MAKER, Role.FINANCE_CHECKER, Role.FINANCE_APPROVER))


@dataclass
class FakeBank:
    """Pays what it is asked to pay, once per order that it takes; of every fifth line it then says nothing."""

    town: Town
    paid: Counter = field(default_factory=Counter)
    statement: dict[str, str] = field(default_factory=dict)

    def take(self, lines: list[dict]) -> list[BankResultLine]:
        """Carry out an order; what it answers."""
        return [self._pay(number, line) for number, line in enumerate(lines)]

    def _pay(self, number: int, line: dict) -> BankResultLine:
        if number % 7 == 3:
            return BankResultLine(payment_id=line["payment_id"], result=BankResult.FAILED, cause="账户已销户")
        self.paid[line["person_id"]] += 1
        self.statement[line["payment_id"]] = f"FB{len(self.statement):06d}"
        if number % 5 == 0:
            return BankResultLine(payment_id=line["payment_id"], result=BankResult.UNKNOWN)
        return self.on_statement(line["payment_id"])

    def on_statement(self, payment_id: str) -> BankResultLine:
        """What the bank's statement says of a payment on the next day."""
        if payment_id not in self.statement:
            return BankResultLine(payment_id=payment_id, result=BankResult.FAILED, cause="对账单无此笔")
        return BankResultLine(payment_id=payment_id, result=BankResult.PAID, paid_on=self.town.today,
                              bank_reference=self.statement[payment_id])


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(10_000_000)
    return town


def cleared(town, crowd: Crowd) -> None:
    """A crowd whose notice ran out clean."""
    gather(town.url, crowd, f"budget:2024:{XIANGXI}:{PROGRAMME}")
    town.pass_notice(town.act(OpenNotice, DESK, area=crowd.area, programme=PROGRAMME)["notice_id"])


def pay(town, bank: FakeBank) -> tuple[str, list[BankResultLine]]:
    """Everything that is clear goes into a batch, through three hands, to the bank: the batch, and its answer."""
    return sign_and_send(town, bank, town.act(MakeBatch, MAKES, area=LUXI)["batch_id"])


def sign_and_send(town, bank: FakeBank, batch_id: str) -> tuple[str, list[BankResultLine]]:
    town.act(CheckBatch, CHECKS, batch_id=batch_id)
    town.act(ApproveBatch, APPROVES, batch_id=batch_id)
    return batch_id, bank.take(town.act(ShowBankFile, MAKES, batch_id=batch_id)["lines"])


def import_results(town, batch_id: str, lines) -> dict:
    return town.act(RecordBankResults, MAKES, batch_id=batch_id, lines=tuple(lines))


def waiting(town, area: str = JISHOU) -> list[dict]:
    return town.act(ShowWaitingMoney, MAKES, area=area)["items"]


def test_a_preview_says_what_a_file_would_change_and_changes_nothing(town):
    claims = town.cleared("look-1", "look-2", "look-3")
    batch_id = town.approved_batch(*claims)
    ids = town.payment_ids(batch_id)
    lines = (a_paid(town, ids[0]), BankResultLine(payment_id=ids[1], result=BankResult.PAID),
             BankResultLine(payment_id="somebody-elses", result=BankResult.FAILED))
    seen = town.act(PreviewBankResults, MAKER, batch_id=batch_id, lines=lines)
    assert {name: seen[name] for name in ("lines", "changes", "unchanged", "faults", "missing")} == {
        "lines": 3, "changes": 1, "unchanged": 0, "faults": 2, "missing": 2}
    assert [row.get("reason") for row in seen["rows"]] == [None, "缺少支付日期或银行流水号", "不在本批次中"]
    assert town.payment_states(batch_id) == ["sent", "sent", "sent"]
    import_results(town, batch_id, lines)
    again = town.act(PreviewBankResults, MAKER, batch_id=batch_id, lines=lines)
    assert (again["changes"], again["unchanged"]) == (0, 1)


def test_a_paid_day_that_is_still_to_come_or_before_the_approval_is_not_booked(town):
    [claim_id] = town.cleared("other-day-1")
    batch_id = town.approved_batch(claim_id)
    [payment_id] = town.payment_ids(batch_id)
    for days, code, why in ((1, "day_in_the_future", "晚于今天"), (-1, "day_before_approval", "早于批次审批日期")):
        line = a_paid(town, payment_id, days=days)
        seen = town.act(PreviewBankResults, MAKER, batch_id=batch_id, lines=(line,))
        [row] = import_results(town, batch_id, [line])["rows"]
        assert (row["accepted"], row["code"], why in row["reason"], seen["faults"]) == (False, code, True, 1)
    assert town.state_of(claim_id) == "in_payment"
    import_results(town, batch_id, [a_paid(town, payment_id)])
    assert town.state_of(claim_id) == "paid"


def test_a_file_with_some_of_the_lines_leaves_the_others_waiting_for_the_bank(town):
    claims = town.cleared("part-1", "part-2")
    batch_id = town.approved_batch(*claims)
    import_results(town, batch_id, [a_paid(town, town.payment_ids(batch_id)[0])])
    left = [line for line in waiting(town) if line["claim_id"] in claims]
    assert [(line["waits_for"], line["payment_state"]) for line in left] == [("银行结果", "sent")]


def test_another_amount_than_asked_is_a_question_for_a_person_and_no_payment(town):
    [claim_id] = town.cleared("amount-1")
    batch_id = town.approved_batch(claim_id)
    [payment_id] = town.payment_ids(batch_id)
    short = BankResultLine(payment_id=payment_id, result=BankResult.PAID, paid_on=town.today,
                           bank_reference="FB-short", amount=499_999)
    for _ in range(2):
        row = import_results(town, batch_id, [short])["rows"][0]
        assert (row["accepted"], "实付金额" in row["reason"]) == (False, True)
    question = town.question_about(claim_id)
    assert (question["said_amount"], question["amount"], question["state"]) == ("4999.99", "5000.00", "open")
    with pytest.raises(Conflict, match="金额不一致"):
        settle(town, question, take=True)
    settle(town, question, take=False)
    import_results(town, batch_id, [a_paid(town, payment_id)])
    assert town.state_of(claim_id) == "paid"


def test_a_failed_line_that_the_bank_paid_after_all_is_booked_once_by_a_person(town):
    [claim_id] = town.cleared("after-all-1")
    batch_id = town.approved_batch(claim_id)
    [payment_id] = town.payment_ids(batch_id)
    import_results(town, batch_id, [BankResultLine(payment_id=payment_id, result=BankResult.FAILED, cause="超时")])
    import_results(town, batch_id, [a_paid(town, payment_id)])
    assert (town.state_of(claim_id), waits_for(town, claim_id)) == ("cleared", "核对银行结果")
    question = town.question_about(claim_id)
    settle(town, question, take=True)
    assert (town.state_of(claim_id), len(town.events("paid", "after-all-1"))) == ("paid", 1)
    assert town.batch(claim_id)["outcome"] == "not_applicable"
    with pytest.raises(Conflict, match="已经办结"):
        settle(town, question, take=False)


def test_while_another_batch_pays_the_line_the_late_word_of_the_first_is_not_booked(town):
    [claim_id] = town.cleared("two-batches-1")
    first = town.approved_batch(claim_id)
    [payment_id] = town.payment_ids(first)
    import_results(town, first, [a_failed(payment_id)])
    second = town.approved_batch(claim_id)
    import_results(town, first, [a_paid(town, payment_id)])
    question = town.question_about(claim_id)
    with pytest.raises(Conflict, match="其他批次"):
        settle(town, question, take=True)
    import_results(town, second, [a_failed(payment_id)])
    settle(town, question, take=True)
    assert (town.state_of(claim_id), len(town.events("paid", "two-batches-1"))) == ("paid", 1)
    assert town.last("paid", "two-batches-1")["batch_id"] == first, "it was the first one that paid"
    assert town.act(Verify, the_city())["faults"] == []


def test_while_the_bank_is_asked_whether_it_paid_the_line_goes_into_no_other_batch(town):
    asked, plain = town.cleared("asked-1", "asked-2")
    first = town.approved_batch(asked)
    [payment_id] = town.payment_ids(first)
    import_results(town, first, [a_failed(payment_id)])
    import_results(town, first, [a_paid(town, payment_id)])
    made = town.batch(asked, plain)
    assert (made["lines"], made["left_out"], town.state_of(asked)) == (1, [asked], "cleared")
    assert "银行结果" in next(reason["text"] for reason in made["reasons"] if reason["status"] == "unmet")
    with pytest.raises(Conflict, match="核对银行结果"):
        town.act(WithdrawClaim, a_citizen("asked-1"), claim_id=asked)
    settle(town, town.question_about(asked), take=False)
    assert town.batch(asked)["lines"] == 1, "on the statement it was not paid"


def test_what_the_first_batch_paid_after_all_is_stopped_before_the_second_goes_to_the_bank(town):
    [claim_id] = town.cleared("late-word-1")
    first = town.approved_batch(claim_id)
    [payment_id] = town.payment_ids(first)
    import_results(town, first, [a_failed(payment_id)])
    second = town.batch(claim_id)["batch_id"]
    town.act(CheckBatch, CHECKER, batch_id=second)
    import_results(town, first, [a_paid(town, payment_id)])
    assert town.act(ApproveBatch, APPROVER, batch_id=second)["stopped"] == [claim_id]
    with pytest.raises(Conflict, match="核对银行结果"):
        town.act(ResumeClaim, REVIEWER, claim_id=claim_id, ground="先核对银行结果再恢复")
    settle(town, town.question_about(claim_id), take=True)
    assert (town.state_of(claim_id), len(town.events("paid", "late-word-1"))) == ("paid", 1)
    assert town.act(Verify, the_city())["faults"] == []


def test_a_stopped_line_that_the_bank_paid_after_all_leaves_the_batch_as_it_was_approved(town):
    stopped, plain = town.cleared("stopped-paid-1", "stopped-paid-2")
    batch_id = town.batch(stopped, plain)["batch_id"]
    town.business_closed("stopped-paid-1")
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    assert town.act(ApproveBatch, APPROVER, batch_id=batch_id)["lines"] == 1
    town.bank_says(batch_id, BankResult.PAID)
    settle(town, town.question_about(stopped), take=True)
    assert (town.state_of(stopped), town.state_of(plain)) == ("paid", "paid")
    assert town.act(Verify, the_city())["faults"] == []


def test_a_second_payment_under_another_reference_is_asked_about(town):
    claim_id = town.paid("again-1")
    [payment_id] = [row[0] for row in town.desk.sql("SELECT payment_id FROM payments WHERE claim_id = %s", claim_id)]
    [batch_id] = [row[0] for row in town.desk.sql("SELECT batch_id FROM payments WHERE claim_id = %s", claim_id)]
    row = import_results(town, batch_id, [a_paid(town, payment_id, reference="FB-other")])["rows"][0]
    assert (row["accepted"], "重复支付" in row["reason"]) == (False, True)
    assert town.question_about(claim_id)["recorded"] == "paid"


def a_paid(town, payment_id: str, reference: str = "FB-1", days: int = 0) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=BankResult.PAID, paid_on=town.today + timedelta(days),
                          bank_reference=f"{reference}-{payment_id[:8]}")


def a_failed(payment_id: str) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=BankResult.FAILED, cause="超时")


def settle(town, question: dict, *, take: bool) -> dict:
    return town.act(SettleBankQuestion, APPROVER, bank_question_id=question["bank_question_id"], take=take,
                    finding="已核对银行对账单")


def waits_for(town, claim_id: str) -> str:
    return next(line["waits_for"] for line in waiting(town) if line["claim_id"] == claim_id)


# a crowd


def test_a_large_batch_is_assessed_anew_by_the_calendar_some_people_at_a_time(town):
    cleared(town, Crowd(name="few-", number=120, area=LUXI))
    bank = FakeBank(town)
    batch_id, answered = pay(town, bank)
    import_results(town, batch_id, [bank.on_statement(line.payment_id) for line in answered])
    while waiting(town, LUXI):
        pay_again(town, bank)
    town.run_calendar()
    states = town.desk.sql("SELECT state, count(*) FROM assessments WHERE person_id LIKE 'few-%%'"
                           " AND programme = %s GROUP BY state", PROGRAMME)
    assert states == [("claimed", 120)]


def test_of_a_thousand_lines_none_is_paid_twice_and_none_is_forgotten(town):
    cleared(town, Crowd(name="many-", number=LINES, area=LUXI))
    bank, before = FakeBank(town), len(town.events("paid"))
    batch_id, answered = pay(town, bank)
    half = len(answered) // 2
    import_results(town, batch_id, answered[:half])
    failed = sum(line.result is BankResult.FAILED for line in answered[:half])
    assert town.act(MakeBatch, MAKES, area=LUXI)["lines"] == failed
    import_results(town, batch_id, answered[half:])
    unknown = [line.payment_id for line in answered if line.result is BankResult.UNKNOWN]
    assert len(unknown) > LINES // 7
    assert Counter(line["waits_for"] for line in waiting(town, LUXI))["与银行核对未知的结果"] == len(unknown)
    import_results(town, batch_id, [bank.on_statement(payment_id) for payment_id in unknown])
    while waiting(town, LUXI):
        pay_again(town, bank)
    assert set(bank.paid.values()) == {1}
    assert len(bank.paid) == LINES == len(town.events("paid")) - before
    assert town.act(Verify, the_city())["faults"] == []


def pay_again(town, bank: FakeBank) -> None:
    """The lines that failed go into further batches: the one that another maker began, and a new one."""
    begun = [row[0] for row in town.desk.sql("SELECT batch_id FROM batches WHERE state = 'made' AND area = %s", LUXI)]
    for batch_id in begun or [town.act(MakeBatch, MAKES, area=LUXI)["batch_id"]]:
        _, answered = sign_and_send(town, bank, batch_id)
        import_results(town, batch_id, answered)
        import_results(town, batch_id, [bank.on_statement(line.payment_id) for line in answered])
