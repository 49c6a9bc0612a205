"""A day at school over HTTP: roster in, code shown, a proxy found and decided, a certificate checked by anybody."""

import pytest

from dev.caller import Refused, eventually
from dev.made_up import a_name, a_phone, an_id_number
from dev.story import JISHOU, Story
from tests.access.school_day import SchoolDay

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def trainees(prepared):
    """Two people of one class, registered each by themself."""
    people = [Story(prepared.base_url), Story(prepared.base_url)]
    for person in people:
        person.citizen.post("/people", {"name": person.name, "id_number": person.id_number, "area": JISHOU,
                                        "phone": a_phone(person.seed)})
        eventually(person.page, lambda page: page["profile"], "没有登记")
    return people


@pytest.fixture(scope="module")
def day(trainees):
    """The class, one of the two in it by the institution's roster, the other by their own wish."""
    day = SchoolDay(trainees[0].as_)
    first, second = trainees
    job = day.import_roster((first.name, first.id_number, a_phone(first.seed)), class_id=day.class_id)
    assert (job["state"], job["accepted"], job["refused"]) == ("done", 1, 0), job
    joined = eventually(lambda: second.citizen.post(f"/training/classes/{day.class_id}/places", {}),
                        lambda answer: answer["outcome"] == "granted", "没有报上名")
    assert joined["rows"][0]["accepted"]
    return day


@pytest.fixture(scope="module")
def decided(day, trainees):
    """One phone for two: the county clerk believes the first and not the second."""
    answers = [day.sign_in(person.citizen, "one-phone-for-both") for person in trainees]
    assert [answer["outcome"] for answer in answers] == ["granted", "referred"]
    clerk = day.as_("clerk")
    marked, ids = f"/inbox?area={JISHOU}&entity=sign_in&state=marked&limit=100", {one["subject"] for one in answers}
    waiting = eventually(lambda: clerk.get(marked)["items"],
                         lambda items: ids <= {each["entity_id"] for each in items}, "待核实的签到没有出现在待办中")
    assert all(each["reasons"] for each in waiting)
    for answer, accept in zip(answers, (True, False), strict=True):
        clerk.post(f"/training/sign-ins/{answer['subject']}/decision", {"accept": accept, "ground": "已向讲师核实"})
    return answers


def test_who_finds_no_seat_waits_and_takes_the_place_of_who_leaves(prepared, trainees):
    full, (first, second) = SchoolDay(trainees[0].as_, seats=1, course="online_shop"), trainees
    ids = [person.person_id for person in trainees]
    # The two days overlap, so the second class meets later.
    full.send("session-moves", {"session": 1, "held_on": full.show()["ends_on"], "starts_at": "09:00",
                                "ends_at": "12:00", "place": "乾州校区", "ground": "错开时间"})
    assert full.enrol(ids[0])["accepted"]
    assert full.enrol(ids[1], waiting=True)["waiting"]
    left = full.send("leaving", {"ground": "时间安排不开"}, by=first.citizen)
    assert left["promoted"] == 1
    assert {each["person_id"]: each["state"] for each in full.show("clerk")["trainees"]} == {
        ids[0]: "withdrawn", ids[1]: "enrolled"}
    told = eventually(second.page, lambda page: any(
        case["entity"] == "enrolment" and case["state"] == "enrolled" and case["entity_id"] for case in page["cases"]),
        "递补没有出现在本人页面")
    assert told["profile"]


def test_the_institution_does_not_decide_its_own_marks_and_the_decision_counts(day, trainees, decided):
    ids = [person.person_id for person in trainees]
    assert [day.trainee(each)["present"] for each in ids] == [1, 0]
    with pytest.raises(Refused) as forbidden:
        day.institution.post(f"/training/sign-ins/{decided[1]['subject']}/decision", {
            "accept": True, "ground": "确是本人"})
    assert forbidden.value.status == 403
    with pytest.raises(Refused) as conflict:
        day.send("attendance", {"session": 1, "present": [ids[1]]})
    assert conflict.value.status == 409
    assert day.examine(ids[1], 95)["outcome"] == "returned"


def test_a_certificate_is_printed_for_its_holder_and_anybody_checks_it_with_a_masked_name(day, trainees, decided,
                                                                                         caller):
    holder, other = trainees
    number = day.examine(holder.person_id, 88)["certificate_number"]
    checked = eventually(lambda: _checked(caller(), number), lambda found: found, "证书查不到")
    assert (checked["state"], checked["state_label"], checked["title"]) == ("valid", "有效", "吉首市一日实训班")
    assert checked["name"][0] == holder.name[0]
    assert "*" in checked["name"]
    assert "person_id" not in checked
    assert holder.citizen.download(f"/training/certificates/{number}/paper").startswith(b"%PDF")
    with pytest.raises(Refused) as hidden:
        other.citizen.download(f"/training/certificates/{number}/paper")
    assert hidden.value.status == 404
    slip = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(Refused) as told:
        caller().get(f"/certificates/{slip}")
    assert (told.value.status, told.value.code) == (422, "invalid_fields")
    new = day.as_("city").post(f"/training/certificates/{number}/reissue", {"ground": "班级名称写错"})["subject"]
    eventually(lambda: caller().get(f"/certificates/{number}"), lambda found: found["replaced_by"] == new, "没有换发")
    day.as_("city").post(f"/training/certificates/{new}/revocation", {"ground": "考勤经核查系代签"})
    eventually(lambda: _checked(caller(), new), lambda found: found and found["state"] == "revoked", "没有撤销")


def _checked(anybody, number: str) -> dict | None:
    try:
        return anybody.get(f"/certificates/{number}")
    except Refused as refused:
        assert refused.status == 404
        return None


def test_a_list_taken_out_for_a_purpose_is_noted_where_the_trainee_reads_it(day, trainees):
    first = trainees[0]
    with pytest.raises(Refused):
        day.send("exports", {"purpose": ""})
    answer = day.institution._content("POST", f"/training/classes/{day.class_id}/exports",
                                      b'{"purpose": "\\u9001\\u5e02\\u5dde\\u4eba\\u793e\\u5c40\\u6838\\u5bf9"}',
                                      {"Content-Type": "application/json"})
    assert answer.startswith(b"PK")
    reads = first.citizen.get("/people/me/clear-reads")["items"]
    assert any("导出班级名单：送市州人社局核对" in each["reason"] for each in reads)


def test_people_who_are_not_registered_yet_are_registered_and_enrolled_from_one_sheet(trainees):
    day = SchoolDay(trainees[0].as_, seats=2, course="live_stream")
    seeds = [Story(trainees[0].base_url).seed for _ in range(2)]
    job = day.import_roster(*((a_name(seed), an_id_number(seed), a_phone(seed)) for seed in seeds),
                            class_id=day.class_id, register_missing="true", area=JISHOU)
    assert (job["state"], job["accepted"], job["percent"]) == ("done", 2, 100), job
    assert [each["state"] for each in day.show()["trainees"]] == ["enrolled", "enrolled"]
