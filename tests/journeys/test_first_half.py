"""The story's first half: register, class, completion, and what other pillars do about it by events alone."""

import pytest

from dev.caller import Refused, eventually
from dev.story import XIANGXI


def cited(case) -> set[tuple]:
    return {(reason["citation"].get("document"), reason["citation"].get("clause")) for reason in case["reasons"]}


def test_a_returning_worker_is_known_by_the_register_with_source_and_validity(story):
    story.register_person()
    page = eventually(story.page, lambda page: page["profile"] and page["profile"]["groups"], "没有确认身份")
    group = page["profile"]["groups"][0]
    assert group["group"] == "returning_migrant_worker"
    assert group["kind"] == "register"
    assert "名册" in group["source"]
    assert group["valid_until"] == "2026-12-31"


def test_completing_a_course_sets_three_other_desks_in_motion_with_reasons_and_clauses(story):
    story.register_person()
    class_ = story.file_class()
    assert class_["outcome"] == "granted"
    assert {"document": "hunan-2024", "clause": "附件"} in [
        {k: v for k, v in reason["citation"].items() if v} for reason in class_["reasons"]]
    story.enrol(class_["subject"])
    completion = story.attend_and_pass(class_["subject"])
    assert completion["certificate_number"].startswith("CY433101202401")
    cases = story.await_reactions()
    for case in cases.values():
        assert case["reasons"], case
        assert all(reason["text"] and reason["citation"] for reason in case["reasons"])
    missing = [reason["code"] for reason in cases["subsidies"]["reasons"] if reason["status"] == "unmet"]
    assert missing == ["business_registered"]
    assert cases["subsidies"]["state"] == "missing"
    assert cases["incubators"]["data"]["base_name"] == "吉首市返乡创业孵化基地"
    assert ("hunan-2024", "二（二）1") in cited(cases["loans"])


def test_the_seats_of_the_plan_move_with_the_class_and_the_completion(story):
    ledger = f"/training/plan-ledger?area={XIANGXI}&year=2024&course=siyb"
    before = story.as_("city").get(ledger)
    story.register_person()
    class_id = story.file_class(seats=25)["subject"]
    story.enrol(class_id)
    story.attend_and_pass(class_id)
    after = story.as_("city").get(ledger)
    assert after["plan"] == 690
    assert (after["free"], after["reserved"], after["used"]) == (
        before["free"] - 25, before["reserved"] + 24, before["used"] + 1)


def test_a_class_beyond_its_plan_is_referred_while_another_course_is_short_and_the_province_decides(story):
    city = story.as_("city")
    free = city.get(f"/training/plan-ledger?area={XIANGXI}&year=2024&course=village_leader")["free"]
    while free > 0:
        free -= (seats := min(60, free))
        assert story.file_class(course="village_leader", seats=seats)["outcome"] == "granted"
    referred = story.file_class(course="village_leader", seats=20)
    assert referred["outcome"] == "referred"
    unmet = {reason["code"] for reason in referred["reasons"] if reason["status"] == "unmet"}
    assert "no_other_course_short" in unmet
    decision = {"approve": True, "ground": "乡村振兴任务需要，资金由市州另行安排"}
    with pytest.raises(Refused) as forbidden:
        city.post(f"/training/classes/{referred['subject']}/decision", decision)
    assert forbidden.value.status == 403
    granted = story.as_("province").post(f"/training/classes/{referred['subject']}/decision", decision)
    assert granted["outcome"] == "granted"


def test_a_repeated_click_with_the_same_key_is_one_class(story):
    body = {"institution_id": "institution-qihang", "area": "433101", "course": "siyb", "title": "重复点击的班",
            "seats": 1, "starts_on": "2024-05-06", "ends_on": "2024-05-07", "sessions": 1}
    institution = story.as_("institution")
    first = institution.post("/training/classes", body, key="one-click")
    again = institution.post("/training/classes", body, key="one-click")
    assert first == again
    with pytest.raises(Refused) as conflict:
        institution.post("/training/classes", body | {"seats": 2}, key="one-click")
    assert (conflict.value.status, conflict.value.code) == (409, "same_key_other_body")
