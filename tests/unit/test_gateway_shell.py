"""What every answer carries, and what the public and development addresses say."""

import json
import subprocess
import sys

import pytest
from falcon import testing

from chassis import metrics
from contracts.actors import Role
from contracts.problems import PROBLEM_CODES
from gateway.app import create_app
from gateway.http.answers import Answer, Download
from gateway.http.cursors import Page
from gateway.http.route import SIGNED_IN, Route, command_route
from tests.unit.gateway_examples import CITIZEN, CLERK, FakeZone, ReserveSeats, Seat, a_client, a_context, bearer

E1, E2 = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"


def a_platform(mode="test", **settings):
    return testing.TestClient(create_app(a_context(mode, settings)))


def listing(request):
    start = request.position[0] if request.position else 0
    end = start + request.page_size
    return Page(list(range(start, min(end, 25))), [end] if end < 25 else None)


LISTING = Route("GET", "/numbers", listing, "数", "public", paged=True)
OTHER = Route("GET", "/letters", listing, "字", "public", paged=True)


def test_pages_follow_each_other_to_the_end():
    client, found, cursor = a_client(LISTING, context=a_context()), [], None
    while True:
        page = client.simulate_get("/api/v1/numbers", params={"cursor": cursor} if cursor else {}).json
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == list(range(25))


@pytest.mark.parametrize("cursor", ["x", "é", "AAAA", "A" * 300])
def test_a_cursor_of_ones_own_making_is_refused(cursor):
    answer = a_client(LISTING, context=a_context()).simulate_get("/api/v1/numbers", params={"cursor": cursor})
    assert list(answer.json["fields"]) == ["cursor"]


def test_a_cursor_of_another_list_is_refused():
    client = a_client(LISTING, OTHER, context=a_context())
    cursor = client.simulate_get("/api/v1/numbers").json["next_cursor"]
    assert client.simulate_get("/api/v1/letters", params={"cursor": cursor}).status_code == 422


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5", "９"])
def test_a_page_has_a_sensible_size(limit):
    answer = a_client(LISTING, context=a_context()).simulate_get("/api/v1/numbers", params={"limit": limit})
    assert list(answer.json["fields"]) == ["limit"]


@pytest.mark.parametrize(("seen", "told"), [(True, "true"), (False, "false")])
@pytest.mark.parametrize("sent", [{"headers": {"Wait-For-Events": f"{E1}, {E2}"}},
                                  {"params": {"wait_for": f"{E1},{E2}"}}])
def test_a_reader_may_wait_for_its_own_write(seen, told, sent):
    zone = FakeZone(seen)
    route = Route("GET", "/page", lambda request: {}, "页", "public", waits=True)
    answer = a_client(route, context=a_context(zone=zone)).simulate_get("/api/v1/page", **sent)
    assert answer.headers["events-seen"] == told
    assert zone.awaited == [([E1, E2], 2)]


@pytest.mark.parametrize("asked", ["e-1", ",".join([E1] * 51), f"{E1};{E2}"])
def test_only_events_can_be_waited_for(asked):
    route = Route("GET", "/page", lambda request: {}, "页", "public", waits=True)
    answer = a_client(route, context=a_context()).simulate_get("/api/v1/page", headers={"Wait-For-Events": asked})
    assert list(answer.json["fields"]) == ["wait_for"]


@pytest.mark.parametrize("odd", ["%00", "a%00b", "%20", "a%2Fb", "x" * 65, "%E7%8F%AD", "-"])
def test_an_id_of_odd_shape_leads_nowhere(odd):
    route = Route("GET", "/things/{thing_id}", lambda request: pytest.fail("reached"), "物", "public")
    answer = a_client(route, context=a_context()).simulate_get(f"/api/v1/things/{odd}")
    assert (answer.status_code, answer.json["code"] in ("not_found", "no_such_address")) == (404, True)


def test_a_query_that_no_text_may_hold_is_refused():
    answer = a_client(LISTING, context=a_context()).simulate_get("/api/v1/numbers", query_string="q=a%00b")
    assert answer.json["fields"] == {"q": ["含有无法保存的字符"]}


def test_a_file_is_answered_under_its_chinese_name():
    route = Route("GET", "/list", lambda request: Download(b"PK", "application/zip", "名册.xlsx"), "名册", "public")
    answer = a_client(route, context=a_context()).simulate_get("/api/v1/list")
    assert answer.content == b"PK"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%90%8D%E5%86%8C.xlsx"


def test_a_handler_may_choose_status_and_headers():
    route = Route("POST", "/things", lambda request: Answer(Seat(place="A", fee=1250), 201, {"Location": "/x"}),
                  "物", "public")
    answer = a_client(route, context=a_context()).simulate_post("/api/v1/things")
    assert (answer.status_code, answer.headers["location"]) == (201, "/x")
    assert answer.json == {"place": "A", "fee": "12.50"}


def test_head_tells_what_get_would_without_a_body():
    head = a_platform().simulate_head("/api/v1/errors")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == "application/json"


def test_every_answer_has_safe_headers_and_the_callers_request_id():
    answer = a_platform().simulate_get("/api/v1/clock", headers={"X-Request-Id": "my-request-1"})
    assert answer.headers["x-request-id"] == "my-request-1"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-cache"  # anyone may read it: kept, and asked for again
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("sent", ["x", "a b c d e f g", "x" * 65, "a\tbcdefgh"])
def test_a_request_id_of_odd_shape_is_replaced(sent):
    answer = a_platform().simulate_get("/api/v1/clock", headers={"X-Request-Id": sent})
    assert answer.headers["x-request-id"] != sent


def test_only_listed_origins_may_read_across():
    client = a_platform(CORS_ORIGINS="https://zone.example, https://desk.example")
    listed, other = (client.simulate_get("/api/v1/clock", headers={"Origin": origin})
                     for origin in ("https://desk.example", "https://evil.example"))
    assert listed.headers["access-control-allow-origin"] == "https://desk.example"
    assert "access-control-allow-origin" not in other.headers


def test_a_browser_may_ask_beforehand():
    client = a_platform(CORS_ORIGINS="https://desk.example")
    answer = client.simulate_options("/api/v1/dev/sign-in", headers={
        "Origin": "https://desk.example", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key"})
    assert answer.headers["access-control-allow-origin"] == "https://desk.example"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "authorization" in answer.headers["access-control-allow-headers"]


def test_one_log_line_tells_of_a_request_and_nothing_of_the_person(capsys):
    route = command_route("POST", "/seats/{class_id}", ReserveSeats, summary="预留", audience="training")
    a_client(route, context=a_context()).simulate_post(
        "/api/v1/seats/c-1", params={"phone": "13800000000"}, json={"people": 3},
        headers=bearer(CLERK) | {"X-Request-Id": "request-0001"})
    lines = [line for line in capsys.readouterr().out.splitlines() if "request" in line]
    assert len(lines) == 1
    assert "/api/v1/seats/{class_id}" in lines[0]
    assert "request-0001" in lines[0]
    for personal in ("13800000000", CLERK.person_id, "c-1"):
        assert personal not in lines[0]


def test_requests_are_counted_by_route_not_by_address():
    count = metrics.REQUESTS.labels("GET", "/api/v1/errors/{code}", "200")
    before = count._value.get()
    a_platform().simulate_get("/api/v1/errors/conflict")
    assert count._value.get() == before + 1


def test_health_readiness_and_figures_are_told():
    client = a_platform()
    assert client.simulate_get("/healthz").json == {"ok": True}
    assert client.simulate_get("/readyz").json == {"ok": True, "parts": {"database": True}}
    assert "wuchuang_requests_total" in client.simulate_get("/metrics").text


@pytest.mark.parametrize(("parts", "status"), [({"database": False, "broker": True}, 503),
                                               ({"database": True, "broker": False}, 200)])
def test_the_gateway_is_ready_without_the_broker_but_not_without_its_database(parts, status):
    client = testing.TestClient(create_app(a_context(ready=lambda: parts)))
    assert client.simulate_get("/readyz").status_code == status


def test_every_code_has_a_page_that_problems_lead_to():
    client = a_platform()
    for code, (status, title) in PROBLEM_CODES.items():
        told = client.simulate_get(f"/api/v1/errors/{code}").json
        assert told == {"type": f"/api/v1/errors/{code}", "code": code, "status": status, "title": title}
    assert client.simulate_get("/api/v1/errors/unknown").json["code"] == "not_found"
    assert len(client.simulate_get("/api/v1/errors").json["items"]) == len(PROBLEM_CODES)


def test_a_demonstration_account_signs_in_and_its_token_counts():
    client = a_platform("demo")
    accounts = client.simulate_get("/api/v1/dev/accounts").json["items"]
    assert {account["role"] for account in accounts} >= {role.value for role in SIGNED_IN} - {Role.CITIZEN.value}
    signed_in = client.simulate_post("/api/v1/dev/sign-in", json={"account": "clerk"}).json
    route = Route("GET", "/me", lambda request: {"role": request.actor.role}, "我", "people", by=SIGNED_IN)
    told = a_client(route, context=a_context()).simulate_get(
        "/api/v1/me", headers={"Authorization": f"Bearer {signed_in['token']}"})
    assert told.json == {"role": "clerk"}


def test_a_citizen_account_is_always_the_same_person():
    client = a_platform("demo")
    first, again, other = (client.simulate_post("/api/v1/dev/sign-in", json={"account": name}).json
                           for name in ("citizen-a", "citizen-a", "citizen-b"))
    assert first["person_id"] == again["person_id"] != other["person_id"]
    assert first["role"] == "citizen"


def test_an_unknown_account_does_not_sign_in():
    answer = a_platform("demo").simulate_post("/api/v1/dev/sign-in", json={"account": "emperor"})
    assert answer.json["code"] == "not_found"


def test_business_time_moves_for_everyone():
    client = a_platform("demo")
    moved = client.simulate_post("/api/v1/dev/clock", json={"to": "2024-06-30T09:00:00+08:00"})
    assert moved.json["business_time"] == "2024-06-30T09:00:00+08:00"
    assert client.simulate_get("/api/v1/clock").json["business_time"] == "2024-06-30T09:00:00+08:00"


@pytest.mark.parametrize(("method", "address"), [("POST", "sign-in"), ("GET", "accounts"), ("POST", "clock")])
def test_in_production_there_is_no_address_for_demonstrations(method, address):
    answer = a_platform("production").simulate_request(method, f"/api/v1/dev/{address}", json={"account": "clerk"})
    assert answer.json["code"] == "no_such_address"


def test_production_insists_on_encrypted_connections():
    assert a_platform("production").simulate_get("/healthz").headers["strict-transport-security"]


def test_two_routes_of_one_address_and_method_are_a_mistake():
    with pytest.raises(ValueError):
        a_client(LISTING, LISTING, context=a_context())


def test_a_role_that_fits_is_admitted():
    route = Route("GET", "/desk", lambda request: {}, "桌", "people", by=(Role.CLERK,))
    client = a_client(route, context=a_context())
    assert client.simulate_get("/api/v1/desk", headers=bearer(CLERK)).status_code == 200
    assert client.simulate_get("/api/v1/desk", headers=bearer(CITIZEN)).status_code == 403


def test_the_gateway_never_loads_nameko_or_eventlet():
    program = ("import gateway.serve, gateway.app, json, sys;"
               "from gateway.routes import routes_of; routes_of('demo');"
               "print(json.dumps([m for m in ('nameko', 'eventlet') if m in sys.modules]))")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
