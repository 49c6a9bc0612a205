"""What a route takes in, sends on and answers."""

from contracts.problems import Conflict
from gateway.http.route import command_route, question_route
from gateway.routes import routes_of
from tests.unit.gateway_examples import (
    CITIZEN,
    CLERK,
    FakeCalls,
    NameStall,
    ReserveSeats,
    SeatHistory,
    a_client,
    a_context,
    bearer,
)

RESERVE = command_route("POST", "/classes/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training")
HISTORY = question_route("/classes/{class_id}/seats", SeatHistory, summary="座位变动", audience="training")
SEATS = "/api/v1/classes/c-1/seats"


def post(context, body, actor=CLERK, **headers):
    client = a_client(RESERVE, HISTORY, context=context)
    return client.simulate_post(SEATS, json=body, headers=bearer(actor) | headers)


def test_a_command_goes_to_its_pillar_with_path_and_body_as_one_message():
    context = a_context()
    answer = post(context, {"people": 30, "seats": [{"place": "A1", "fee": "12.50"}]})
    assert answer.status_code == 200, answer.text
    assert answer.json["outcome"] == "granted"
    [(name, data, envelope)] = context.calls.sent
    assert name == "toy.reserve_seats"
    assert data == {"class_id": "c-1", "people": 30, "seats": [{"place": "A1", "fee": "12.50"}]}
    assert envelope.actor == CLERK
    assert envelope.correlation_id == answer.headers["x-request-id"]


def test_the_same_key_of_the_same_person_is_the_same_command():
    context = a_context()
    first, again = (post(context, {"people": 30}, **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert again.headers["idempotency-key"] == first.headers["idempotency-key"] == "k-1"
    ids = [envelope.id for _, _, envelope in context.calls.sent]
    assert ids[0] == ids[1]


def test_another_persons_same_key_is_another_command():
    context = a_context()
    other = CLERK.__class__(role=CLERK.role, person_id="someone-else")
    for actor in (CLERK, other):
        post(context, {"people": 30}, actor, **{"Idempotency-Key": "k-1"})
    first, second = (envelope.id for _, _, envelope in context.calls.sent)
    assert first != second


def test_a_key_is_made_and_returned_also_when_the_pillar_refuses():
    context = a_context(calls=FakeCalls(Conflict("已经结班")))
    answer = post(context, {"people": 30})
    assert answer.status_code == 409
    assert answer.headers["idempotency-key"]


def test_every_wrong_field_is_named_in_chinese():
    answer = post(a_context(), {"people": 0, "seats": [{"fee": "1.005"}], "extra": 1})
    assert answer.status_code == 422
    assert answer.json["fields"] == {"people": ["人数应不小于 1且不大于 60"], "seats.0.place": ["请填写位置"],
                                     "seats.0.fee": ["金额最多两位小数"], "extra": ["不认识的内容"]}


def test_a_body_that_contradicts_its_address_is_refused():
    answer = post(a_context(), {"people": 3, "class_id": "c-2"})
    assert answer.json["fields"] == {"class_id": ["与网址中的不一致"]}


def test_a_message_with_a_field_called_name_is_sent_under_its_own():
    context = a_context()
    client = a_client(command_route("POST", "/stalls", NameStall, summary="命名", audience="training"), context=context)
    answer = client.simulate_post("/api/v1/stalls", json={"name": "石岚小吃"}, headers=bearer(CLERK))
    assert answer.status_code == 200, answer.text
    assert [name for name, _, _ in context.calls.sent] == ["toy.name_stall"]


def test_a_question_takes_path_and_query():
    context = a_context()
    client = a_client(RESERVE, HISTORY, context=context)
    answer = client.simulate_get(SEATS, params={"at_least": "3", "kinds": "a,b"}, headers=bearer(CLERK))
    assert answer.status_code == 200, answer.text
    [(name, data, _)] = context.calls.sent
    assert (name, data) == ("toy.seat_history", {"class_id": "c-1", "at_least": 3, "kinds": ["a", "b"]})


def test_a_wrong_role_is_told_which_is_needed_and_leaves_a_row():
    context = a_context()
    answer = post(context, {"people": 3}, CITIZEN)
    assert answer.status_code == 403
    assert answer.json["code"] == "not_allowed"
    assert answer.json["needed"] == ["clerk"]
    assert "经办人员" in answer.json["detail"]
    assert not context.calls.sent
    [(what, actor, problem)] = context.refusals
    assert what == "POST /api/v1/classes/{class_id}/seats"
    assert actor["person_id"] == CITIZEN.person_id
    assert problem["code"] == "not_allowed"


def test_nobody_rates_objects_or_signs_in_to_class_for_another():
    matters = {route.command.name: route.by_proxy for route in routes_of("production") if route.command}
    assert [matters[name] for name in ("events.rate", "subsidies.raise_objection", "training.sign_in")] == [None] * 3
    assert matters["training.join_class"] == "training"
