"""A training roster becomes person ids, row by row."""

import pytest

from contracts.actors import Actor, Role
from contracts.problems import Invalid
from tests.integration.accounts.conftest import JISHOU, a_clerk
from tests.people import an_id_number

INSTITUTION = Actor(role=Role.INSTITUTION_STAFF, person_id="institution-1", area=JISHOU, organisation_id="school")


def row(number: int, serial: int, **changes) -> dict:
    return {"row": number, "name": "石秀花", "id_number": an_id_number(serial), "phone": "13800000012"} | changes


def resolve(accounts, rows, **options) -> dict:
    return accounts.give("zone.resolve_roster", INSTITUTION, rows=rows, **options)


@pytest.fixture(scope="module")
def known(accounts):
    """Somebody who is registered."""
    return accounts.give("zone.register_person", a_clerk(), name="石秀花", id_number=an_id_number(1),
                         phone="13800000012", area=JISHOU)["person_id"]


def test_known_people_are_found_and_every_other_row_says_why(accounts, known):
    answer = resolve(accounts, keep="good", rows=[
        row(2, 1), row(3, 2), row(4, 1, name="王五五"), row(5, 3, id_number="433101199003150120"),
        row(6, 4, phone="123"), row(7, 5, name="")])
    assert answer["person_ids"] == [known]
    assert answer["rows"][0] == {"row": 2, "accepted": True, "person_id": known, "registered_now": False}
    reasons = {each["row"]: each["reason"] for each in answer["rows"][1:]}
    assert "尚未实名登记" in reasons[3]
    assert "与第 2 行重复" in reasons[4]
    assert "校验" in reasons[5]
    assert "手机号" in reasons[6]
    assert "姓名" in reasons[7]


def test_another_name_than_the_registered_one_is_told_and_the_registered_name_is_not(accounts, known):
    answer = resolve(accounts, [row(2, 1, name="王五五")])
    assert "不一致" in answer["rows"][0]["reason"]
    assert "石" not in str(answer)


def test_with_one_bad_row_none_are_taken_when_the_caller_chose_so(accounts, known):
    answer = resolve(accounts, [row(2, 1), row(3, 2, phone="1")], keep="none", register_missing=True, area=JISHOU)
    assert answer["person_ids"] == []
    assert "整表未接收" in answer["rows"][0]["reason"]
    assert answer["events"] == []


def test_looking_at_a_roster_writes_nothing(accounts, known):
    before = accounts.value("SELECT count(*) FROM inbox")
    resolve(accounts, [row(2, 1), row(3, 2)])
    assert before == accounts.value("SELECT count(*) FROM inbox")


def test_missing_people_are_registered_when_the_caller_asks_and_found_the_next_time(accounts, known):
    rows = [row(2, 1), row(3, 6), row(4, 7)]
    first = resolve(accounts, rows, register_missing=True, area=JISHOU)
    assert [each["registered_now"] for each in first["rows"]] == [False, True, True]
    again = resolve(accounts, rows)
    assert again["person_ids"] == first["person_ids"]


def test_registering_needs_to_know_where_people_live(accounts):
    with pytest.raises(Invalid) as told:
        resolve(accounts, [row(2, 8)], register_missing=True)
    assert "居住地" in told.value.fields["area"][0]


def test_ten_thousand_rows_with_three_bad_ones_are_registered_and_found_again(accounts):
    rows = [row(number, 0, id_number=an_id_number(number % 1000, born=f"{1960 + number // 1000}0101"))
            for number in range(10_000)]
    for row_ in rows:
        row_["row"] += 1
    for bad in (17, 4000, 9999):
        rows[bad]["id_number"] = "433101199003150120"
    answer = resolve(accounts, rows, register_missing=True, area=JISHOU, keep="good")
    assert len(answer["person_ids"]) == 9997
    assert [each["row"] for each in answer["rows"] if not each["accepted"]] == [18, 4001, 10000]
    assert len(resolve(accounts, rows, keep="good")["person_ids"]) == 9997
