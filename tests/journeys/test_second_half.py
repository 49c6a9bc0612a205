"""The story's second half: money, a base, a loan, an activity; notice before payment, and a claw-back after it."""

import json
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from dev.caller import Caller, Refused
from dev.second_half import SecondHalf
from dev.story import OPERATOR, XIANGXI, Story
from gateway.http.route import PREFIX
from gateway.routes import routes_of


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


@pytest.fixture(scope="module")
def noticed(told, loan_id):
    """The claim in its public notice, and what anybody sees of it."""
    told.name_account()
    claim_id = told.accept_offer()
    told.review_claim(claim_id)
    notice_id = told.publicise()
    told.claim(claim_id, "publicised")
    running = Caller(told.story.base_url).get("/subsidies/notices")["items"]
    shown = next(notice for notice in running if notice["notice_id"] == notice_id)
    return claim_id, notice_id, shown


def test_an_objector_stops_one_line_until_a_person_has_looked(told, noticed):
    claim_id, notice_id, shown = noticed
    assert all("*" in line["name"] and "person_id" not in line for line in shown["lines"])
    objection = told.as_("supervisor").post(f"/subsidies/notices/{notice_id}/objections", {
        "claim_id": claim_id, "ground": "请核实是否实际经营"})["subject"]
    told.claim(claim_id, "frozen")
    lines = told.as_("reviewer").get(f"/subsidies/notices/{notice_id}")["lines"]
    assert [line["open_objections"] for line in lines if line["claim_id"] == claim_id] == [1]
    told.as_("reviewer").post(f"/subsidies/objections/{objection}/resolution", {
        "upheld": False, "finding": "上门核实，正常经营"})
    told.claim(claim_id, "publicised")


def test_the_offer_is_paid_after_its_notice_and_not_before_and_a_revoked_certificate_opens_a_claw_back(told, noticed):
    claim_id, _, _ = noticed
    too_early = told.as_("finance-maker").post("/subsidies/batches", {
        "area": "433101", "programme": "startup_subsidy", "claim_ids": [claim_id]})
    assert (too_early["outcome"], too_early["lines"]) == ("not_applicable", 0)
    told.run_notice_out(claim_id)
    told.sign_batch(claim_id)
    told.bank_files = bank_files(told)
    payment_id = told.receive(claim_id)
    told.revoke_certificate()
    claw_back = told.claw_back()
    assert claw_back["amount"] == "5000.00"
    assert claw_back["state"] == "open"
    told.payment_id = payment_id


def test_once_the_notice_is_over_nothing_public_identifies_and_staff_read_the_signed_copy(told, noticed, caller):
    claim_id, notice_id, shown = noticed
    name = next(line["name"] for line in shown["lines"] if line["claim_id"] == claim_id)
    others = any(name == line["name"] for notice in caller().get("/subsidies/notices")["items"]
                 for line in notice["lines"])
    searched = {claim_id, told.story.person_id, notice_id} | (set() if others else {name})
    open_routes = [route for route in routes_of("test") if route.by is None and route.method == "GET"
                   and not route.path_names]
    for route in open_routes:
        for query in ("", "?area=433101", "?area=433101&year=2024"):
            said = anybody(told, f"{PREFIX}{route.path}{query}")
            assert not {each for each in searched if each in said}, route.path
    assert len(open_routes) > 10
    assert not {each for each in searched if each in anybody(told, "/")}
    copy = caller("clerk").get(f"/subsidies/notices/{notice_id}/copy")
    assert (copy["genuine"], json.loads(copy["document"])) == (True, shown)
    for account in (None, "citizen", "finance-maker", "mentor"):
        with pytest.raises(Refused):
            caller(account).get(f"/subsidies/notices/{notice_id}/copy")


def anybody(told, path: str) -> str:
    """What is answered to somebody who has not signed in, refusals included."""
    try:
        with urllib.request.urlopen(told.story.base_url + path, timeout=30) as answer:
            return answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        return refused.read().decode("utf-8", "replace")


def bank_files(told) -> list[bytes]:
    maker = told.as_("finance-maker")
    return [maker.download(f"/subsidies/batches/{told.batch_id}/bank-file{form}")
            for form in ("", "?encoding=gb18030", "/xlsx")]


def test_what_the_bank_paid_is_not_handed_to_it_again_and_the_lines_to_read_say_so(told, noticed):
    with pytest.raises(Refused) as refused:
        bank_files(told)
    assert (refused.value.status, refused.value.code) == (409, "conflict")
    [line] = told.as_("finance-maker").get(f"/subsidies/batches/{told.batch_id}/lines")["lines"]
    assert (line["result"], line["payable"]) == ("paid", False)


def test_the_bank_gets_its_file_in_three_forms_and_a_file_that_comes_again_changes_nothing(told, noticed):
    claim_id, _, _ = noticed
    maker, batch_id = told.as_("finance-maker"), told.batch_id
    utf8, gb18030, xlsx = told.bank_files
    assert utf8.decode("utf-8-sig") == gb18030.decode("gb18030")
    assert xlsx.startswith(b"PK")
    again = f"支付编号,结果,支付日期,银行流水号\n{told.payment_id},失败,,\n".encode("gb18030")
    seen = maker.upload(f"/subsidies/batches/{batch_id}/bank-results/preview", again, "results.csv")
    assert (seen["changes"], seen["faults"]) == (0, 1)
    row = maker.upload(f"/subsidies/batches/{batch_id}/bank-results/sheet", again, "results.csv")["rows"][0]
    assert (row["accepted"], row["state"]) == (False, "paid")
    waiting = maker.get("/subsidies/waiting-money?area=433101")["items"]
    assert claim_id not in {line["claim_id"] for line in waiting}


def test_money_that_is_asked_back_in_parts_comes_back_over_http(told, noticed):
    case = told.claw_back()["entity_id"]
    asked = {"recover": True, "ground": "培训系冒名，应予追回", "instalments": 2}
    with pytest.raises(Refused) as unheard:
        told.as_("city").post(f"/subsidies/claw-backs/{case}/decision", asked)
    assert (unheard.value.status, unheard.value.code) == (409, "conflict")
    told.citizen.post(f"/subsidies/claw-backs/{case}/statement", {"statement": "培训期间一直到课，有同学可以作证"})
    told.as_("city").post(f"/subsidies/claw-backs/{case}/decision", asked)
    maker = told.as_("finance-maker")
    came = {"amount": "2500.00", "received_on": told.today().isoformat(), "bank_reference": f"TH-{told.story.seed}"}
    assert maker.post(f"/subsidies/claw-backs/{case}/repayments", came)["subject"] == case
    with pytest.raises(Refused) as twice:
        maker.post(f"/subsidies/claw-backs/{case}/repayments", came)
    assert twice.value.status == 409
    assert maker.get(f"/subsidies/claw-backs/{case}")["left"] == "2500.00"
    appeal = told.citizen.post(f"/subsidies/claw-backs/{case}/appeal", {"ground": "证书系误撤，现已补发"})["appeal_id"]
    with pytest.raises(Refused) as had_part:
        told.as_("city").post(f"/subsidies/appeals/{appeal}/taking", {})
    assert had_part.value.status == 403
    told.as_("reviewer").post(f"/subsidies/appeals/{appeal}/taking", {})


def test_the_agent_of_a_base_enters_its_account_and_claims_for_it_and_no_desk_does_so_instead(told, loan_id):
    told.name_base_account()
    base, clerk = told.as_("base"), told.as_("clerk")
    account = f"/organisations/{OPERATOR}/account"
    assert base.get(account)["bank_account"] == "***************0018"
    for account_of in ("clerk", "city", "institution"):
        with pytest.raises(Refused) as forbidden:
            told.as_(account_of).put(account, {"bank_account": "4367420000000000026"})
        assert forbidden.value.status == 403
    claim_id = base.post("/subsidies/claims", {"programme": "base_service_subsidy"})["subject"]
    for other in (clerk, told.citizen):
        with pytest.raises(Refused) as forbidden:
            other.post(f"/subsidies/claims/{claim_id}/resubmission", {})
        assert forbidden.value.status == 403
    case = base.get(f"/cases/subsidies/claim/{claim_id}", wait_for=base.seen_events[-1:])
    assert (case["state"], case["data"]["organisation_id"]) == ("returned", OPERATOR)
    assert "更新" in case["todo"]
    base.post(f"/subsidies/claims/{claim_id}/withdrawal", {})
    clerk.post(f"{account}/clear-reads", {"reason": "核对收款账户"})
    assert base.get(f"{account}/clear-reads")["items"][0]["reason"] == "核对收款账户"


def test_a_supervisor_reads_the_whole_way_and_edits_none_of_it(told, loan_id):
    supervisor = told.as_("supervisor")
    page = supervisor.get(f"/people/{told.story.person_id}/page")
    assert {"training", "incubators", "loans", "subsidies"} <= {case["pillar"] for case in page["cases"]}
    with pytest.raises(Refused) as forbidden:
        supervisor.post(f"/loans/{loan_id}/guarantee", {"give": True})
    assert forbidden.value.status == 403


def test_a_supervisor_takes_the_whole_trail_of_a_claim_along_sealed_and_without_a_name(told, noticed):
    supervisor, claim_id = told.as_("supervisor"), noticed[0]
    supervisor.post("/subsidies/trail/seals", {})
    export = supervisor.get(f"/subsidies/claims/{claim_id}/export?purpose={quote('专项审计抽查')}")
    assert {"subsidies.claim_submitted.v1", "subsidies.approved.v1"} <= {row["what"] for row in export["rows"]}
    assert export["faults"] == []
    assert all(row["seal"] for row in export["rows"])
    assert told.story.name not in json.dumps(export, ensure_ascii=False)
    leads = supervisor.get("/subsidies/suspicions?area=433100")["suspicions"]
    assert claim_id not in {lead["claim_id"] for lead in leads}
    with pytest.raises(Refused):
        told.as_("clerk").get(f"/subsidies/claims/{claim_id}/export?purpose={quote('想看看')}")


def test_the_notice_shows_masked_names_alone(told, caller):
    for notice in caller().get("/subsidies/notices")["items"]:
        for line in notice["lines"]:
            assert "*" in line["name"]
            assert "person_id" not in line


def all_behind(anyone, address: str) -> list[dict]:
    """Every event behind a figure, page by page."""
    found, cursor = [], ""
    while cursor is not None:
        page = anyone.get(f"{address.removeprefix('/api/v1')}&limit=2{cursor and '&cursor=' + cursor}")
        found, cursor = found + page["items"], page["next_cursor"]
    return found


def test_the_cockpits_cities_add_up_to_the_province_and_every_figure_opens_its_events(told, loan_id, caller):
    page = caller().get("/cockpit?area=430000&year=2024")
    cities = {row["area"] for row in page["rows"]}
    assert len(cities) == 14
    for total in page["totals"]:
        rows = [row for row in page["rows"] if row["measure"] == total["measure"]]
        assert total["raw"] == sum(row["raw"] for row in rows)
        assert total["planned"] == sum(row["planned"] for row in rows)
        assert sum(event["amount"] for event in all_behind(caller(), total["events_at"])) == total["raw"]
    planned = {total["measure"]: total["planned"] for total in page["totals"]}
    assert (planned["training.completed.siyb"], planned["loans.disbursed_fen"], planned["incubators.bases"]) == (
        40300, 370000, 400)
    loans = next(row for row in page["rows"] if row["area"] == XIANGXI and row["measure"] == "loans.disbursed_fen")
    assert loans["raw"] >= 15_000_000
