"""Businesses, consents, and forms that concern several pillars."""

import pytest

from contracts.problems import Conflict, Forbidden, Invalid, NotFound
from tests.integration.accounts.conftest import JISHOU, a_clerk, citizen
from tests.people import a_credit_code, an_id_number

PDF = b"%PDF-1.7\n%made up\n"


@pytest.fixture(scope="module")
def owner(accounts):
    accounts.give("zone.register_person", citizen(1), name="石秀花", id_number=an_id_number(1), phone="13800000001",
                  area=JISHOU)
    accounts.give("zone.register_person", citizen(2), name="龙建国", id_number=an_id_number(2), phone="13800000002",
                  area=JISHOU)
    return citizen(1)


def a_business(owner, serial: int, **changes) -> dict:
    return {"person_id": owner.person_id, "kind": "self_employed", "name": "吉首市秀花苗绣店", "area": JISHOU,
            "credit_code": a_credit_code(serial, kind="92"), "registered_on": "2024-04-01",
            "address": "吉首市人民北路8号"} | changes


def test_a_business_is_announced_without_name_number_or_address(accounts, owner):
    business_id = accounts.give("zone.register_business", owner, **a_business(owner, 1))["business_id"]
    event = accounts.events("zone.business_registered.v1")[-1]
    assert (event["business_id"], event["person_id"], event["registered_on"]) == (business_id, owner.person_id,
                                                                                   "2024-04-01")
    assert (event["kind"], event["state"], event["evidence"]) == ("self_employed", "open", "declaration")
    assert not {"name", "credit_code", "address"} & set(event)
    assert event["number_token"]
    assert event["address_token"]


def test_an_online_shop_counts_by_platform_and_shop_number(accounts, owner):
    shop = a_business(owner, 2, kind="online_shop", credit_code=None, platform="某电商", shop_number="S-100")
    assert accounts.give("zone.register_business", a_clerk(), **shop)["outcome"] == "granted"
    assert accounts.events("zone.business_registered.v1")[-1]["evidence"] == "clerk"
    with pytest.raises(Conflict):
        accounts.give("zone.register_business", a_clerk(), **shop)
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_business", owner, **shop | {"shop_number": None})
    assert "店铺编号" in told.value.fields["shop_number"][0]


@pytest.mark.parametrize(("field", "value"), [("credit_code", "9243310100000000000"), ("credit_code", None),
                                              ("registered_on", "2025-01-01"), ("area", "433100")])
def test_each_wrong_field_of_a_business_is_named(accounts, owner, field, value):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.register_business", owner, **a_business(owner, 3, **{field: value}))
    assert list(told.value.fields) == [field]


def test_a_business_is_closed_once_and_by_nobody_else(accounts, owner):
    business_id = accounts.give("zone.register_business", owner, **a_business(owner, 4))["business_id"]
    with pytest.raises(Forbidden):
        accounts.give("zone.close_business", citizen(2), business_id=business_id, closed_on="2024-05-01")
    with pytest.raises(Invalid):
        accounts.give("zone.close_business", owner, business_id=business_id, closed_on="2024-03-01")
    accounts.give("zone.close_business", owner, business_id=business_id, closed_on="2024-05-01")
    again = accounts.give("zone.close_business", owner, business_id=business_id, closed_on="2024-05-02")
    assert again["outcome"] == "not_applicable"
    assert accounts.events("zone.business_closed.v1")[-1]["closed_on"] == "2024-05-01"


def test_a_consent_is_given_once_and_withdrawn_at_any_time(accounts, owner):
    first = accounts.give("zone.give_consent", owner, purpose="share_with_bank")
    again = accounts.give("zone.give_consent", owner, purpose="share_with_bank")
    assert (again["outcome"], again["subject"]) == ("not_applicable", first["subject"])
    with pytest.raises(NotFound):
        accounts.give("zone.withdraw_consent", citizen(2), consent_id=first["subject"])
    accounts.give("zone.withdraw_consent", owner, consent_id=first["subject"])
    assert accounts.events("zone.consent_withdrawn.v1")[-1]["state"] == "withdrawn"
    assert accounts.give("zone.give_consent", owner, purpose="share_with_bank")["outcome"] == "granted"


def test_who_is_not_registered_gives_no_consent(accounts):
    with pytest.raises(NotFound):
        accounts.give("zone.give_consent", citizen(99), purpose="share_with_bank")


def test_one_form_for_several_pillars_is_one_event(accounts, owner):
    file_id = accounts.service.keep_file(PDF, owner)["file_id"]
    wishes = [{"pillar": "loans", "item": "personal_loan", "given": {"amount_fen": 10_000_000, "from": "2024-06-01"}},
              {"pillar": "subsidies", "item": "start_up"}]
    accounts.give("zone.submit_matter", owner, person_id=owner.person_id, area=JISHOU, wishes=wishes, files=[file_id])
    event = accounts.events("zone.matter_submitted.v1")[-1]
    assert [wish["pillar"] for wish in event["wishes"]] == ["loans", "subsidies"]
    assert event["files"] == [file_id]


@pytest.mark.parametrize("value", ["石秀花", "13800000012", an_id_number(1), {"deep": 1}, 13800000012, 1.5])
def test_what_may_be_personal_stays_out_of_a_forms_event(accounts, owner, value):
    with pytest.raises(Invalid) as told:
        accounts.give("zone.submit_matter", owner, person_id=owner.person_id, area=JISHOU,
                      wishes=[{"pillar": "loans", "item": "personal_loan", "given": {"note": value}}])
    assert list(told.value.fields) == ["wishes.0.given.note"]


def test_another_persons_file_or_business_is_no_material(accounts, owner):
    foreign = accounts.service.keep_file(PDF + b"2", citizen(2))["file_id"]
    with pytest.raises(Invalid) as told:
        accounts.give("zone.submit_matter", owner, person_id=owner.person_id, area=JISHOU, files=[foreign],
                      business_id="nobodys", wishes=[{"pillar": "loans", "item": "personal_loan"}])
    assert set(told.value.fields) == {"files", "business_id"}
