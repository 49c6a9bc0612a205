"""The story's second half: money, a base, a loan, an activity; notice before payment, and a claw-back after it."""

import pytest

from dev.caller import Refused
from dev.second_half import SecondHalf
from dev.story import XIANGXI, Story


@pytest.fixture(scope="module")
def told(prepared):
    """One person's whole story up to the running loan, told once for this file."""
    story = Story(prepared.base_url)
    story.first_half()
    second = SecondHalf(story)
    second.prepare()
    return second


@pytest.fixture(scope="module")
def business_id(told):
    return told.register_business()["subject"]


@pytest.fixture(scope="module")
def loan_id(told, business_id):
    told.move_into_base(business_id)
    loan = told.apply_for_loan(business_id)
    told.carry_loan_through(loan)
    return loan


def test_the_registered_business_turns_the_assessment_into_an_offer_that_shows_what_is_unsourced(told, business_id):
    offer = told.offer()
    assert offer["amount"] == "5000.00"
    assert any((reason["citation"] or {}).get("unsourced") for reason in offer["reasons"])


def test_admission_to_a_provincial_base_gives_the_officer_a_ground_with_its_clause(told, loan_id):
    citations = [reason["citation"] for reason in told.waiver_ground()["reasons"]]
    assert ("hunan-2024", "二（二）2") in {(cite["document"], cite["clause"]) for cite in citations}
    loan = told.as_("guarantee").get(f"/loans/{loan_id}")
    assert loan["waived"] == "150000.00"


def test_the_first_repayment_is_split_between_borrower_and_budget_to_the_cent(told, loan_id):
    bank = told.as_("bank")
    before = bank.get(f"/loans/{loan_id}")
    told.repay_first_instalment(loan_id)
    loan = bank.get(f"/loans/{loan_id}")
    assert loan["state"] == "repaying"
    assert len(loan["repayments"]) == len(before["repayments"]) + 1
    with pytest.raises(Refused):
        told.as_("clerk").post(f"/loans/{loan_id}/repayments", {
            "bank_reference": "X", "paid_on": "2024-06-06", "principal": "0.00", "interest": "1.00"})


def test_a_salon_at_the_base_is_held_and_rated_and_the_mentors_visit_counts_one_of_three(told, loan_id):
    told.hold_salon()
    rated = told.case("events", "rating", lambda case: case["state"] == "rated")
    assert "沙龙" in rated["title"]
    told.record_visit()
    visit = {"area": "433101", "place_kind": "base", "held_on": told.today().isoformat(), "topic": "基地自己补记"}
    with pytest.raises(Refused) as forbidden:
        told.as_("base").post("/events/visits", visit)
    assert forbidden.value.status == 403


def test_the_offer_is_paid_after_its_notice_and_not_before_and_a_revoked_certificate_opens_a_claw_back(told, loan_id):
    told.name_account()
    claim_id = told.accept_offer()
    told.review_claim(claim_id)
    told.publicise()
    too_early = told.as_("finance-maker").post("/subsidies/batches", {
        "area": "433101", "programme": "startup_subsidy", "claim_ids": [claim_id]})
    assert (too_early["outcome"], too_early["lines"]) == ("not_applicable", 0)
    told.run_notice_out(claim_id)
    told.pay(claim_id)
    told.revoke_certificate()
    claw_back = told.claw_back()
    assert claw_back["amount"] == "5000.00"
    assert claw_back["state"] == "open"


def test_a_supervisor_reads_the_whole_way_and_edits_none_of_it(told, loan_id):
    supervisor = told.as_("supervisor")
    page = supervisor.get(f"/people/{told.story.person_id}/page")
    assert {"training", "incubators", "loans", "subsidies"} <= {case["pillar"] for case in page["cases"]}
    with pytest.raises(Refused) as forbidden:
        supervisor.post(f"/loans/{loan_id}/guarantee", {"give": True})
    assert forbidden.value.status == 403


def test_the_notice_shows_masked_names_alone(told, caller):
    for notice in caller().get("/subsidies/notices")["items"]:
        for line in notice["lines"]:
            assert "*" in line["name"]
            assert "person_id" not in line


def test_the_cockpits_cities_add_up_to_the_province_and_every_figure_opens_its_events(told, loan_id, caller):
    page = caller().get("/cockpit?area=430000&year=2024")
    cities = {row["area"] for row in page["rows"]}
    assert len(cities) == 14
    for total in page["totals"]:
        rows = [row for row in page["rows"] if row["measure"] == total["measure"]]
        assert total["raw"] == sum(row["raw"] for row in rows)
        assert total["planned"] == sum(row["planned"] for row in rows)
        behind = caller().get(total["events_at"].removeprefix("/api/v1"))["items"]
        assert sum(event["amount"] for event in behind) == total["raw"] or len(behind) == 200
    planned = {total["measure"]: total["planned"] for total in page["totals"]}
    assert (planned["training.completed.siyb"], planned["loans.disbursed_fen"], planned["incubators.bases"]) == (
        40300, 370000, 400)
    loans = next(row for row in page["rows"] if row["area"] == XIANGXI and row["measure"] == "loans.disbursed_fen")
    assert loans["raw"] >= 15_000_000
