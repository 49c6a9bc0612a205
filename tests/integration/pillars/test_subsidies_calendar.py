"""Organisations as claimants, answers that the calendar alone changes, and drafts tried on last year's people."""

import copy
from datetime import datetime

import pytest

from chassis.clock import SHANGHAI
from contracts.actors import Role
from contracts.incubators import BaseKind, BaseLevel, BaseState, TenancyState
from contracts.incubators.domain_events import (
    AwardConferred,
    BaseDataUpdated,
    BaseRecognised,
    BaseWithdrawn,
    TenantAdmitted,
)
from contracts.problems import Forbidden, Invalid, NotFound
from contracts.subsidies.commands import AcceptOffer
from contracts.subsidies.questions import RehearsePolicy
from contracts.zone import BusinessState
from contracts.zone.domain_events import BusinessRegistered, PersonRegistered, PolicyPublished
from policies.publishing import content_hash
from tests.building import JISHOU, a_citizen, a_command, an_actor, on, the_city, the_province
from tests.contracts.compatibility import sample
from tests.integration.pillars.claimants import MIGRANT, Town, business_of

LUXI, FENGHUANG, SHENYANG = "433122", "433123", "210102"


@pytest.fixture(scope="module")
def town(desk, migrated):
    return Town(desk("subsidies"), migrated)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=SHANGHAI)


def statuses(data: dict) -> dict[str, str]:
    return {reason["code"]: reason["status"] for reason in data["reasons"]}


def assessed(town, person_id: str, programme: str) -> dict:
    return [each for each in town.events("assessed", person_id) if each["programme"] == programme][-1]


# what organisations get

def a_base(operator_id: str, state=BaseState.RECOGNISED) -> dict:
    return {"base_id": f"base-of-{operator_id}", "name": "吉首创业孵化基地", "area": JISHOU,
            "level": BaseLevel.PROVINCE, "kind": BaseKind.INCUBATION_BASE, "operator_id": operator_id,
            "government_funded": True, "state": state}


def base_recognised(town, operator_id: str) -> None:
    town.hear(BaseRecognised, **a_base(operator_id), newly=True, recognised_on=on("2022-11-30"))


def base_data_updated(town, operator_id: str, tenants: int = 12) -> None:
    town.hear(BaseDataUpdated, data_refresh_id=f"data-{operator_id}", base_id=f"base-of-{operator_id}",
              base_name="吉首创业孵化基地", operator_id=operator_id, area=JISHOU, year=2024, base_refreshed=True,
              tenants_refreshed=tenants, tenants=tenants, updated_on=on("2024-05-06"), on_time=True)


def test_a_recognised_base_lacks_only_its_data_and_is_told_so(town):
    base_recognised(town, "org-data")
    missing = assessed(town, "org-data", "base_service_subsidy")
    assert (missing["state"], missing["period"], missing["organisation_id"]) == (
        "missing", "base:base-of-org-data:2023", "org-data")
    assert statuses(missing)["base_data_complete"] == "unmet"
    assert "更新" in missing["todo"]


def test_complete_data_turn_it_into_an_offer_by_the_number_of_tenants(town):
    base_data_updated(town, "org-offer")
    base_recognised(town, "org-offer")
    offered = town.last("offered", "org-offer")
    assert (offered["amount"], offered["organisation_id"]) == ("6000.00", "org-offer")
    assert any("演示值" in note for note in offered["notes"])


def test_a_withdrawn_base_loses_its_offer(town):
    base_recognised(town, "org-lost")
    base_data_updated(town, "org-lost")
    town.hear(BaseWithdrawn, **a_base("org-lost", BaseState.WITHDRAWN), ground="不再符合条件", version=2)
    assert statuses(town.last("offer_withdrawn", "org-lost"))["base_recognised"] == "unmet"


def an_operator(organisation_id: str | None):
    return an_actor(Role.BASE_OPERATOR, organisation_id=organisation_id, person_id="operator-1")


def test_the_operator_takes_the_offer_for_the_organisation_and_nobody_elses(town):
    base_recognised(town, "org-takes")
    base_data_updated(town, "org-takes", tenants=4)
    offer = town.last("offered", "org-takes")
    for stranger in (an_operator("org-other"), a_citizen("operator-1")):
        with pytest.raises(NotFound):
            town.act(AcceptOffer, stranger, offer_id=offer["offer_id"])
    with pytest.raises(Forbidden):
        town.act(AcceptOffer, an_operator(None), offer_id=offer["offer_id"])
    answer = town.act(AcceptOffer, an_operator("org-takes"), offer_id=offer["offer_id"])
    claim = town.last("claim_submitted", "org-takes")
    assert (claim["claim_id"], claim["organisation_id"], claim["amount"]) == (
        answer["claim_id"], "org-takes", "2000.00")
    assert town.last("offer_accepted", "org-takes")["state"] == "accepted"


def test_a_conferred_award_is_assessed_as_claimed_and_whatever_comes_later_finds_it_so(town):
    town.person_registered("award-1")
    award = AwardConferred.from_data(sample(AwardConferred.type) | {"person_id": "award-1", "award_id": "award-of-1",
                                                                    "area": JISHOU})
    town.hear(AwardConferred, **{name: part for name, part in vars(award).items() if name != "envelope"})
    town.business_registered("award-1")
    assert [event["programme"] for event in town.events("award_line_opened", "award-1")] == ["campaign_award"]
    assert town.last("offered", "award-1")["programme"] == "startup_subsidy"


# what a draft would change

AMOUNT = {"area": LUXI, "key": "startup_subsidy_amount", "value": 8000, "label": "一次性创业补贴金额", "unit": "元",
          "cite": {"unsourced": "演示：由县人社局确认"}}


def a_draft(day: str, **changes) -> dict:
    return AMOUNT | {"from": day} | changes


def trained_only(town, area: str) -> dict:
    """A draft that makes the course a condition which must hold."""
    policies = town.desk.service.store.policies.policies
    value = policies.view("subsidies", area=area, on=on("2024-05-06")).value("startup_subsidy")
    conditions = [one | {"force": "hard"} if one["predicate"] == "training_completed" else one
                  for one in value["conditions"]]
    return a_draft("2024-05-06", area=area, key="startup_subsidy", value=value | {"conditions": conditions},
                   label="一次性创业补贴", unit=None)


def rehearse(town, draft: dict, by=None, **more) -> dict:
    question = RehearsePolicy.from_data({name: value for name, value in draft.items() if value is not None} | more)
    asked = a_command(RehearsePolicy, by or the_city(), **{n: getattr(question, n) for n in (
        "area", "key", "from_day", "value", "label", "unit", "cite", "since", "until", "after")})
    return town.desk.give(asked)


def publish(town, draft: dict) -> None:
    change = {"pillar": "subsidies"} | {name: value for name, value in draft.items() if value is not None}
    named = {("from_day" if name == "from" else name): value for name, value in change.items()}
    town.hear(PolicyPublished, **named | {"from_day": on(draft["from"])}, hash=content_hash(change),
              draft_id=f"draft-{draft['area']}-{draft['key']}", drafted_by="person-a", approved_by="person-b")
    town.run_calendar()


def live(town, person_id: str) -> tuple[str, str]:
    """(state, amount offered now) of a person's one-off subsidy."""
    offers = town.desk.sql("SELECT amount FROM offers WHERE person_id = %s AND state = 'offered'", person_id)
    return assessed(town, person_id, "startup_subsidy")["state"], offers[0][0] if offers else 0


def peopled(town, area: str) -> list[str]:
    """Four of a county: one who needs a business, two with an offer of whom one is trained, one who claimed."""
    people = [f"{area}-{name}" for name in ("waiting", "trained", "untrained", "claimed")]
    for person_id in people:
        town.person_registered(person_id, area=area)
    town.trained(people[1])
    for person_id in people[1:]:
        town.business_registered(person_id, area=area)
    town.act(AcceptOffer, a_citizen(people[3]), offer_id=town.last("offered", people[3])["offer_id"])
    return people


def test_a_draft_of_a_higher_amount_says_who_gains_how_much_and_the_live_rule_then_gives_the_same(town):
    people = peopled(town, LUXI)
    found = rehearse(town, a_draft("2024-05-06"))
    [county] = found["counties"]
    assert (found["people"], county["area"], county["cases"]) == (4, LUXI, 4)
    assert (county["gain"], county["gained"], county["lose"], county["to_decide"]) == (3, 900_000, 0, 0)
    told = {line["person_id"]: (line["after"], line["amount_after"]) for line in found["changed"]}
    publish(town, a_draft("2024-05-06"))
    for person_id in people[:3]:
        assert live(town, person_id) == told.get(person_id, ("missing", 0)), person_id


def test_a_draft_of_a_stricter_condition_says_who_loses_and_the_live_rule_then_gives_the_same(town):
    people = peopled(town, FENGHUANG)
    draft = trained_only(town, FENGHUANG)
    found = rehearse(town, draft)
    [county] = found["counties"]
    assert (county["gain"], county["lose"], county["lost"]) == (0, 2, 1_000_000)
    told = {line["person_id"]: (line["after"], line["amount_after"]) for line in found["changed"]}
    assert told[people[2]] == ("missing", 0)
    publish(town, draft)
    for person_id in people[:3]:
        before = {people[0]: ("missing", 0), people[1]: ("eligible", 500_000)}
        assert live(town, person_id) == told.get(person_id, before.get(person_id)), person_id
    assert town.events("offer_withdrawn", people[2]) != []


def test_a_rehearsal_leaves_nothing_behind(town):
    count = "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM decisions), (SELECT count(*) FROM offers)"
    before = town.desk.sql(count)
    rehearse(town, a_draft("2024-05-06", value=1))
    assert town.desk.sql(count) == before


def test_a_programme_that_a_draft_opens_is_rehearsed_for_those_who_were_never_assessed_for_it(town):
    policies = town.desk.service.store.policies.policies
    listed = policies.view("subsidies", area=LUXI, on=on("2024-05-06")).value("programmes")
    draft = a_draft("2024-05-06", key="programmes", value=[name for name in listed if name != "startup_subsidy"],
                    label="平台经办的创业补贴", unit=None)
    found = rehearse(town, draft)
    assert {line["after"] for line in found["changed"] if line["programme"] == "startup_subsidy"} == {None}
    assert found["counties"][0]["lose"] == 3


def test_a_draft_that_could_not_be_put_into_force_cannot_be_rehearsed(town):
    value = copy.deepcopy(trained_only(town, LUXI)["value"])
    del value["conditions"][0]["cite"]
    with pytest.raises(Invalid):
        rehearse(town, a_draft("2024-05-06", key="startup_subsidy", value=value, label="一次性创业补贴", unit=None))


@pytest.mark.parametrize("changes", [
    {"value": "许多"}, {"value": {"formula": "by_luck"}}, {"since": "0001-01-01"}, {"until": "9999-12-31"},
    {"since": "2024-05-06", "until": "2024-05-05"}, {"from": "1900-01-01"}, {"area": "433199"}])
def test_a_draft_that_the_rules_cannot_use_is_told_and_is_no_bug(town, changes):
    with pytest.raises(Invalid):
        rehearse(town, a_draft("2024-05-06", area=JISHOU) | changes)


def test_another_citys_draft_cannot_be_rehearsed(town):
    with pytest.raises(Forbidden):
        rehearse(town, a_draft("2024-05-06", area="430102"))
    assert rehearse(town, a_draft("2024-05-06", area="430102"), by=the_province())["people"] == 0


# the calendar alone: from here on time moves

def pass_time(town, day: str) -> None:
    town.move_to(at(day))
    town.run_calendar()


def age_of(town, person_id: str) -> str:
    return statuses(assessed(town, person_id, "flexible_work_insurance_subsidy"))["age_below"]


def test_a_birthday_turns_an_answer_without_any_event(town):
    town.hear(PersonRegistered, person_id="birthday-1", birth_month="1964-06", area=SHENYANG, groups=(MIGRANT,))
    assert age_of(town, "birthday-1") == "met"
    pass_time(town, "2024-06-01")
    assert age_of(town, "birthday-1") == "unknown"
    pass_time(town, "2024-07-01")
    assert age_of(town, "birthday-1") == "unmet"
    assert town.desk.sql("SELECT 1 FROM timers WHERE key = 'turn:birthday-1' AND due_at < '2024-07-02'") == []


def test_the_end_of_a_window_withdraws_an_offer_on_the_day_after_its_last(town):
    town.person_registered("window-1", area=SHENYANG)
    known = business_of("window-1", BusinessState.OPEN, SHENYANG) | {"registered_on": on("2021-07-20")}
    town.hear(BusinessRegistered, **known)
    town.hear(TenantAdmitted, tenancy_id="tenancy-window-1", person_id="window-1", base_id="base-1", base_name="基地",
              base_level=BaseLevel.PROVINCE, operator_id="org-1", area=SHENYANG, title="入驻",
              state=TenancyState.ADMITTED, since=on("2024-07-01"), rent_free=False)
    assert town.last("offered", "window-1")["programme"] == "venue_subsidy"
    pass_time(town, "2024-07-20")
    assert town.events("offer_withdrawn", "window-1") == []
    pass_time(town, "2024-07-21")
    assert statuses(town.last("offer_withdrawn", "window-1"))["within_window"] == "unmet"


def test_a_new_year_opens_the_base_subsidy_of_the_year_before_and_a_plans_end_withdraws_its_offers(town):
    town.person_registered("plan-1", area=SHENYANG)
    town.business_registered("plan-1", area=SHENYANG)
    town.hear(TenantAdmitted, tenancy_id="tenancy-plan-1", person_id="plan-1", base_id="base-1", base_name="基地",
              base_level=BaseLevel.PROVINCE, operator_id="org-1", area=SHENYANG, title="入驻",
              state=TenancyState.ADMITTED, since=on("2024-07-01"), rent_free=False)
    assert town.last("offered", "plan-1")["period"] == "2024"
    pass_time(town, "2025-01-01")
    assert statuses(town.last("offer_withdrawn", "plan-1")) == {"programme_runs_here": "not_applicable"}
    assert assessed(town, "org-data", "base_service_subsidy")["period"] == "base:base-of-org-data:2024"


def test_the_end_of_an_evidence_withdraws_what_rested_on_it_without_any_event(town):
    town.person_registered("evidence-1")
    town.business_registered("evidence-1")
    assert town.last("offered", "evidence-1")["state"] == "offered"
    pass_time(town, "2026-05-05")
    assert town.events("offer_withdrawn", "evidence-1") == []
    pass_time(town, "2026-05-06")
    assert statuses(town.last("offer_withdrawn", "evidence-1"))["in_target_group"] == "unmet"
