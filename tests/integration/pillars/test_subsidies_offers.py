"""Assessments and offers on a real database: by events alone, exactly once, whatever the order."""

import itertools
import threading
import uuid

import pytest

from chassis.inbox import Repeated
from contracts.incubators import BaseLevel, Leaving, TenancyState
from contracts.incubators.domain_events import TenantAdmitted, TenantLeft
from contracts.loans import LoanKind, LoanState
from contracts.loans.domain_events import LoanDisbursed
from contracts.problems import Conflict, NotFound
from contracts.subsidies.commands import AcceptOffer, SubmitClaim, WithdrawClaim
from contracts.subsidies.questions import ReplayDecisions
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted, PolicyPublished, Wish
from policies.publishing import content_hash
from tests.building import JISHOU, XIANGXI, a_citizen, a_command, on, the_city
from tests.integration.pillars.claimants import PROGRAMME, Town

SHENYANG = "210102"


@pytest.fixture(scope="module")
def town(desk, migrated):
    return Town(desk("subsidies"), migrated)


def statuses(data: dict) -> dict[str, str]:
    return {reason["code"]: reason["status"] for reason in data["reasons"]}


def test_after_the_course_the_assessment_says_what_is_met_and_that_a_business_is_missing(town):
    town.person_registered("step-4")
    town.trained("step-4")
    assessed = town.last("assessed", "step-4")
    assert assessed["state"] == "missing"
    assert statuses(assessed) == {"in_target_group": "met", "training_completed": "met", "business_registered": "unmet",
                                  "first_claim": "met", "amount_set": "met"}
    assert "办理经营主体登记" in assessed["todo"]
    assert {"document": "hunan-2024", "clause": "二（五）2", "unsourced": None} in [
        reason["citation"] for reason in assessed["reasons"]]
    assert town.events("offered", "step-4") == []


def test_with_a_business_the_assessment_becomes_an_offer_whose_amount_is_marked_as_unsourced(town):
    town.person_registered("step-5")
    town.trained("step-5")
    town.business_registered("step-5")
    offered = town.last("offered", "step-5")
    assert (offered["state"], offered["amount"], offered["area"]) == ("offered", "5000.00", JISHOU)
    assert any("演示值" in note for note in offered["notes"])
    assert town.last("assessed", "step-5")["state"] == "eligible"


def test_without_knowing_the_person_the_group_cannot_be_told_yet(town):
    town.trained("unknown-1")
    assert statuses(town.last("assessed", "unknown-1"))["in_target_group"] == "unknown"


def test_training_is_an_aim_and_its_lack_bars_nobody(town):
    town.person_registered("untrained-1")
    town.business_registered("untrained-1")
    assert statuses(town.last("offered", "untrained-1"))["training_completed"] == "unmet"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_in_every_order_with_every_event_doubled_there_is_exactly_one_offer(town, order):
    person = "order-" + "".join(map(str, order))
    ids = [str(uuid.uuid4()) for _ in range(4)]
    deliver = [lambda: town.person_registered(person, groups=(), id=ids[0]),
               lambda: town.status_confirmed(person, version=2, id=ids[1]),
               lambda: town.trained(person, id=ids[2]),
               lambda: town.business_registered(person, id=ids[3])]
    for number in order:
        deliver[number]()
        with pytest.raises(Repeated):
            deliver[number]()
    assert len(town.events("offered", person)) == 1
    assert town.last("assessed", person)["state"] == "eligible"


def test_events_at_the_same_moment_give_exactly_one_offer(town):
    deliver = [lambda: town.person_registered("rush-1"), lambda: town.trained("rush-1"),
               lambda: town.business_registered("rush-1"), lambda: town.status_confirmed("rush-1")]
    threads = [threading.Thread(target=each) for each in deliver]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(town.events("offered", "rush-1")) == 1


def test_an_older_version_that_arrives_late_changes_nothing(town):
    town.person_registered("late-1")
    town.business_closed("late-1", version=2)
    town.business_registered("late-1", version=1)
    assert town.events("offered", "late-1") == []


def test_an_offer_is_withdrawn_when_the_status_lapses_and_renewed_when_it_is_confirmed_again(town):
    town.entitled("lapse-1")
    town.status_lapsed("lapse-1", version=3)
    withdrawn = town.last("offer_withdrawn", "lapse-1")
    assert (withdrawn["state"], statuses(withdrawn)["in_target_group"]) == ("withdrawn", "unknown")
    with pytest.raises(Conflict):
        town.act(AcceptOffer, a_citizen("lapse-1"), offer_id=withdrawn["offer_id"])
    town.status_confirmed("lapse-1", version=4)
    assert len(town.events("offered", "lapse-1")) == 2


def test_an_offer_is_withdrawn_when_the_business_is_closed(town):
    town.entitled("closed-1")
    town.business_closed("closed-1")
    assert statuses(town.last("offer_withdrawn", "closed-1"))["business_registered"] == "unmet"


def test_a_revoked_certificate_changes_the_assessment_and_as_an_aim_not_the_offer(town):
    town.entitled("aim-1")
    town.certificate_revoked("aim-1")
    assert (town.events("offer_withdrawn", "aim-1"), len(town.events("offered", "aim-1"))) == ([], 1)
    assert statuses(town.last("assessed", "aim-1"))["training_completed"] == "unmet"


def test_an_offer_is_taken_with_one_click_by_its_owner_alone_and_once(town):
    offer = town.entitled("click-1")
    with pytest.raises(NotFound):
        town.act(AcceptOffer, a_citizen("somebody-else"), offer_id=offer["offer_id"])
    answer = town.act(AcceptOffer, a_citizen("click-1"), offer_id=offer["offer_id"])
    claim = town.last("claim_submitted", "click-1")
    assert (answer["claim_id"], claim["state"], claim["business_id"]) == (
        claim["claim_id"], "submitted", "business-click-1")
    assert claim["due_on"] == answer["due_on"] == "2024-05-24"
    assert town.last("assessed", "click-1")["state"] == "claimed"
    with pytest.raises(Conflict):
        town.act(AcceptOffer, a_citizen("click-1"), offer_id=offer["offer_id"])


def test_a_withdrawn_claim_leaves_the_offer_open_again(town):
    claim_id = town.claim("again-1")
    town.act(WithdrawClaim, a_citizen("again-1"), claim_id=claim_id)
    assert town.last("offered", "again-1")["state"] == "offered"
    assert town.last("assessed", "again-1")["state"] == "eligible"


def test_a_claim_without_what_is_required_is_returned_with_all_faults_and_goes_on_by_itself(town):
    town.person_registered("early-1")
    answer = town.act(SubmitClaim, a_citizen("early-1"), programme=PROGRAMME)
    returned = town.last("returned", "early-1")
    assert answer["outcome"] == "returned"
    assert (returned["state"], returned["due_on"], len(returned["faults"])) == ("returned", None, 1)
    town.business_registered("early-1")
    again = town.last("claim_submitted", "early-1")
    assert (again["state"], again["came_from"], again["due_on"]) == ("submitted", "correction", "2024-05-24")


def a_matter(person_id: str, *items: str) -> dict:
    wishes = tuple(Wish(pillar=Pillar.SUBSIDIES, item=item) for item in items)
    return {"matter_id": f"matter-{person_id}", "person_id": person_id, "area": JISHOU,
            "wishes": (*wishes, Wish(pillar=Pillar.LOANS, item="loan"))}


def test_a_form_opens_a_claim_and_tells_what_this_place_does_not_run(town):
    town.entitled("form-1")
    town.hear(MatterSubmitted, **a_matter("form-1", PROGRAMME, "venue_subsidy"))
    assert town.last("claim_submitted", "form-1")["came_from"] == "matter"
    assert town.last("offer_accepted", "form-1")["state"] == "accepted"
    declined = town.last("wish_declined", "form-1")
    assert (declined["programme"], statuses(declined)) == ("venue_subsidy", {"programme_runs_here": "not_applicable"})


def test_a_second_form_for_the_same_subsidy_is_shown_the_first_claim(town):
    claim_id = town.claim("form-2")
    town.hear(MatterSubmitted, **a_matter("form-2", PROGRAMME))
    declined = town.last("wish_declined", "form-2")
    assert declined["reasons"][0]["given"] == {"claim": claim_id}


def a_tenancy(person_id: str, state: TenancyState) -> dict:
    return {"tenancy_id": f"tenancy-{person_id}", "person_id": person_id, "base_id": "base-1", "base_name": "基地",
            "base_level": BaseLevel.PROVINCE, "operator_id": "org-1", "area": SHENYANG, "title": "入驻", "state": state}


def test_a_tenancy_starts_venue_help_where_the_place_runs_it_and_its_end_ends_the_offer(town):
    town.person_registered("venue-1", area=SHENYANG)
    town.business_registered("venue-1", area=SHENYANG)
    before = {event["programme"]: event["state"] for event in town.events("assessed", "venue-1")}
    assert before == {"startup_subsidy": "cannot_tell", "venue_subsidy": "cannot_tell",
                      "job_seeking_subsidy": "cannot_tell", "flexible_work_insurance_subsidy": "cannot_tell"}
    town.hear(TenantAdmitted, **a_tenancy("venue-1", TenancyState.ADMITTED), version=2, since=on("2024-05-06"),
              rent_free=False)
    assert town.last("offered", "venue-1")["programme"] == "venue_subsidy"
    town.hear(TenantLeft, **a_tenancy("venue-1", TenancyState.LEFT), version=3, how=Leaving.GRADUATED,
              left_on=on("2024-05-06"), ground="毕业退出")
    assert town.last("offer_withdrawn", "venue-1")["programme"] == "venue_subsidy"


def test_a_disbursed_loan_is_noted_and_takes_nothing_from_a_programme_that_does_not_exclude_it(town):
    town.entitled("loan-1")
    town.hear(LoanDisbursed, loan_id="loan-1", person_id="loan-1", area=JISHOU, city=XIANGXI, kind=LoanKind.PERSONAL,
              title="贷款", amount=15000000, term_months=24, bank_id="bank-1", state=LoanState.REPAYING,
              disbursed_on=on("2024-05-06"), bank_reference="ref-1", fund_id="fund-1")
    assert town.events("offer_withdrawn", "loan-1") == []
    assert town.desk.sql("SELECT data ->> 'amount' FROM facts WHERE kind = 'loan'") == [("150000.00",)]


def test_a_person_who_moves_gets_the_offer_of_the_new_place(town):
    town.person_registered("move-1")
    town.business_registered("move-1")
    town.business_registered("move-1", version=2, area="433122")
    assert town.last("offered", "move-1")["area"] == "433122"


def test_a_changed_amount_reaches_open_offers_from_its_day(town):
    town.entitled("amount-1")
    change = {"pillar": "subsidies", "area": JISHOU, "key": "startup_subsidy_amount", "from": "2024-05-06",
              "value": 8000, "cite": {"unsourced": "演示：由市人社局确认"}, "label": "一次性创业补贴金额", "unit": "元"}
    named = {("from_day" if name == "from" else name): value for name, value in change.items()}
    town.hear(PolicyPublished, **named | {"from_day": on("2024-05-06")}, hash=content_hash(change),
              draft_id="draft-1", drafted_by="person-a", approved_by="person-b")
    town.run_calendar()
    assert town.last("offered", "amount-1")["amount"] == "8000.00"


def test_every_assessment_replays_to_the_same_bytes(town):
    town.entitled("replay-1")
    subject = town.last("assessed", "replay-1")["assessment_id"]
    replayed = town.desk.give(a_command(ReplayDecisions, the_city(), subject=subject))["decisions"]
    assert [decision["same"] for decision in replayed] == [True] * len(replayed)
    assert len(replayed) >= 2
