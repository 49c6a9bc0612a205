"""Organisations, appointments and local sign-in."""

from datetime import timedelta

import pytest

from chassis.clock import technical_now
from contracts.actors import Actor, Role
from contracts.problems import Conflict, Forbidden, Invalid, Problem
from tests.integration.accounts.conftest import FENGHUANG, JISHOU, XIANGXI, a_clerk
from tests.people import a_credit_code, an_id_number

OPERATOR = Actor(role=Role.OPERATOR, person_id="operator-1")
CITY = Actor(role=Role.CITY_STAFF, person_id="city-1", area=XIANGXI)
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def office(accounts):
    accounts.give("zone.register_organisation", OPERATOR, name="吉首市人社局", kind="office", area=JISHOU,
                  credit_code=a_credit_code(1, kind="11"), organisation_id="office-433101")
    return "office-433101"


@pytest.fixture(scope="module")
def person(accounts):
    return accounts.give("zone.register_person", a_clerk(), name="龙建国", id_number=an_id_number(11),
                         phone="13800000011", area=JISHOU)["person_id"]


@pytest.fixture(scope="module")
def clerk_post(accounts, office, person):
    return accounts.give("zone.appoint_staff", CITY, person_id=person, role="clerk", area=JISHOU,
                         organisation_id=office)["subject"]


def test_an_organisation_is_announced_with_its_public_name(accounts, office):
    event = accounts.events("zone.organisation_registered.v1")[0]
    assert event == {"organisation_id": office, "kind": "office", "name": "吉首市人社局", "area": JISHOU}


def test_a_wrong_credit_code_is_named(accounts):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_organisation", OPERATOR, name="某机构", kind="bank", area=JISHOU,
                      credit_code="911100006000373411")
    assert "统一社会信用代码" in told.value.fields["credit_code"][0]


def test_one_credit_code_is_registered_once(accounts, office):
    with pytest.raises(Conflict) as told:
        accounts.give("zone.register_organisation", OPERATOR, name="另一机构", kind="office", area=JISHOU,
                      credit_code=a_credit_code(1, kind="11"))
    assert told.value.code == "already_registered"


def test_an_appointment_gives_an_actor_for_a_token(accounts, clerk_post, person):
    assert [each.actor for each in accounts.service.assignments_of(person)] == [
        Actor(role=Role.CLERK, person_id=person, area=JISHOU, organisation_id="office-433101")]
    assert accounts.events("zone.staff_appointed.v1")[0]["role"] == "clerk"


@pytest.mark.parametrize(("by", "role", "area", "problem"), [
    (CITY, "province_staff", JISHOU, Forbidden), (CITY, "city_staff", XIANGXI, Forbidden),
    (CITY, "clerk", "430100", Forbidden), (OPERATOR, "citizen", JISHOU, Invalid),
    (OPERATOR, "bank_officer", JISHOU, Invalid), (CITY, "clerk", JISHOU, Conflict),
])
def test_appointments_end_at_the_administrators_rank_and_area(accounts, office, person, clerk_post, by, role, area,
                                                              problem):
    with pytest.raises(problem):
        accounts.give("zone.appoint_staff", by, person_id=person, role=role, area=area, organisation_id=office)


def test_nobody_appoints_themself(accounts, office, person):
    oneself = Actor(role=Role.OPERATOR, person_id=person)
    with pytest.raises(Forbidden) as told:
        accounts.give("zone.appoint_staff", oneself, person_id=person, role="operator", area=JISHOU)
    assert "不能任用自己" in told.value.detail


def test_a_password_opens_the_posts_and_is_kept_by_argon2_only(accounts, clerk_post, person):
    accounts.give("zone.open_sign_in", CITY, person_id=person, account="Long.Jianguo", password=PASSWORD)
    [post] = accounts.service.sign_in("long.jianguo", PASSWORD)
    assert post.appointment_id == clerk_post
    kept = accounts.value("SELECT password_hash FROM sign_in_accounts WHERE account = 'long.jianguo'")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in accounts.everything()


@pytest.mark.parametrize(("account", "password"), [("long.jianguo", "wrong password"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_account_look_alike(accounts, clerk_post, person, account, password):
    accounts.give("zone.open_sign_in", CITY, person_id=person, account="long.jianguo", password=PASSWORD)
    with pytest.raises(Problem) as told:
        accounts.service.sign_in(account, password)
    assert (told.value.code, told.value.detail) == ("not_signed_in", "账号或密码不正确")


def test_after_five_wrong_passwords_even_the_right_one_must_wait(accounts, clerk_post, person):
    accounts.give("zone.open_sign_in", CITY, person_id=person, account="long.jianguo", password=PASSWORD)
    for _ in range(5):
        with pytest.raises(Problem):
            accounts.service.sign_in("long.jianguo", "wrong password")
    with pytest.raises(Problem) as told:
        accounts.service.sign_in("long.jianguo", PASSWORD)
    assert told.value.code == "too_many_requests"
    _let_time_pass(accounts, "long.jianguo")
    assert accounts.service.sign_in("long.jianguo", PASSWORD)
    assert accounts.value("SELECT failures FROM sign_in_accounts WHERE account = 'long.jianguo'") == 0


def test_an_administrator_of_another_county_gives_no_account(accounts, clerk_post, person):
    elsewhere = Actor(role=Role.CITY_STAFF, person_id="city-2", area=FENGHUANG)
    with pytest.raises(Forbidden):
        accounts.give("zone.open_sign_in", elsewhere, person_id=person, account="taken.over", password=PASSWORD)


def test_who_is_dismissed_signs_in_no_more(accounts, office):
    person = accounts.give("zone.register_person", a_clerk(), name="向明", id_number=an_id_number(12),
                           phone="13800000013", area=JISHOU)["person_id"]
    post = accounts.give("zone.appoint_staff", CITY, person_id=person, role="reviewer", area=JISHOU,
                         organisation_id=office)["subject"]
    accounts.give("zone.open_sign_in", CITY, person_id=person, account="xiang.ming", password=PASSWORD)
    accounts.give("zone.dismiss_staff", CITY, appointment_id=post)
    assert accounts.give("zone.dismiss_staff", CITY, appointment_id=post)["outcome"] == "not_applicable"
    assert accounts.events("zone.staff_dismissed.v1")[-1]["ended_on"] == "2024-05-06"
    with pytest.raises(Problem):
        accounts.service.sign_in("xiang.ming", PASSWORD)


def _let_time_pass(accounts, account: str) -> None:
    past = technical_now() - timedelta(seconds=1)
    with accounts.database.connection() as connection:
        connection.execute("UPDATE sign_in_accounts SET locked_until = %s WHERE account = %s", [past, account])
