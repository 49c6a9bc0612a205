"""The interface's description is valid and says what is served: every route, every problem of every route."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from contracts.actors import Actor
from contracts.problems import PROBLEM_CODES, Problem
from gateway.http.openapi import openapi_document
from gateway.http.route import PREFIX, SIGNED_IN, Route, command_route, question_route
from gateway.http.schemas import MONEY_PATTERN
from gateway.routes import routes_of
from tests.unit.gateway_examples import FakeCalls, ReserveSeats, SeatHistory, a_client, a_context, bearer

TOYS = (command_route("POST", "/toys/{class_id}/seats", ReserveSeats, summary="预留座位", audience="training"),
        question_route("/toys/{class_id}/seats", SeatHistory, summary="座位变动", audience="training"))
ROUTES = (*routes_of("demo"), *TOYS)
DOCUMENT = openapi_document(ROUTES)


def operation(document, route):
    return document["paths"][PREFIX + route.path][route.method.lower()]


def declared(document, route):
    """Every (status, code) that the description admits for a route."""
    found = set()
    for status, response in operation(document, route)["responses"].items():
        for media in response.get("content", {}).values():
            for schema in media["schema"].get("allOf", ()):
                codes = schema.get("properties", {}).get("code", {}).get("enum", ())
                found.update((int(status), code) for code in codes)
    return found


@pytest.mark.thorough
def test_the_description_is_valid():
    assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_the_validity_check_notices_a_mistake():
    broken = openapi_document(TOYS)
    broken["paths"][f"{PREFIX}/toys/{{class_id}}/seats"]["post"]["responses"] = {"200": {}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


@pytest.mark.parametrize("mode", ["demo", "production"])
def test_every_route_is_described_and_nothing_else(mode):
    routes = routes_of(mode)
    described = {(method.upper(), path) for path, item in openapi_document(routes)["paths"].items() for method in item}
    assert described == {(route.method, PREFIX + route.path) for route in routes}


def test_every_operation_has_its_own_id():
    ids = [operation(DOCUMENT, route)["operationId"] for route in ROUTES]
    assert len(ids) == len(set(ids))


def provoked(route, document):
    """What a route answers to everything that can go wrong, as (what was done, status, code)."""
    path = PREFIX + re.sub(r"{\w+}", "x-1", route.path)
    person = Actor(role=route.by[0], person_id="p-1") if route.by else None
    signed_in = bearer(person) if person else {}
    outsider = next((role for role in SIGNED_IN if route.by and role not in route.by), None)
    json_type = {"Content-Type": "application/json"}

    def ask(what, context=None, **sent):
        client = a_client(route, context=context or a_context(calls=FakeCalls(Problem(code="internal_error"))))
        answer = client.simulate_request(route.method, path, **sent)
        return what, answer.status_code, answer.json.get("code") if answer.status_code >= 400 else None

    yield ask("without a token")
    yield ask("with nonsense for a token", headers={"Authorization": "Bearer x"})
    if outsider:
        yield ask("in another role", headers=bearer(Actor(role=outsider, person_id="p-2")))
    yield ask("with a body that is no JSON", body=b"{", headers=signed_in | json_type)
    yield ask("with another media type", body=b"x", headers=signed_in | {"Content-Type": "text/plain"})
    yield ask("with a large body", body=b" " * (route.limit + 1), headers=signed_in | json_type)
    yield ask("with wrong fields", body=b'{"nonsense": 1}', headers=signed_in | json_type)
    yield ask("with a wrong query", params={"nonsense": "1", "limit": "x"}, headers=signed_in)
    yield ask("with a wrong key", headers=signed_in | {"Idempotency-Key": "x" * 201})


def undeclared(routes, document):
    """Answers that the description does not admit, as sentences."""
    return [f"{route.method} {route.path} {what}: {status} {code}"
            for route in routes for what, status, code in provoked(route, document)
            if code is not None and (status, code) not in declared(document, route)]


@pytest.mark.thorough
def test_every_problem_that_can_be_provoked_is_declared():
    assert undeclared(ROUTES, DOCUMENT) == []


def test_a_route_that_hides_a_problem_is_found():
    def refuse(request):
        raise Problem(code="conflict")

    hiding = Route("POST", "/hidden", refuse, "暗处", "public")
    assert undeclared([hiding], openapi_document([hiding]))[0] == "POST /hidden without a token: 409 conflict"


@pytest.mark.parametrize("code", TOYS[0].codes)
def test_what_a_pillar_answers_reaches_the_caller_as_declared(code):
    context = a_context(calls=FakeCalls(Problem(code=code)))
    client = a_client(*TOYS, context=context)
    answer = client.simulate_post(f"{PREFIX}/toys/c-1/seats", json={"people": 3}, headers=bearer(
        Actor(role=ReserveSeats.by[0], person_id="p-1")))
    assert (answer.status_code, answer.json["code"]) in declared(DOCUMENT, TOYS[0])
    assert answer.status_code == PROBLEM_CODES[code][0]
    problem = {"$ref": "#/components/schemas/Problem", "components": DOCUMENT["components"]}
    Draft202012Validator(problem).validate(answer.json)


def test_money_is_a_string_with_a_pattern():
    fee = DOCUMENT["components"]["schemas"]["Seat"]["properties"]["fee"]
    assert (fee["type"], fee["pattern"], fee["title"]) == ("string", MONEY_PATTERN, "费用")
    assert re.match(fee["pattern"], "150000.00")
    assert not re.match(fee["pattern"], "1.005")


def test_choices_are_told_with_their_chinese_labels():
    role = DOCUMENT["components"]["schemas"]["SignedInAnswer"]["properties"]["role"]
    assert "clerk" in role["enum"]
    assert "clerk：经办人员" in role["description"]


def test_what_stands_in_the_address_is_not_asked_for_in_the_body():
    body = DOCUMENT["components"]["schemas"]["ReserveSeatsBody"]
    assert set(body["properties"]) == {"people", "seats"}
    assert body["additionalProperties"] is False


def test_answers_may_gain_fields():
    assert "additionalProperties" not in DOCUMENT["components"]["schemas"]["DecisionAnswer"]


def test_a_command_takes_and_returns_an_idempotency_key():
    told = operation(DOCUMENT, TOYS[0])
    assert "Idempotency-Key" in {parameter["name"] for parameter in told["parameters"]}
    assert "Idempotency-Key" in told["responses"]["200"]["headers"]


def test_only_public_routes_go_without_a_token():
    for route in ROUTES:
        assert bool(operation(DOCUMENT, route)["security"]) == (route.by is not None), route.path


def test_the_description_is_served_without_signing_in():
    from falcon import testing

    from gateway.app import create_app

    answer = testing.TestClient(create_app(a_context("demo"))).simulate_get(f"{PREFIX}/openapi.json")
    assert answer.json["openapi"].startswith("3.1")
