"""What anyone may look up: every entry with source and clause, and a pre-check that never promises."""

from datetime import date

import pytest

from contracts.decisions import Status
from contracts.zone.public_pages import Directory, PrecheckQuestion, Standing
from gateway.routes.directories import ROUTES
from gateway.zone.dictionary import dictionary, label_of
from gateway.zone.directories import entries_of
from gateway.zone.entitlements import entitlements_of, precheck
from gateway.zone.in_force import PoliciesInForce
from gateway.zone.programmes import programmes_of
from gateway.zone.queries import Zone
from policies.publishing import content_hash
from policies.reader import Policies
from tests.unit.gateway_examples import a_client, a_context

JISHOU, SHENYANG = "433101", "210100"
TODAY = date(2024, 5, 6)


class OfPoliciesAlone(Zone):
    """A zone in which nothing has happened yet."""

    def rows_as(self, viewer, sql, *parameters):
        return []


@pytest.fixture(scope="module")
def zone():
    return OfPoliciesAlone(None, Policies.load())


def told(**answers) -> PrecheckQuestion:
    return PrecheckQuestion.from_data({"area": JISHOU, **answers})


def checked(zone, **answers) -> dict:
    return precheck(zone.policies, told(**answers), TODAY)[0]


def test_the_dictionary_names_every_code_in_chinese():
    assert label_of("zone.group", "returning_migrant_worker") == "返乡入乡农民工"
    assert label_of("subsidies.state.claim", "publicised") == "公示中"
    assert label_of("role", "clerk") == "经办人员"
    assert all(any("一" <= letter <= "鿿" for letter in label) or label
               for table in dictionary().values() for label in table.values())


def test_a_policy_entry_has_conditions_amount_clause_and_says_what_is_unsourced(zone):
    entry = next(one for one in entries_of(Directory.POLICIES, zone, JISHOU, TODAY) if one["id"] == "startup_subsidy")
    assert (entry["title"], entry["state_label"], entry["changed_on"]) == (
        "一次性创业补贴", "正在办理", date(2024, 4, 29))
    amount, whose, *conditions = entry["lines"]
    assert whose["value"] == "个人"
    handling = {line["label"]: line for line in conditions}
    assert handling["享受次数"]["value"] == "每人只享受一次"
    assert "5个工作日" in handling["一次性创业补贴审核级次和各步工作日"]["value"]
    assert "代替" in handling["材料"]["value"]
    assert amount["value"] == "5000 元"
    assert "请省财政厅" in amount["citation"]["unsourced"]
    assert {"document": "hunan-2024", "clause": "二（五）2"}.items() <= conditions[1]["citation"].items()


def test_a_programme_that_has_not_begun_says_when_it_opens(zone):
    programmes = programmes_of(zone.policies, JISHOU, date(2024, 1, 10))
    assert {(one.state, one.opens_on) for one in programmes} == {
        ("not_yet_open", date(2024, 4, 29)), ("not_yet_open", date(2024, 9, 1))}


def test_a_programme_that_ended_is_shown_as_ended_and_not_left_out(zone):
    states = {programme.code: programme.state for programme in programmes_of(zone.policies, SHENYANG,
                                                                              date(2025, 6, 1))}
    assert states["startup_subsidy"] != "open"


def test_an_amount_that_no_place_has_set_is_told_so_beside_its_limit(zone):
    entries = {entry["id"]: entry for entry in entries_of(Directory.POLICIES, zone, SHENYANG, TODAY)}
    lines = {line["label"]: line for line in entries["base_award"]["lines"]}
    assert lines["金额"]["value"] == "当地尚未设定", "the document has a ceiling and no amount"
    assert lines["优秀创业孵化基地奖补最高"]["citation"]["clause"] == "三（七）"


def test_what_organisations_get_is_not_put_to_people(zone):
    assert "base_service_subsidy" not in {one["programme"] for one in precheck(zone.policies, told(), TODAY)}


def test_search_finds_entries_that_contain_every_word(zone):
    assert entries_of(Directory.POLICIES, zone, JISHOU, TODAY, "补贴 重点群体")
    assert entries_of(Directory.POLICIES, zone, JISHOU, TODAY, "补贴 航天") == []


def test_a_loan_says_how_much_how_long_and_on_which_clause(zone):
    personal = entries_of(Directory.FINANCIAL_PRODUCTS, zone, JISHOU, TODAY)[0]
    lines = {line["label"]: line for line in personal["lines"]}
    assert lines["免除反担保的贷款额度上限"]["value"] == "10 万元"
    assert lines["免除反担保的贷款额度上限"]["citation"]["clause"] == "二（二）2"


def test_whoever_tells_nothing_is_told_that_nothing_can_be_told_yet(zone):
    result = checked(zone)
    assert result["state"] is Standing.CANNOT_TELL
    assert {reason["status"] for reason in result["reasons"]} == {Status.UNKNOWN}


def test_a_missing_business_is_named_with_what_to_do(zone):
    result = checked(zone, group="returning_migrant_worker", business_registered=False, received_before=False)
    assert result["state"] is Standing.MISSING
    assert result["todo"] == "办理经营主体登记（网店也可以）"


def test_an_aim_never_stands_in_the_way(zone):
    result = checked(zone, group="veteran", business_registered=True, received_before=False,
                     training_completed=False)
    assert result["state"] is Standing.MET
    assert result["todo"] is None


def test_who_belongs_to_no_group_is_told_so(zone):
    assert checked(zone, in_no_group=True)["state"] is Standing.MISSING


def test_a_person_sees_each_assessment_once_and_what_lapsed_no_more():
    case = {"pillar": "subsidies", "entity": "assessment", "state": "missing", "title": "一次性创业补贴",
            "amount": None, "todo": "", "data": {"programme": "startup_subsidy"},
            "changed_at": "2024-05-06T09:00:00+08:00",
            "reasons": [{"status": "unmet", "force": "hard"}, {"status": "met", "force": "hard"}]}
    lapsed = case | {"pillar": "incubators", "entity": "invitation", "state": "lapsed"}
    [shown] = entitlements_of([case, lapsed, case | {"entity": "claim"}])
    assert (shown["programme"], shown["state"], shown["todo"]) == ("startup_subsidy", Standing.MISSING, None)


def test_the_public_addresses_answer_without_signing_in(zone):
    client = a_client(*ROUTES, context=a_context(zone=zone))
    assert client.simulate_get("/api/v1/dictionary").json["tables"]["force"]["hard"] == "硬性要求"
    assert "吉首市" in [each["name"] for each in client.simulate_get("/api/v1/areas/433100").json["children"]]
    page = client.simulate_get("/api/v1/directories/policies", params={"area": JISHOU})
    assert page.status_code == 200, page.text
    answer = client.simulate_post("/api/v1/precheck", json={"area": JISHOU, "group": "veteran"})
    assert answer.json["items"][0]["amount"] == "5000.00"
    assert client.simulate_get("/api/v1/me/entitlements").status_code == 401
    assert client.simulate_get("/api/v1/directories/secrets", params={"area": JISHOU}).status_code == 422
    assert client.simulate_post("/api/v1/precheck", json={"area": "999999"}).status_code == 422


def put_into_force(policies, key, value, *, pillar="subsidies", area=JISHOU, since="2024-05-01"):
    entry = {"area": area, "pillar": pillar, "key": key, "from": since, "value": value,
             "cite": {"unsourced": "演示，由市人社局确认"}}
    return policies.with_published([entry | {"hash": content_hash(entry)}])


def test_what_two_people_put_into_force_is_shown_a_second_later_and_asked_for_once_a_second():
    moment, asked, now_in_force = [0.0], [], [Policies.load()]

    def read():
        asked.append(moment[0])
        return now_in_force[0]

    zone = Zone(None, current=PoliciesInForce(read, lambda: moment[0]))

    def amount():
        [programme] = [one for one in programmes_of(zone.policies, JISHOU, TODAY) if one.code == "startup_subsidy"]
        return programme.amount.value

    assert amount() == 5000
    now_in_force[0] = put_into_force(now_in_force[0], "startup_subsidy_amount", 8000)
    moment[0] = 0.9
    assert amount() == 5000
    moment[0] = 1.0
    assert (amount(), amount()) == (8000, 8000)
    assert asked == [0.0, 1.0]


def test_a_programme_that_a_place_runs_no_longer_is_paused_and_not_in_the_pre_check(zone):
    paused = put_into_force(zone.policies, "programmes", ["base_service_subsidy"])
    states = {one.code: one.state for one in programmes_of(paused, JISHOU, TODAY)}
    assert (states["startup_subsidy"], states["base_service_subsidy"]) == ("paused", "open")
    assert precheck(paused, told(training_completed=True), TODAY) == []
