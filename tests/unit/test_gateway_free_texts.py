"""Numbers of people have places of their own; anywhere else they are sent back before they travel."""

import pytest

from gateway.accounts.rules.free_texts import holds_number_of_a_person
from gateway.http.nothing_personal import may_name_a_request
from gateway.http.route import command_route
from tests.people import an_id_number, an_id_number_ending_in_x
from tests.unit.gateway_examples import CLERK, NameStall, ReserveSeats, a_client, a_context, bearer

ID_NUMBER, ENDING_IN_X = an_id_number(888, born="19881111"), an_id_number_ending_in_x(born="19881111")
CARD = "6217888877776660"


@pytest.mark.parametrize("text", [
    ID_NUMBER, f"申请人{ID_NUMBER}材料不全", ENDING_IN_X.lower(), "电话13900000001，请联系", "139 0000 0001",
    "+8613900000001",
    "".join(chr(ord(sign) + 0xFEE0) for sign in ID_NUMBER), f"卡号{CARD}"])
def test_a_number_of_a_person_is_found_wherever_it_stands(text):
    assert holds_number_of_a_person(text)


@pytest.mark.parametrize("text", [
    "材料不全", "2024-05-06", "CY43310120240100001", "433101202405060012", "湘人社发〔2024〕12号", "20240506000123",
    "91433101MA4L0000XX", "7d3f0d1e-1391-4000-8000-139000000012", "1390000000", "150000.00", "6217888877776661"])
def test_dates_certificates_contracts_and_ids_are_left_alone(text):
    assert not holds_number_of_a_person(text)


@pytest.mark.parametrize(("sent", "kept"), [
    ("my-request-1", True), ("20240506-17", True), ("7d3f0d1e-0000-4000-8000-123456789012", True),
    (ID_NUMBER, False), ("req-13900000001", False)])
def test_a_request_is_not_named_after_a_person(sent, kept):
    assert may_name_a_request(sent) is kept
    client = a_client(STALLS, context=a_context())
    answer = client.simulate_post("/api/v1/stalls", json={"name": "石岚小吃"},
                                  headers=bearer(CLERK) | {"X-Request-Id": sent})
    assert (answer.headers["x-request-id"] == sent) is kept


STALLS = command_route("POST", "/stalls", NameStall, summary="命名", audience="training")
SEATS = command_route("POST", "/classes/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training")


def test_a_text_with_such_a_number_is_sent_back_with_its_field_and_goes_nowhere():
    context = a_context()
    answer = a_client(SEATS, context=context).simulate_post(
        f"/api/v1/classes/{ID_NUMBER}/seats", headers=bearer(CLERK),
        json={"people": 3, "seats": [{"place": "A1", "fee": "1"}, {"place": "找13900000001", "fee": "1"}]})
    assert answer.status_code == 422
    assert set(answer.json["fields"]) == {"class_id", "seats.1.place"}
    assert "身份证号" in answer.json["fields"]["class_id"][0]
    assert ID_NUMBER not in answer.text
    assert context.calls.sent == []


def test_such_a_number_is_not_repeated_as_a_key_nor_as_the_name_of_a_field():
    client = a_client(STALLS, context=a_context())
    body = {"name": "石岚小吃", f"身份证{ID_NUMBER}": 1}
    answers = [client.simulate_post("/api/v1/stalls", json=body, headers=bearer(CLERK) | headers)
               for headers in ({}, {"Idempotency-Key": ID_NUMBER})]
    assert [(answer.status_code, list(answer.json["fields"])) for answer in answers] == [
        (422, ["…"]), (422, ["Idempotency-Key"])]
    assert not any(ID_NUMBER in f"{answer.headers} {answer.text}" for answer in answers)
