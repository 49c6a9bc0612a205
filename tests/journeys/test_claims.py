"""A claim's whole way over HTTP, for claimant, county clerk, reviewer, appellant and supervisor;
and a person who has no phone, at the counter."""

import uuid

import pytest

from dev.caller import Refused, eventually
from dev.made_up import a_credit_code, a_name, a_phone, an_id_number
from dev.second_half import SecondHalf
from dev.story import JISHOU, Story

PROGRAMME = "startup_subsidy"
PDF = b"%PDF-"


@pytest.fixture(scope="module")
def told(prepared):
    """A returning worker with a business, whose offer is open."""
    story = Story(prepared.base_url)
    second = SecondHalf(story)
    second.prepare()
    story.register_person()
    eventually(story.page, lambda page: page["profile"] and page["profile"]["groups"], "没有确认重点群体身份")
    second.register_business()
    second.offer()
    return second


@pytest.fixture(scope="module")
def claim_id(told):
    """The claimant keeps a draft, and hands it in from another device as it was kept."""
    citizen = told.citizen
    draft = citizen.post("/me/drafts", {"title": "补贴申领", "content": {"programmes": [PROGRAMME, "venue_subsidy"]}})
    kept = citizen.get(f"/me/drafts/{draft['draft_id']}")["content"]
    answer = citizen.post("/subsidies/submissions", kept)
    lines = {line["programme"]: line for line in answer["lines"]}
    assert (lines[PROGRAMME]["state"], lines["venue_subsidy"]["state"]) == ("submitted", "declined")
    receipt = citizen.get(f"/cases/subsidies/letter/{answer['letter_id']}", wait_for=answer["events"])
    assert receipt["data"]["number"] == answer["number"]
    assert citizen.download(f"/subsidies/letters/{answer['letter_id']}/pdf").startswith(PDF)
    return lines[PROGRAMME]["claim_id"]


def case_of(told, account: str, entity: str, entity_id: str) -> dict:
    return told.as_(account).get(f"/cases/subsidies/{entity}/{entity_id}", wait_for=told.story.own_events())


def clock(caller, told, entity: str, entity_id: str) -> dict:
    return caller.get(f"/cases/subsidies/{entity}/{entity_id}/clock", wait_for=told.story.own_events())


def refused_as(code: int, act) -> None:
    with pytest.raises(Refused) as told:
        act()
    assert told.value.status == code


def test_claimant_and_clerk_read_one_clock_and_one_correction_names_everything(told, claim_id):
    clerk, citizen = told.as_("clerk"), told.citizen
    assert clock(citizen, told, "claim", claim_id) == clock(clerk, told, "claim", claim_id)
    clerk.post(f"/subsidies/claims/{claim_id}/return", {"faults": ["请补充经营场所照片", "请确认银行账户"]})
    case = case_of(told, "clerk", "claim", claim_id)
    assert (case["data"]["faults"], case["working_days_left"]) == (["请补充经营场所照片", "请确认银行账户"], None)
    assert clock(citizen, told, "claim", claim_id)["stands_still"] is True
    citizen.post(f"/subsidies/claims/{claim_id}/resubmission", {})
    refused_as(409, lambda: clerk.post(f"/subsidies/claims/{claim_id}/return", {"faults": ["还有一处"]}))
    shown = clerk.get(f"/subsidies/claims/{claim_id}")
    told_citizen = clock(citizen, told, "claim", claim_id)
    assert {name: shown[name] for name in told_citizen} == told_citizen


def test_who_was_refused_has_a_letter_and_appeals_to_somebody_else_who_opens_the_claim_again(told, claim_id):
    clerk, reviewer, city = (told.as_(account) for account in ("clerk", "reviewer", "city"))
    citizen = told.citizen
    clerk.post(f"/subsidies/claims/{claim_id}/verification", {"note": "登记信息核对无误"})
    refused_as(422, lambda: reviewer.post(f"/subsidies/claims/{claim_id}/refusal", {"ground": "未实际经营"}))
    refusal = reviewer.post(f"/subsidies/claims/{claim_id}/refusal", {"code": "not_operating", "ground": "未实际经营"})
    letter = f"/subsidies/letters/{refusal['letter_id']}/pdf"
    assert case_of(told, "clerk", "claim", claim_id)["state_label"] == "未通过"
    assert citizen.download(letter).startswith(PDF)
    appeal_id = citizen.post(f"/subsidies/claims/{claim_id}/appeal", {"ground": "一直在营业，有进货单据"})["appeal_id"]
    refused_as(403, lambda: reviewer.post(f"/subsidies/appeals/{appeal_id}/taking", {}))
    city.post(f"/subsidies/appeals/{appeal_id}/taking", {})
    assert clock(citizen, told, "appeal", appeal_id) == clock(city, told, "appeal", appeal_id)
    decided = city.post(f"/subsidies/appeals/{appeal_id}/decision", {"overturned": True, "finding": "经复核正常经营"})
    told.claim(claim_id, "submitted")
    assert case_of(told, "city", "appeal", appeal_id)["state"] == "overturned"
    assert citizen.download(f"/subsidies/letters/{decided['letter_id']}/pdf").startswith(PDF)
    clerk.post(f"/subsidies/claims/{claim_id}/verification", {"note": "复核后继续办理"})
    refused_as(403, lambda: reviewer.post(f"/subsidies/claims/{claim_id}/approval", {"note": "同意"}))
    assert city.post(f"/subsidies/claims/{claim_id}/approval", {"note": "同意"})["outcome"] == "granted"


def test_a_supervisor_follows_the_claim_and_its_letters_and_changes_nothing(told, claim_id):
    supervisor = told.as_("supervisor")
    case = case_of(told, "supervisor", "claim", claim_id)
    labels = [line["label"] for line in case["history"]]
    assert {"申领需要补正", "申领未通过", "申领审核通过"} <= set(labels)
    assert supervisor.get(f"/subsidies/claims/{claim_id}")["state"] == "approved"
    for path, body in ((f"/subsidies/claims/{claim_id}/refusal", {"code": "other", "ground": "不予通过"}),
                       (f"/subsidies/claims/{claim_id}/appeal", {"ground": "代为申诉"})):
        refused_as(403, lambda path=path, body=body: supervisor.post(path, body))


def test_a_person_without_a_phone_is_served_at_the_counter_and_leaves_with_a_receipt(told):
    clerk, seed = told.as_("clerk"), uuid.uuid4().hex[:8]
    person_id = clerk.post("/people", {"name": a_name(seed), "id_number": an_id_number(seed), "phone": a_phone(seed),
                                       "area": JISHOU})["subject"]
    clerk.post("/businesses", {"person_id": person_id, "kind": "self_employed", "name": f"吉首市早点铺{seed}",
                               "credit_code": a_credit_code(seed), "area": JISHOU, "registered_on": "2024-05-06"})
    asked = {"person_id": person_id, "programmes": [PROGRAMME], "papers": ["身份证复印件 1 份"]}
    answer = eventually(lambda: taken_in(clerk, asked), bool, "补贴还不知道这个人")
    [line] = answer["lines"]
    assert line["claim_id"]
    receipt = f"/subsidies/letters/{answer['letter_id']}/pdf"
    clerk.get(f"/cases/subsidies/letter/{answer['letter_id']}", wait_for=answer["events"])
    assert clerk.download(receipt).startswith(PDF)
    refused_as(404, lambda: told.citizen.download(receipt))


def taken_in(clerk, asked: dict) -> dict | None:
    """The answer at the counter; None while subsidies have not heard of the person."""
    try:
        return clerk.post("/subsidies/intake", asked)
    except Refused as problem:
        if problem.code == "not_found":
            return None
        raise
