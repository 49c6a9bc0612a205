"""Money had twice by linked people: the seeded rings are found among ordinary cases, and a person's verdict counts."""

import random

import pytest
from psycopg.types.json import Jsonb

from chassis.clock import start_of
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies import BankResult
from contracts.subsidies.commands import (
    AcceptOffer,
    ApproveBatch,
    ApproveClaim,
    CheckBatch,
    JudgeSuspicion,
    ReturnClaim,
    SearchSuspicions,
    VerifyClaim,
)
from contracts.subsidies.questions import ShowClaim, ShowSuspicions, ShowWaitingMoney, Verify
from contracts.zone.domain_events import PolicyPublished
from policies.publishing import content_hash
from tests.building import JISHOU, XIANGXI, a_citizen, an_actor, on, the_city
from tests.integration.pillars.claimants import APPROVER, CHECKER, CLERK, MAKER, REVIEWER, Town

LUXI = "433122"


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def claimed(town, person: str, *, area=JISHOU, **tokens) -> str:
    """A claim of a person of a place with these marks."""
    town.person_registered(person, area=area, **tokens)
    town.trained(person)
    town.business_registered(person, area=area)
    offer = town.last("offered", person)
    return town.act(AcceptOffer, a_citizen(person), offer_id=offer["offer_id"])["claim_id"]


def pair(town, name: str, **tokens) -> tuple[str, str]:
    return tuple(claimed(town, f"{name}-{who}", **tokens) for who in "ab")


def leads(town, area=XIANGXI, by=None) -> list[dict]:
    return town.act(ShowSuspicions, by or the_city(), area=area)["suspicions"]


def lead_about(town, claim_id: str) -> dict:
    return next(each for each in leads(town) if claim_id in (each["claim_id"], each["other_id"]))


def judge(town, lead, **fields):
    return town.act(JudgeSuspicion, CLERK, suspicion_id=lead["suspicion_id"],
                    **{"confirmed": False, "ground": "系夫妻，各自独立经营"} | fields)


def test_two_people_with_one_bank_account_are_a_lead_with_its_path_and_the_claim_waits(town):
    first, second = pair(town, "account", account_token="acc-1")
    answer = town.act(VerifyClaim, CLERK, claim_id=first)
    assert (answer["outcome"], town.state_of(first)) == ("referred", "submitted")
    lead = lead_about(town, first)
    assert lead["path"] == [{"from_person": "account-a", "to_person": "account-b", "kinds": ["account"]}]
    assert "同一银行账户" in lead["reasons"][0]["text"]
    with pytest.raises(Conflict):
        town.act(VerifyClaim, CLERK, claim_id=second)
    assert len(town.events("suspicion_raised")) == 1, "one lead for both sides of a pair"
    shown = town.act(ShowClaim, CLERK, claim_id=first)
    assert shown["facts"]["person"]["account_on_record"] is True
    assert "acc-1" not in str(shown), "the mark that links an account is nobody's to read"


def test_after_a_person_excluded_it_both_claims_go_on_until_the_exclusion_ends(town):
    first, second = pair(town, "couple", phone_token="phone-1", address_token="home-1")
    assert town.act(VerifyClaim, CLERK, claim_id=first)["outcome"] == "referred"
    judge(town, lead_about(town, first), valid_until=on("2024-06-06"))
    assert town.act(VerifyClaim, CLERK, claim_id=first)["outcome"] == "granted"
    assert town.act(VerifyClaim, CLERK, claim_id=second)["outcome"] == "granted"
    town.move_to(start_of(on("2024-06-07")))
    assert town.act(ApproveClaim, REVIEWER, claim_id=first)["outcome"] == "referred", "it is looked at again"
    judge(town, lead_about(town, first))
    assert town.act(ApproveClaim, REVIEWER, claim_id=first)["outcome"] == "granted"


def test_a_confirmed_lead_leaves_the_claim_to_a_reviewer_and_refuses_nothing_by_itself(town):
    first, _ = pair(town, "ring", account_token="acc-2")
    town.act(VerifyClaim, CLERK, claim_id=first)
    lead = lead_about(town, first)
    judge(town, lead, confirmed=True, ground="同一店铺分两人登记")
    assert town.state_of(lead["claim_id"]) == "held"
    with pytest.raises(Conflict):
        judge(town, lead)


@pytest.mark.parametrize("tokens", [{"phone_token": "family-phone"}, {"address_token": "village-1"}])
def test_a_telephone_or_an_address_alone_links_nobody(town, tokens):
    first, _ = pair(town, f"alone-{next(iter(tokens))}", **tokens)
    assert town.act(VerifyClaim, CLERK, claim_id=first)["outcome"] == "granted"


def test_a_number_that_was_changed_before_the_claim_still_links(town):
    claimed(town, "old-a", account_token="acc-old")
    second = claimed(town, "old-b", account_token="acc-old")
    town.person_registered("old-b", account_token="acc-new", version=9)
    assert town.act(VerifyClaim, CLERK, claim_id=second)["outcome"] == "referred"


def test_a_lead_is_seen_and_judged_only_by_the_desks_of_its_area(town):
    first, _ = pair(town, "area", account_token="acc-3")
    town.act(VerifyClaim, CLERK, claim_id=first)
    stranger = an_actor(Role.CLERK, area=LUXI)
    with pytest.raises(Forbidden):
        leads(town, JISHOU, stranger)
    with pytest.raises(Forbidden):
        town.act(JudgeSuspicion, stranger, suspicion_id=lead_about(town, first)["suspicion_id"], confirmed=False,
                 ground="不在本县")


def test_an_exclusion_cannot_hold_longer_than_the_policy_lets_it(town):
    first, _ = pair(town, "long", account_token="acc-4")
    town.act(VerifyClaim, CLERK, claim_id=first)
    with pytest.raises(Invalid) as told:
        judge(town, lead_about(town, first), valid_until=on("2030-01-01"))
    assert "valid_until" in told.value.fields


def test_a_claim_with_a_lead_that_nobody_judged_goes_into_no_batch(town):
    first, _, _ = leading(town, "unjudged")
    assert (town.batch(first)["left_out"], town.state_of(first)) == ([first], "cleared")
    waits = {line["claim_id"]: line["waits_for"] for line in town.act(ShowWaitingMoney, MAKER, area=JISHOU)["items"]}
    assert waits[first] == "认定重复领取线索"
    judge(town, lead_about(town, first))
    assert town.batch(first)["lines"] == 1


def test_a_lead_confirmed_while_its_claim_waits_for_a_correction_ends_that_wait_and_has_a_last_day(town):
    first, _ = pair(town, "corrected", account_token="acc-corrected")
    town.act(VerifyClaim, CLERK, claim_id=first)
    town.act(ReturnClaim, CLERK, claim_id=first, faults=("请补充经营场所照片",))
    judge(town, lead_about(town, first), confirmed=True, ground="同一店铺分两人登记")
    told = town.last("referred", "corrected-a")
    assert (town.state_of(first), told["clock"]["allowed"], bool(told["due_on"])) == ("held", 15, True)
    assert told["clock"]["pauses"][-1]["resumed_on"] == town.today.isoformat()
    assert town.act(Verify, the_city())["faults"] == []


def test_a_lead_confirmed_while_its_line_is_in_a_batch_stops_the_line_before_the_bank(town):
    first, lead, batch_id = leading(town, "in-batch", batched=True)
    judge(town, lead, confirmed=True, ground="同一店铺分两人登记")
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    assert town.act(ApproveBatch, APPROVER, batch_id=batch_id)["stopped"] == [first]
    assert town.state_of(first) == "held"


def test_a_lead_about_money_at_the_bank_is_confirmed_once_the_bank_has_answered_and_opens_a_case(town):
    first, lead, batch_id = leading(town, "at-bank", batched=True)
    town.act(CheckBatch, CHECKER, batch_id=batch_id)
    town.act(ApproveBatch, APPROVER, batch_id=batch_id)
    with pytest.raises(Conflict, match="银行"):
        judge(town, lead, confirmed=True, ground="同一店铺分两人登记")
    town.bank_says(batch_id, BankResult.PAID)
    judge(town, lead, confirmed=True, ground="同一店铺分两人登记")
    assert town.last("claw_back_opened", "at-bank-a")["claim_id"] == first


def leading(town, name: str, *, batched: bool = False) -> tuple[str, dict, str | None]:
    """A cleared claim (or one in a batch) of somebody whose account serves a defaulter too: the claim, the lead that
    a search found, the batch."""
    town.person_registered(f"{name}-a", account_token=f"acc-{name}")
    [first] = town.cleared(f"{name}-a")
    batch_id = town.batch(first)["batch_id"] if batched else None
    town.person_registered(f"{name}-b", account_token=f"acc-{name}")
    town.desk.sql("INSERT INTO facts (kind, entity_id, person_id, data, version) VALUES ('loan', %s, %s, %s, 1)"
                  " RETURNING 1", f"loan-{name}", f"{name}-b",
                  Jsonb({"loan_id": f"loan-{name}", "state": "compensated", "amount": "100000.00"}))
    town.act(SearchSuspicions, the_city(), area=JISHOU)
    return first, lead_about(town, first), batch_id


def test_a_confirmed_pair_of_one_that_was_paid_and_one_under_way_stops_the_one_under_way(town):
    town.person_registered("late-a", account_token="acc-late")
    paid = town.paid("late-a")
    second = claimed(town, "late-b", account_token="acc-late")
    town.act(SearchSuspicions, the_city(), area=JISHOU)
    judge(town, lead_about(town, second), confirmed=True, ground="同一店铺分两人登记")
    assert (town.state_of(paid), town.state_of(second)) == ("paid", "held")
    assert town.events("claw_back_opened", "late-a") == []


# ---- the seeded rings among ten thousand ordinary cases

PEOPLE, SEED = 10_000, 20240506
RINGS = {
    "一个账户三个人": [("ring1-a", {"account": "R1"}), ("ring1-b", {"account": "R1"}), ("ring1-c", {"account": "R1"})],
    "一个店铺转手再登记": [("ring2-a", {"business": "R2"}), ("ring2-b", {"business": "R2"})],
    "同一手机号同一地址": [("ring3-a", {"phone": "R3", "address": "R3"}),
                           ("ring3-b", {"phone": "R3", "address": "R3"})],
    "经第三人相连": [("ring4-a", {"account": "R4"}), ("ring4-x", {"account": "R4", "business": "R4"}),
                     ("ring4-b", {"business": "R4"})],
    "跨年度": [("ring5-a", {"account": "R5"}), ("ring5-b", {"account": "R5"})],
    "贷款已代偿的人换名申领": [("ring6-a", {"account": "R6"}), ("ring6-b", {"account": "R6"})],
}
NOT_CLAIMING = {"ring4-x", "ring6-b"}


def ordinary(chance: random.Random):
    """People as they are: some live together, a few of those share a telephone, an agent's number serves many."""
    for number in range(PEOPLE):
        marks = {"phone": f"p{number}", "address": f"h{number}", "account": f"a{number}", "business": f"b{number}"}
        if number % 2 and chance.random() < 0.10:
            marks["address"] = f"h{number - 1}"
            if chance.random() < 0.05:
                marks["phone"] = f"p{number - 1}"
        if chance.random() < 0.03:
            marks["phone"] = "agent"
        if chance.random() < 0.05:
            marks["address"] = f"base-{chance.randrange(5)}"
        yield f"plain-{number:05d}", marks


@pytest.fixture(scope="module")
def crowd(desk, migrated):
    """Ten thousand ordinary claims and the rings, in a county of their own."""
    town = Town(desk("subsidies"), migrated)
    people = [*ordinary(random.Random(SEED)), *(member for ring in RINGS.values() for member in ring)]
    marks = [(kind, token, person, f"person:{person}") for person, own in people for kind, token in own.items()]
    claims = [(f"claim-{person}", person, LUXI, "startup_subsidy", "once", "一次性创业补贴",
               *(("paid", 500_000, "2023-06-01") if person == "ring5-b" else ("submitted", 500_000, "2024-05-06")),
               15, 1)
              for person, _ in people if person not in NOT_CLAIMING]
    loan = {"loan_id": "loan-r6", "state": "compensated", "amount": "100000.00"}
    with town.desk.database.connection() as connection, connection.cursor() as cursor:
        cursor.executemany("INSERT INTO marks (kind, token, person_id, holder) VALUES (%s, %s, %s, %s)", marks)
        cursor.executemany("INSERT INTO claims (claim_id, person_id, area, programme, period, title, state, amount,"
                           " submitted_on, allowed, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                           claims)
        cursor.execute("INSERT INTO facts (kind, entity_id, person_id, data, version) VALUES ('loan', 'loan-r6',"
                       " 'ring6-b', %s, 1)", [Jsonb(loan)])
        connection.commit()
    town.act(SearchSuspicions, the_city(), area=LUXI)
    town.run_calendar()
    return town


def people_of(lead: dict) -> set[str]:
    return {step[end] for step in lead["path"] for end in ("from_person", "to_person")}


@pytest.mark.timeout(200)
@pytest.mark.parametrize("name", RINGS)
def test_the_seeded_ring_is_found_with_every_member_on_a_path(crowd, name):
    members = {person for person, _ in RINGS[name]}
    found = [lead for lead in leads(crowd, LUXI) if people_of(lead) & members]
    assert set().union(*(people_of(lead) for lead in found)) == members


def test_the_false_alarms_among_ten_thousand_ordinary_cases_are_counted_and_few(crowd, record_property):
    false = [lead for lead in leads(crowd, LUXI) if any(person.startswith("plain-") for person in people_of(lead))]
    print(f"\n{len(false)} false alarms among {PEOPLE} ordinary cases (couples with one telephone and two businesses)")
    record_property("false_alarms", len(false))
    assert all({"phone", "address"} == set(step["kinds"]) for lead in false for step in lead["path"])
    assert 0 < len(false) <= PEOPLE * 0.005


def test_a_second_search_finds_nothing_new(crowd):
    before = len(leads(crowd, LUXI))
    crowd.act(SearchSuspicions, the_city(), area=LUXI)
    crowd.run_calendar()
    assert len(leads(crowd, LUXI)) == before


def test_a_search_below_its_area_leaves_other_counties_alone(crowd):
    crowd.act(SearchSuspicions, the_city(), area="433123")
    assert leads(crowd, "433123") == []


def test_a_search_of_several_places_counts_links_as_each_place_does(town):
    change = {"pillar": "subsidies", "area": LUXI, "key": "links_that_count", "label": "关联方式", "unit": None,
              "value": {"needed": 9, "steps_at_most": 1, "kinds": {
                  kind: {"text": kind, "weight": 1, "shared_by_at_most": 2} for kind in (
                      "account", "business", "phone", "address")}}, "cite": {"unsourced": "演示：本县另行规定"}}
    town.hear(PolicyPublished, **change, from_day=on("2024-05-06"), draft_id="draft-links", drafted_by="person-a",
              approved_by="person-b", hash=content_hash(change | {"from": "2024-05-06"}))
    there = [claimed(town, f"there-{who}", area=LUXI, account_token="acc-there") for who in "ab"]
    here = pair(town, "here", account_token="acc-here")
    town.act(SearchSuspicions, the_city(), area=XIANGXI)
    assert {each["claim_id"] for each in leads(town)} & {*there, *here} <= set(here)
    assert lead_about(town, here[0])
