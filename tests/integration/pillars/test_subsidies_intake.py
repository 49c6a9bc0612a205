"""Handing in on a real database: several programmes at once, the counter, the one correction, referral."""

import psycopg
import pytest

from chassis.clock import start_of
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from contracts.subsidies.claim_states import ReferredTo, RefusalCode
from contracts.subsidies.commands import (
    ApproveClaim,
    ReferClaim,
    RefuseClaim,
    ResubmitClaim,
    ResumeClaim,
    ReturnClaim,
    SubmitClaims,
    TakeInClaims,
    VerifyClaim,
    WithdrawClaim,
)
from contracts.subsidies.questions import ShowClaim
from tests.building import a_citizen, an_actor, on, the_city
from tests.integration.pillars.claimants import CLERK, PROGRAMME, REVIEWER, Town

SHENYANG = "210102"
ELSEWHERE = an_actor(Role.CLERK, area="433122", person_id="clerk-luxi")


@pytest.fixture(scope="module")
def town(desk, migrated):
    town = Town(desk("subsidies"), migrated)
    town.give_budget(1_000_000)
    return town


def letters(town, person: str, kind: str) -> list[dict]:
    return [letter for letter in town.events("letter_issued", person) if letter["kind"] == kind]


def test_one_form_opens_a_claim_for_each_programme_and_each_goes_its_own_way(town):
    town.person_registered("several-1", area=SHENYANG)
    answer = town.act(SubmitClaims, a_citizen("several-1"), files=("f-1",),
                      programmes=("startup_subsidy", "venue_subsidy", "no_such_subsidy"))
    lines = {line["programme"]: line for line in answer["lines"]}
    assert {name: line["state"] for name, line in lines.items()} == {
        "startup_subsidy": "returned", "venue_subsidy": "returned", "no_such_subsidy": "declined"}
    [receipt] = letters(town, "several-1", "receipt")
    assert (receipt["number"], len(receipt["lines"]), receipt["listed"]) == (answer["number"], 3, ["电子材料 1 份"])
    town.business_registered("several-1", area=SHENYANG)
    again = town.act(SubmitClaims, a_citizen("several-1"), programmes=("startup_subsidy",))
    assert (again["outcome"], again["lines"][0]["state"]) == ("not_applicable", "declined")


def test_the_claims_of_one_form_share_it_and_one_may_be_withdrawn_without_the_others(town):
    town.person_registered("several-2", area=SHENYANG)
    town.business_registered("several-2", area=SHENYANG)
    answer = town.act(SubmitClaims, a_citizen("several-2"), programmes=("startup_subsidy", "venue_subsidy"))
    first, second = (line["claim_id"] for line in answer["lines"])
    town.act(WithdrawClaim, a_citizen("several-2"), claim_id=second)
    assert (town.state_of(second), town.state_of(first) == "withdrawn") == ("withdrawn", False)
    shared = {data["submission_id"] for data in town.events("claim_submitted", "several-2")}
    assert len(shared) == 1


@pytest.mark.parametrize(("programmes", "field"), [((), "programmes"), (("不是代码",), "programmes")])
def test_a_form_without_a_programme_names_the_field(town, programmes, field):
    with pytest.raises(Invalid) as told:
        town.act(SubmitClaims, a_citizen("several-3"), programmes=programmes)
    assert list(told.value.fields) == [field]


def test_a_clerk_takes_in_claims_for_somebody_without_a_phone_and_gives_a_receipt(town):
    town.entitled("counter-1")
    answer = town.act(TakeInClaims, CLERK, person_id="counter-1", programmes=(PROGRAMME,),
                      papers=("身份证复印件 1 份", "营业执照复印件 1 份"))
    [line] = answer["lines"]
    [receipt] = letters(town, "counter-1", "receipt")
    assert (line["state"], line["due_on"]) == ("submitted", "2024-05-24")
    assert (receipt["listed"], receipt["lines"][0]["answer_by"], receipt["number"]) == (
        ["身份证复印件 1 份", "营业执照复印件 1 份"], "2024-05-24", answer["number"])
    assert town.last("claim_submitted", "counter-1")["came_from"] == "counter"
    assert len(answer["events"]) == len(set(answer["events"])) >= 3


def test_a_clerk_takes_in_nothing_for_people_of_another_county_or_for_nobody(town):
    town.entitled("counter-2")
    with pytest.raises(Forbidden):
        town.act(TakeInClaims, ELSEWHERE, person_id="counter-2", programmes=(PROGRAMME,))
    with pytest.raises(NotFound):
        town.act(TakeInClaims, CLERK, person_id="counter-nobody", programmes=(PROGRAMME,))


def test_a_correction_notice_lists_the_desks_faults_and_those_the_platform_sees_and_there_is_no_second_one(town):
    town.person_registered("once-1", groups=())
    town.business_registered("once-1")
    [line] = town.act(TakeInClaims, CLERK, person_id="once-1", programmes=(PROGRAMME,))["lines"]
    claim_id = line["claim_id"]
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))
    returned = town.last("returned", "once-1")
    assert returned["faults"][0] == "请补充经营场所照片"
    assert any("重点群体" in fault for fault in returned["faults"][1:])
    [notice] = letters(town, "once-1", "correction")
    assert (notice["listed"], notice["act_by"]) == (returned["faults"], returned["correct_by"])
    town.act(ResubmitClaim, a_citizen("once-1"), claim_id=claim_id, files=("photo",))
    with pytest.raises(Conflict) as told:
        town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("还有一处",))
    assert "一次告知" in told.value.detail
    with psycopg.connect(town.url, options="-c search_path=subsidies") as connection, \
            pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("UPDATE claims SET corrections = 2 WHERE claim_id = %s", [claim_id])


def test_what_the_platform_finds_at_once_is_no_notice_of_the_desk(town):
    town.person_registered("auto-1")
    claim_id = town.act(SubmitClaims, a_citizen("auto-1"), programmes=(PROGRAMME,))["lines"][0]["claim_id"]
    town.business_registered("auto-1")
    assert town.state_of(claim_id) == "submitted"
    assert town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))["outcome"] == "returned"


def test_a_clerk_hands_in_a_correction_for_somebody_only_with_the_signed_paper(town):
    claim_id = town.claim("paper-1")
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))
    with pytest.raises(Invalid):
        town.act(ResubmitClaim, CLERK, claim_id=claim_id)
    with pytest.raises(Forbidden):
        town.act(ResubmitClaim, ELSEWHERE, claim_id=claim_id, files=("paper",))
    assert town.act(ResubmitClaim, CLERK, claim_id=claim_id, files=("paper",))["outcome"] == "granted"
    assert town.act(ShowClaim, CLERK, claim_id=claim_id)["files"] == ["paper"]


def test_a_claim_is_referred_upwards_to_a_named_role_that_alone_decides(town):
    claim_id = town.verified("refer-1")
    due = town.last("claim_submitted", "refer-1")["due_on"]
    with pytest.raises(Invalid):
        town.act(ReferClaim, REVIEWER, claim_id=claim_id, to=ReferredTo.REVIEWER, ground="本人难以判断")
    town.act(ReferClaim, REVIEWER, claim_id=claim_id, to=ReferredTo.CITY_STAFF, ground="类别界定需要州里明确")
    referred = town.last("referred", "refer-1")
    assert (referred["state"], referred["referred_to"], referred["due_on"]) == ("referred", "city_staff", due)
    for act, more in ((ApproveClaim, {}), (ResumeClaim, {"ground": "同意继续办理"})):
        with pytest.raises((Conflict, Forbidden)):
            town.act(act, REVIEWER, claim_id=claim_id, **more)
    with pytest.raises(Forbidden):
        town.act(RefuseClaim, REVIEWER, claim_id=claim_id, code=RefusalCode.OTHER, ground="不予通过")
    town.act(ResumeClaim, the_city(), claim_id=claim_id, ground="经州里明确，属于返乡农民工")
    again = town.last("claim_submitted", "refer-1")
    assert (again["came_from"], again["due_on"], town.state_of(claim_id)) == ("referral", due, "submitted")
    town.act(VerifyClaim, CLERK, claim_id=claim_id)
    assert town.act(ApproveClaim, REVIEWER, claim_id=claim_id)["outcome"] == "granted"


def test_a_claim_that_waits_for_its_person_is_not_refused_before_the_days_for_that_are_over(town):
    claim_id = town.claim("wait-1")
    town.act(ReturnClaim, CLERK, claim_id=claim_id, faults=("请补充经营场所照片",))
    refusal = {"claim_id": claim_id, "code": RefusalCode.NOT_CORRECTED, "ground": "期满未补正"}
    with pytest.raises(Conflict):
        town.act(RefuseClaim, REVIEWER, **refusal)
    town.move_to(start_of(on("2024-05-29")))
    town.run_calendar()
    assert len(town.events("correction_overdue", "wait-1")) == 1
    assert town.act(RefuseClaim, REVIEWER, **refusal)["outcome"] == "refused"
