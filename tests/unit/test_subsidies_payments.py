"""Signatures of a batch and the bank's results, in memory."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.subsidies import BankResult, BatchState, ClaimState, PaymentState
from contracts.subsidies.commands import BankResultLine, RecordBankResults
from policies.publishing import content_hash
from policies.reader import Policies
from services.subsidies.model import Batch, Claim, Payment
from services.subsidies.rules import decide_bank_results
from services.subsidies.rules.bank_results import paid_events, preview
from services.subsidies.rules.links import falls_on
from services.subsidies.rules.payments import same_hand
from tests.building import a_command, the_city

TODAY = date(2024, 6, 20)
POLICIES = Policies.load()
STRICT = POLICIES.subsidies("433101", on=TODAY)
CHANGE = {"pillar": "subsidies", "area": "433101", "key": "payment_signatures", "from": "2024-05-06",
          "value": ["maker", "approver"], "cite": {"unsourced": "本县财务人员不足，由财务部门确认"}}
RELAXED = POLICIES.with_published([CHANGE | {"hash": content_hash(CHANGE)}]).subsidies("433101", on=TODAY)
BATCH = Batch(batch_id="b-1", area="433101", state=BatchState.APPROVED, lines=3, amount=1_500_000, maker="maker-1",
              checker="checker-1", approver="approver-1")
IDS = ("pay-1", "pay-2", "pay-3")


@pytest.mark.parametrize(("signs_as", "person", "given_before"), [
    ("checker", "maker-1", "maker"), ("approver", "maker-1", "maker"), ("approver", "checker-1", "checker"),
    ("checker", "checker-2", None), ("approver", "approver-1", None)])
def test_each_signature_needs_another_person(signs_as, person, given_before):
    assert same_hand(BATCH, signs_as, person, STRICT) == given_before


def test_where_policy_names_two_signatures_the_checker_may_be_anybody():
    assert same_hand(BATCH, "checker", "maker-1", RELAXED) is None
    assert same_hand(BATCH, "approver", "checker-1", RELAXED) is None
    assert same_hand(BATCH, "approver", "maker-1", RELAXED) == "maker"


def a_payment(payment_id: str, state: PaymentState = PaymentState.SENT) -> Payment:
    return Payment(payment_id=payment_id, claim_id=f"claim-{payment_id}", batch_id="b-1", person_id=f"p-{payment_id}",
                   area="433101", programme="startup_subsidy", period="once", title="补贴", amount=500_000, state=state)


def a_claim(payment: Payment) -> Claim:
    return Claim(claim_id=payment.claim_id, person_id=payment.person_id, area="433101", programme="startup_subsidy",
                 period="once", title="补贴", state=ClaimState.IN_PAYMENT, amount=500_000, submitted_on=TODAY,
                 allowed=15)


def results(lines, payments, asked=()):
    command = a_command(RecordBankResults, the_city(), batch_id="b-1", lines=tuple(lines))
    ids = tuple(f"{line.payment_id}:{line.result}" for line in lines)
    return decide_bank_results(command, BATCH, payments,
                               {payment.claim_id: a_claim(payment) for payment in payments.values()}, ids, asked, TODAY)


def a_line(payment_id: str, result: BankResult) -> BankResultLine:
    return BankResultLine(payment_id=payment_id, result=result, paid_on=TODAY, bank_reference="R1")


lines = st.lists(st.builds(a_line, st.sampled_from((*IDS, "stranger")), st.sampled_from(list(BankResult))), max_size=12)


def play(files) -> tuple[dict[str, PaymentState], list[str]]:
    """Import file after file; the state of each payment, and the ids announced as paid."""
    payments, paid, asked = {name: a_payment(name) for name in IDS}, [], []
    for file in files:
        for event in results(file, payments, tuple(asked)).events:
            asked += [event.bank_question_id] if event.entity == "bank_question" else []
            if event.entity == "payment":
                payments[event.payment_id] = a_payment(event.payment_id, event.state)
                paid += [event.payment_id] if event.type == "subsidies.paid.v1" else []
    assert len(asked) == len(set(asked))
    return {name: payment.state for name, payment in payments.items()}, paid


@given(st.lists(lines, max_size=4))
def test_whatever_a_bank_sends_nobody_is_paid_twice_and_paid_stays_paid(files):
    states, paid = play(files)
    assert len(paid) == len(set(paid))
    assert {name for name, state in states.items() if state is PaymentState.PAID} == set(paid)


@given(lines)
def test_the_same_file_again_announces_nothing_new(file):
    assert play([file, file]) == play([file])


def test_a_payment_without_day_or_reference_is_not_taken():
    line = BankResultLine(payment_id="pay-1", result=BankResult.PAID)
    decision = results([line], {"pay-1": a_payment("pay-1")})
    assert decision.events == ()
    assert decision.details["rows"][0] == {"payment_id": "pay-1", "accepted": False, "state": "sent",
                                           "code": "day_or_reference_missing",
                                           "reason": "缺少支付日期或银行流水号"}


@pytest.mark.parametrize(("day", "code"), [
    (date(2024, 6, 21), "day_in_the_future"), (date(2024, 6, 16), "day_before_approval"),
    (date(2024, 6, 17), "returned_before_paid"), (date(2024, 6, 18), "came_back"), (TODAY, "came_back")])
def test_money_comes_back_neither_before_it_was_sent_nor_tomorrow(day, code):
    batch = replace(BATCH, approved_on=date(2024, 6, 17))
    paid = replace(a_payment("pay-1", PaymentState.PAID), paid_on=date(2024, 6, 18))
    line = replace(a_line("pay-1", BankResult.RETURNED), paid_on=day, cause="账户已销户")
    [row] = preview((line,), batch, {"pay-1": paid}, TODAY)["rows"]
    assert (row["accepted"], row["code"]) == (False, code)


@pytest.mark.parametrize(("organisation", "opened"), [(None, 1), ("org-1", 0)])
def test_a_person_may_rate_what_was_paid_and_for_an_organisation_no_right_is_opened(organisation, opened):
    payment = a_payment("pay-1")
    claim = replace(a_claim(payment), organisation_id=organisation)
    events = paid_events(payment, claim, TODAY, "R1")
    assert [event.type for event in events].count("subsidies.service_rendered.v1") == opened


def test_a_confirmed_lead_falls_on_what_can_still_be_held_and_on_nothing_when_one_of_the_two_came_to_nothing():
    first, second = (a_claim(a_payment(name)) for name in ("pay-1", "pay-2"))

    def on(one: ClaimState, other: ClaimState) -> str | None:
        found = falls_on((replace(first, state=one), replace(second, state=other)))
        return found and found.claim_id

    assert on(ClaimState.PAID, ClaimState.IN_REVIEW) == second.claim_id
    assert on(ClaimState.IN_PAYMENT, ClaimState.CLEARED) == second.claim_id
    assert on(ClaimState.PAID, ClaimState.IN_PAYMENT) == second.claim_id
    assert on(ClaimState.SUBMITTED, ClaimState.APPROVED) == on(ClaimState.PAID, ClaimState.PAID) == first.claim_id
    for nothing in (ClaimState.WITHDRAWN, ClaimState.REFUSED, ClaimState.REVOKED):
        assert on(ClaimState.PAID, nothing) is None
