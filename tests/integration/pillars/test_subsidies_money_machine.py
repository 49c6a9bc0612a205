"""Whatever is done in whichever order: paid ≤ approved ≤ budget, never twice, never before a clean notice, the ledger
balances, and every approved claim ends or is listed as waiting."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contracts.problems import Problem
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveBatch,
    ApproveClaim,
    BankResultLine,
    CheckBatch,
    ConfirmTransfer,
    MakeBatch,
    OpenNotice,
    ProposeTransfer,
    RaiseObjection,
    RecordBankResults,
    ResolveObjection,
    ResumeClaim,
    SendBackBatch,
    SettleBankQuestion,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.questions import ShowWaitingMoney, Verify
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, CLERK, MAKER, PROGRAMME, REVIEWER, Town

NUMBERS, VERSIONS = itertools.count(1), itertools.count(2)
WORTH_MEETING = ("paid", "payment_failed", "payment_unknown", "payment_stopped", "payment_returned",
                 "bank_result_questioned", "line_frozen", "transfer_booked", "batch_sent_back")
ENDED = "('paid', 'revoked', 'refused', 'withdrawn')"
SECOND = an_actor(the_city().role, area=XIANGXI, person_id="staff-2")
_TWICE = ("SELECT count(*) FROM (SELECT person_id, programme, period FROM payments WHERE state = 'paid'"
          " GROUP BY 1, 2, 3 HAVING count(*) > 1) AS twice")
# Money that left and did not come back is one attempt of one payment at most.
_OUT_TWICE = ("SELECT count(*) FROM (SELECT entity_id FROM events WHERE entity = 'payment' GROUP BY 1 HAVING"
              " count(*) FILTER (WHERE type = 'subsidies.paid.v1') > 1"
              " + count(*) FILTER (WHERE type = 'subsidies.payment_returned.v1')) AS twice")
_CAME_BACK = ("SELECT bank_question_id FROM bank_questions WHERE state = 'open' AND data ->> 'said' = 'returned'"
              " AND payment_id = %s")
_BEFORE_NOTICE = ("SELECT count(*) FROM payment_lines l WHERE NOT EXISTS (SELECT 1 FROM notice_lines n JOIN notices"
                  " USING (notice_id) WHERE n.subject = l.claim_id AND closed_at IS NOT NULL)")
_MONEY = ("SELECT coalesce(sum(-balance) FILTER (WHERE key LIKE '%%:given'), 0),"
          " coalesce(sum(balance) FILTER (WHERE key LIKE '%%:committed'), 0),"
          " coalesce(sum(balance) FILTER (WHERE key LIKE '%%:paid'), 0) FROM ledger_accounts")
_OWED = f"SELECT claim_id FROM claims WHERE budget_id IS NOT NULL AND state NOT IN {ENDED} AND area = %s"


class Money(RuleBasedStateMachine):
    """Claimants, the desk, objectors, finance and the bank, all at liberty; a problem is an answer."""

    town: Town

    def __init__(self):
        super().__init__()
        self.people = [f"free-{next(NUMBERS)}" for _ in range(4)]
        self.town.give_budget(15_000, area=JISHOU)
        first, *_ = [self.town.approved(person) for person in self.people]
        self.publicise(run_out=True)
        self.paid_and_sent_back(first)

    def paid_and_sent_back(self, claim_id: str) -> None:
        """Where a claim is clear, it is paid by itself and comes back, so that every run meets one that did."""
        made = self.try_(MakeBatch, MAKER, area=JISHOU, claim_ids=(claim_id,))
        if made and made["batch_id"]:
            self.try_(CheckBatch, CHECKER, batch_id=made["batch_id"])
            self.try_(ApproveBatch, APPROVER, batch_id=made["batch_id"])
            self.town.bank_says(made["batch_id"], BankResult.PAID)
            self.send_back(made["batch_id"], *self.town.payment_ids(made["batch_id"]))

    def try_(self, command_class, by, **fields) -> dict | None:
        try:
            return self.town.act(command_class, by, **fields)
        except Problem:
            return None

    def one(self, sql: str, which: int, *parameters) -> str | None:
        rows = self.town.desk.sql(sql, *parameters)
        return rows[which % len(rows)][0] if rows else None

    def a_claim(self, which: int) -> str | None:
        return self.one("SELECT claim_id FROM claims WHERE person_id = ANY(%s) ORDER BY claim_id", which, self.people)

    @rule(which=st.integers(0, 9))
    def review_again(self, which):
        if claim_id := self.a_claim(which):
            self.try_(ResumeClaim, REVIEWER, claim_id=claim_id, ground="核实后继续办理")
            self.try_(VerifyClaim, CLERK, claim_id=claim_id)
            self.try_(ApproveClaim, REVIEWER, claim_id=claim_id)

    @rule(who=st.integers(0, 3))
    def withdraw_and_claim_again(self, who):
        person = self.people[who]
        claim_id = self.one("SELECT claim_id FROM claims WHERE person_id = %s ORDER BY submitted_on DESC", 0, person)
        if self.try_(WithdrawClaim, a_citizen(person), claim_id=claim_id):
            offers = self.town.events("offered", person)
            self.try_(AcceptOffer, a_citizen(person), offer_id=offers[-1]["offer_id"])

    @rule(yuan=st.integers(1, 4))
    def give_money(self, yuan):
        self.town.give_budget(yuan * 3000, area=JISHOU)

    @rule()
    def move_money_away(self):
        asked = self.try_(ProposeTransfer, the_city(), year=2024, from_area=JISHOU, from_programme=PROGRAMME,
                          to_area="433122", to_programme=PROGRAMME, amount=20_000, ground="调剂")
        if asked and asked["outcome"] == "referred":
            self.try_(ConfirmTransfer, SECOND, transfer_id=asked["subject"])

    @rule(run_out=st.booleans(), objections=st.integers(0, 1))
    def publicise(self, run_out, objections=0):
        told = self.try_(OpenNotice, CLERK, area=JISHOU, programme=PROGRAMME)
        if told and told["notice_id"]:
            self.object_to(told["notice_id"], objections)
        if run_out:
            self.wait(7)

    @rule(days=st.integers(1, 3))
    def wait(self, days):
        now = self.town.desk.sql("SELECT clock.business_now()")[0][0]
        if (now + timedelta(days=days)).year == 2024:
            self.town.move_to(now + timedelta(days=days))
            self.town.run_calendar()

    def object_to(self, notice_id, objections):
        for claim_id, in self.town.desk.sql("SELECT subject FROM notice_lines WHERE notice_id = %s ORDER BY 1 LIMIT %s",
                                            notice_id, objections):
            self.try_(RaiseObjection, a_citizen("neighbour"), notice_id=notice_id, claim_id=claim_id,
                      ground="请核实经营情况")

    @rule(which=st.integers(0, 3), upheld=st.booleans())
    def resolve(self, which, upheld):
        objection = self.one("SELECT objection_id FROM notice_objections WHERE state = 'open' ORDER BY 1", which)
        if objection:
            self.try_(ResolveObjection, REVIEWER, objection_id=objection, upheld=upheld, finding="核查完毕")

    @rule(which=st.integers(0, 3), closes=st.booleans())
    def business_changes(self, which, closes):
        change = self.town.business_closed if closes else self.town.business_registered
        change(self.people[which], version=next(VERSIONS))

    @rule(closing=st.integers(0, 7))
    def make_batch(self, closing):
        self.try_(MakeBatch, MAKER, area=JISHOU)
        if closing < 3:
            self.town.business_closed(self.people[closing], version=next(VERSIONS))

    @rule(which=st.integers(0, 3), back=st.integers(0, 3))
    def sign(self, which, back):
        batch = self.one("SELECT batch_id FROM batches WHERE state IN ('made', 'checked') ORDER BY batch_id", which)
        if batch and not back:
            self.try_(SendBackBatch, CHECKER, batch_id=batch, ground="退回重办")
        elif batch:
            self.try_(CheckBatch, CHECKER, batch_id=batch)
            self.try_(ApproveBatch, APPROVER, batch_id=batch)

    @rule(which=st.integers(0, 2), said=st.lists(st.sampled_from(BankResult), min_size=3, max_size=3),
          amount=st.sampled_from([None, None, 500_000, 499_999]), twice=st.booleans())
    def bank_says(self, which, said, amount, twice):
        batch = self.one("SELECT batch_id FROM batches WHERE state IN ('approved', 'settled')"
                         " ORDER BY state, version DESC, batch_id", which)
        lines = tuple(BankResultLine(payment_id=payment_id, result=result, paid_on=self.town.today, amount=amount,
                                     bank_reference=f"B-{payment_id[:6]}", cause="说明")
                      for payment_id, result in zip(self.town.payment_ids(batch or ""), said, strict=False))
        for _ in range(1 + twice if lines else 0):
            self.try_(RecordBankResults, MAKER, batch_id=batch, lines=lines)

    @rule(which=st.integers(0, 2))
    def money_comes_back(self, which):
        paid = self.town.desk.sql("SELECT batch_id, payment_id FROM payments WHERE state = 'paid' AND person_id ="
                                  " ANY(%s) ORDER BY 1, 2", self.people)
        for place in paid[which:which + 1]:
            self.send_back(*place)

    def send_back(self, batch_id: str, payment_id: str) -> None:
        """The bank sends a payment back; a second person books it where it may be booked."""
        line = BankResultLine(payment_id=payment_id, result=BankResult.RETURNED, paid_on=self.town.today,
                              bank_reference=f"TH-{payment_id[:6]}", cause="账户已销户")
        self.try_(RecordBankResults, MAKER, batch_id=batch_id, lines=(line,))
        if question := self.one(_CAME_BACK, 0, payment_id):
            self.try_(SettleBankQuestion, APPROVER, bank_question_id=question, take=True, finding="已核对对账单")

    @rule(which=st.integers(0, 3), take=st.booleans())
    def settle_question(self, which, take):
        question = self.one("SELECT bank_question_id FROM bank_questions WHERE state = 'open' ORDER BY 1", which)
        if question:
            self.try_(SettleBankQuestion, APPROVER, bank_question_id=question, take=take, finding="已核对对账单")

    @invariant()
    def money_is_right(self):
        given, committed, paid = self.town.desk.sql(_MONEY)[0]
        assert paid + committed <= given
        assert [self.town.desk.sql(each) for each in (_TWICE, _OUT_TWICE, _BEFORE_NOTICE)] == [[(0,)]] * 3
        faults = self.town.act(Verify, the_city())["faults"]
        if faults:  # the database keeps them, so that a second run stops earlier and is all that Hypothesis tells of
            print("found on the way:", *faults)
        assert faults == []

    def teardown(self):
        """Every approved claim is listed as waiting, with words for what it waits for."""
        listed = {line["claim_id"]: line["waits_for"] for line in self.town.act(
            ShowWaitingMoney, MAKER, area=JISHOU)["items"]}
        owed = {row[0] for row in self.town.desk.sql(_OWED, JISHOU)}
        assert owed == set(listed)
        assert all(listed.values())


@pytest.fixture(scope="module")
def town(desk, migrated):
    return Town(desk("subsidies"), migrated)


def test_money_is_right_whatever_is_done_in_whichever_order(town):
    Money.town = town
    run_state_machine_as_test(Money, settings=settings(
        max_examples=10, stateful_step_count=25, deadline=None, derandomize=True, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck)))
    met = {row[0].split(".")[1] for row in town.desk.sql("SELECT DISTINCT type FROM events")}
    print(f"met on the way: {sorted(met & set(WORTH_MEETING))}")
    assert {"approved", "cleared", "batch_made", "payment_returned"} <= met
