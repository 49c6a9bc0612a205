"""People register by real name; what registers say about them is confirmed at once and lapses by the calendar."""

import threading
import time
from datetime import datetime

import psycopg
import pytest

from chassis.clock import SHANGHAI
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid, NotFound, Problem
from tests.integration.accounts.conftest import FENGHUANG, JISHOU, XIANGXI, a_clerk, citizen
from tests.people import an_id_number, an_id_number_ending_in_x


def registration(serial: int, **changes) -> dict:
    return {"name": "石秀花", "id_number": an_id_number(serial), "phone": "13800000012", "area": JISHOU} | changes


def test_a_citizen_registers_under_the_id_they_signed_in_with(accounts):
    answer = accounts.give("zone.register_person", citizen(1), **registration(1, address="吉首市乾州街道1号"))
    assert answer["outcome"] == "granted"
    assert answer["person_id"] == citizen(1).person_id
    event = accounts.events("zone.person_registered.v1")[-1]
    assert event["birth_month"] == "1990-03"
    assert event["area"] == JISHOU
    assert event["phone_token"]
    assert event["address_token"]


def test_the_same_phone_gives_the_same_token_and_another_phone_another(accounts):
    for number, phone in ((2, "13900000001"), (3, "139-0000-0001"), (4, "13900000002")):
        accounts.give("zone.register_person", citizen(number), **registration(number, phone=phone))
    tokens = [event["phone_token"] for event in accounts.events("zone.person_registered.v1")[-3:]]
    assert tokens[0] == tokens[1] != tokens[2]


def test_a_repeat_of_the_same_command_gets_the_first_answer(accounts):
    first = accounts.give("zone.register_person", citizen(5), id="register-5", **registration(5))
    assert accounts.give("zone.register_person", citizen(5), id="register-5", **registration(5)) == first


def test_the_same_key_with_another_body_is_a_conflict(accounts):
    accounts.give("zone.register_person", citizen(6), id="register-6", **registration(6))
    with pytest.raises(Problem) as told:
        accounts.give("zone.register_person", citizen(6), id="register-6", **registration(7))
    assert told.value.code == "same_key_other_body"


def test_a_registered_number_is_told_without_saying_whose(accounts):
    accounts.give("zone.register_person", citizen(8), **registration(8))
    with pytest.raises(Conflict) as told:
        accounts.give("zone.register_person", citizen(9), **registration(8, name="王某某"))
    assert (told.value.code, told.value.status) == ("already_registered", 409)
    assert citizen(8).person_id not in str(told.value.as_data())
    assert "石" not in str(told.value.as_data())


def test_two_registrations_of_one_number_at_a_time_leave_one_person(accounts):
    results = []

    def register(number):
        try:
            results.append(accounts.give("zone.register_person", citizen(number), **registration(20))["outcome"])
        except Conflict as problem:
            results.append(problem.code)

    threads = [threading.Thread(target=register, args=(number,)) for number in range(100, 106)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["already_registered"] * 5 + ["granted"]


@pytest.mark.parametrize(("field", "value", "words"), [
    ("name", "Anna", "汉字"), ("name", "\ue000秀", "自造字"), ("name", " ", "姓名"),
    ("id_number", "433101199003150120", "校验"), ("id_number", "43310119900231012X", "出生日期"),
    ("id_number", "12345", "18 位"), ("id_number", "433101900315012", "15 位"),
    ("phone", "12800000000", "手机号"), ("area", "430000", "县"), ("area", "999999", "没有这个地区"),
    ("address", "一", "住址"),
])
def test_each_wrong_field_is_named_in_chinese_and_nothing_is_written(accounts, field, value, words):
    before = accounts.value("SELECT count(*) FROM persons"), accounts.value("SELECT count(*) FROM inbox")
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_person", citizen(30), **registration(30, **{field: value}))
    assert set(told.value.fields) == {field}
    assert words in told.value.fields[field][0]
    assert before == (accounts.value("SELECT count(*) FROM persons"), accounts.value("SELECT count(*) FROM inbox"))


def test_all_wrong_fields_are_told_at_once(accounts):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_person", citizen(30), name="x", id_number="1", phone="2", area="000001")
    assert set(told.value.fields) == {"name", "id_number", "phone", "area"}


def test_missing_fields_are_named_in_chinese(accounts):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_person", citizen(30))
    assert told.value.fields["name"] == ["请填写姓名"]


@pytest.mark.parametrize(("serial", "name"), list(enumerate(
    ["\U00030edd秀", "𬭛䶮", "买买提·艾力", "阿卜杜拉•买买提", "﨑秀", "葛󠄀秀"], start=340)))
def test_rare_characters_and_the_middle_dot_are_kept_as_they_are(accounts, serial, name):
    person_id = accounts.give("zone.register_person", a_clerk(), **registration(
        serial, name=name, id_number=an_id_number(serial, born="19850607")))["person_id"]
    shown = accounts.service.person_clear(person_id, a_clerk(), "核对姓名")
    assert shown["name"] == name.replace("•", "·")


def test_an_id_ending_in_small_x_is_taken(accounts):
    number = an_id_number_ending_in_x(born="19770101")
    accounts.give("zone.register_person", citizen(31), **registration(0, id_number=number.lower()))
    assert accounts.service.person_clear(citizen(31).person_id, citizen(31), "本人")["id_number"] == number


@pytest.mark.parametrize(("area", "words"), [("433021", "撤销"), ("990101", "不在区划代码表"), ("330113", "")])
def test_the_area_in_an_id_number_is_doubted_and_never_refused(accounts, area, words):
    number = an_id_number(7, area=area, born="19800101")
    answer = accounts.give("zone.register_person", a_clerk(), **registration(0, id_number=number))
    assert answer["outcome"] == "granted"
    assert words in "".join(answer["warnings"])
    assert bool(answer["warnings"]) == bool(words)


def test_a_retired_place_of_residence_is_asked_again(accounts):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_person", citizen(32), **registration(32, area="433021"))
    assert "撤销" in told.value.fields["area"][0]


def test_a_desk_registers_only_people_of_its_area_and_the_attempt_is_noted(accounts):
    with pytest.raises(Forbidden):
        accounts.give("zone.register_person", a_clerk(FENGHUANG), **registration(33))
    what, actor, problem = accounts.rows("SELECT what, actor, problem FROM audit ORDER BY id DESC LIMIT 1")[0]
    assert what == "zone.register_person"
    assert actor["area"] == FENGHUANG
    assert problem["code"] == "not_allowed"


def test_a_role_that_may_not_is_told_which_may(accounts):
    with pytest.raises(Forbidden) as told:
        accounts.give("zone.register_person", a_clerk(role=Role.BANK_OFFICER), **registration(34))
    assert "经办人员" in told.value.detail


def test_what_changes_is_announced_and_what_is_left_out_stays(accounts):
    accounts.give("zone.register_person", citizen(35), **registration(35))
    accounts.give("zone.update_person", citizen(35), person_id=citizen(35).person_id, bank_account="6217000012345678")
    event = accounts.events("zone.person_updated.v1")[-1]
    assert event["changed"] == ["bank_account"]
    assert event["account_token"]
    assert event["phone_token"]
    shown = accounts.service.person_masked(citizen(35).person_id, citizen(35))
    assert shown["bank_account"] == "************5678"
    assert shown["phone"] == "138****0012"


def test_nobody_changes_another_citizen(accounts):
    with pytest.raises(Forbidden):
        accounts.give("zone.update_person", citizen(36), person_id=citizen(35).person_id, phone="13900000009")


# registers


def register(*rows, **changes) -> dict:
    numbered = [{"row": number, **row} for number, row in enumerate(rows, 2)]
    return {"source": "湘西州返乡农民工名册", "area": XIANGXI, "fetched_on": "2024-05-06", "rows": numbered} | changes


def returning(serial: int, **changes) -> dict:
    return {"name": "石秀花", "id_number": an_id_number(serial), "group": "返乡入乡农民工", "source": "",
            "valid_until": "2024-12-31"} | changes


def test_a_register_confirms_the_group_at_registration_with_source_and_validity(accounts):
    accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF), **register(returning(50)))
    answer = accounts.give("zone.register_person", citizen(50), **registration(50))
    assert answer["groups"] == ["returning_migrant_worker"]
    event = accounts.events("zone.status_confirmed.v1")[-1]
    assert event["source"] == "湘西州返乡农民工名册"
    assert (event["fetched_on"], event["valid_until"]) == ("2024-05-06", "2024-12-31")
    assert [each["group"] for each in event["groups"]] == ["returning_migrant_worker"]


def test_a_register_confirms_people_who_are_registered_already_once(accounts):
    accounts.give("zone.register_person", citizen(51), **registration(51))
    answers = [accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF),
                             **register(returning(51, group="脱贫人口"))) for _ in range(2)]
    assert [answer["matched"] for answer in answers] == [1, 0]
    events = [event for event in accounts.events("zone.status_confirmed.v1")
              if event["person_id"] == citizen(51).person_id]
    assert len(events) == 1


def test_a_preview_keeps_nothing_and_reports_every_row(accounts):
    before = accounts.value("SELECT count(*) FROM register_entries")
    answer = accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF), preview=True, **register(
        returning(52), returning(52), returning(53, group="不知道"), returning(54, valid_until="2023-01-01"),
        returning(55, id_number="433101199003150559"), returning(56, name="")))
    assert before == accounts.value("SELECT count(*) FROM register_entries")
    assert [fault["row"] for fault in answer["faults"]] == [3, 4, 5, 6, 7]
    assert "与第 2 行重复" in answer["faults"][0]["reason"]


def test_the_caller_chooses_whether_good_rows_are_kept(accounts):
    rows = (returning(57), returning(58, id_number="1"))
    by = a_clerk(XIANGXI, Role.CITY_STAFF)
    none = accounts.give("zone.import_register", by, keep="none", **register(*rows))
    assert (none["outcome"], none["kept"], len(none["faults"])) == ("returned", 0, 1)
    good = accounts.give("zone.import_register", by, keep="good", **register(*rows))
    assert (good["outcome"], good["kept"], len(good["faults"])) == ("granted", 1, 1)


def test_of_ten_thousand_rows_with_three_bad_ones_the_good_are_kept(accounts):
    rows = [returning(serial % 1000, id_number=an_id_number(serial % 1000, born=f"{1950 + serial // 1000}0101"))
            for serial in range(10_000)]
    for bad in (17, 4000, 9999):
        rows[bad] |= {"id_number": "433101199003150120"}
    answer = accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF), keep="good", **register(*rows))
    assert [fault["row"] for fault in answer["faults"]] == [19, 4002, 10001]
    assert answer["kept"] == 9997


def test_a_registration_and_an_import_at_the_same_time_always_find_each_other(accounts):
    def import_it(serial):
        accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF), **register(returning(serial)))

    def register_it(serial):
        accounts.give("zone.register_person", citizen(serial), **registration(serial))

    for serial in range(500, 520):
        threads = [threading.Thread(target=what, args=(serial,)) for what in (import_it, register_it)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    people = [citizen(serial).person_id for serial in range(500, 520)]
    confirmed = [event["person_id"] for event in accounts.events("zone.status_confirmed.v1")]
    assert [confirmed.count(person) for person in people] == [1] * 20


def test_a_desk_confirms_a_group_on_a_licence(accounts):
    accounts.give("zone.register_person", citizen(60), **registration(60))
    accounts.give("zone.confirm_status", a_clerk(), person_id=citizen(60).person_id, group="veteran", kind="licence",
                  source="退役军人优待证")
    event = accounts.events("zone.status_confirmed.v1")[-1]
    assert (event["group"], event["kind"], event["valid_until"]) == ("veteran", "licence", None)
    with pytest.raises(NotFound):
        accounts.give("zone.confirm_status", a_clerk(), person_id="nobody", group="veteran", kind="licence",
                      source="退役军人优待证")


# the calendar, last: it moves business time


def test_a_group_lapses_by_the_calendar_when_its_validity_ends(accounts):
    accounts.give("zone.import_register", a_clerk(XIANGXI, Role.CITY_STAFF),
                  **register(returning(70, valid_until="2024-06-30")))
    accounts.give("zone.register_person", citizen(70), **registration(70))
    with psycopg.connect(accounts.admin_url, autocommit=True) as connection:
        connection.execute("SELECT clock.move_to(%s)", [datetime(2024, 7, 1, 0, 1, tzinfo=SHANGHAI)])
    accounts.calls.start()
    try:
        lapsed = _until(lambda: [event for event in accounts.events("zone.status_lapsed.v1")
                                 if event["person_id"] == citizen(70).person_id])
    finally:
        accounts.calls.stop()
    assert lapsed[0]["lapsed_on"] == "2024-07-01"
    assert lapsed[0]["groups"] == []
    assert accounts.give("zone.verify", a_clerk(role=Role.OPERATOR)) == {"faults": []}


def _until(found, seconds: float = 15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        threading.Event().wait(0.05)
    raise AssertionError(f"still {found()!r} after {seconds} s")
