"""Every failure is a problem document with a stable code, a Chinese title and the request's id."""

import json

import psycopg
import pytest

from contracts.problems import NotFound, OutcomeUnknown, Unavailable
from gateway.http.route import UPLOAD_LIMIT, Route, command_route
from policies.errors import UnknownArea
from tests.unit.gateway_examples import CLERK, FakeCalls, ReserveSeats, a_client, a_context, bearer

SECRET = "secret-of-the-house"


def fail(request):
    raise RuntimeError(SECRET)


def lose_the_database(request):
    raise psycopg.OperationalError(SECRET)


def ask_nowhere(request):
    raise UnknownArea("区划表里没有 400000")


def take_file(request):
    [part] = request.uploads
    return {"name": part.file_name, "bytes": len(part.content)}


ROUTES = (
    command_route("POST", "/seats/{class_id}", ReserveSeats, summary="预留座位", audience="training"),
    Route("GET", "/fail", fail, "出错", "public"),
    Route("GET", "/away", lose_the_database, "数据库不在", "public"),
    Route("GET", "/nowhere", ask_nowhere, "没有的地区", "public"),
    Route("POST", "/files", take_file, "上传", "public", media="multipart/form-data", limit=UPLOAD_LIMIT),
)


@pytest.fixture
def context():
    return a_context()


@pytest.fixture
def client(context):
    return a_client(*ROUTES, context=context)


def seats(client, **sent):
    headers = bearer(CLERK) | {"Content-Type": "application/json"} | sent.pop("headers", {})
    return client.simulate_post("/api/v1/seats/c-1", headers=headers, **sent)


def assert_problem(answer, status, code):
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["type"] == f"/api/v1/errors/{code}"
    assert answer.json["request_id"] == answer.headers["x-request-id"]
    assert any("一" <= letter <= "鿿" for letter in answer.json["title"])
    return answer.json


def test_an_unknown_address_is_a_problem(client):
    assert_problem(client.simulate_get("/api/v1/elsewhere"), 404, "no_such_address")


def test_a_method_that_does_not_fit_says_which_do(client):
    answer = client.simulate_delete("/api/v1/fail")
    assert_problem(answer, 405, "method_not_allowed")
    assert set(answer.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS"}


def test_an_invented_method_is_a_problem_too(client):
    assert_problem(client.simulate_request("FETCH", "/api/v1/fail"), 400, "bad_request")


@pytest.mark.parametrize("body", [
    b"{", b"\xff\xfe", b'{"people": NaN}', b'{"class_id": "\\ud800"}', b'{"class_id": "a\\u0000"}',
    b"[" * 100_000, b'{"a":' * 40 + b"1" + b"}" * 40, b"1" * 5000])
def test_malformed_json_is_a_problem(client, body):
    assert_problem(seats(client, body=body), 400, "malformed_json")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"3"])
def test_json_that_is_no_object_is_a_problem(client, body):
    assert assert_problem(seats(client, body=body), 422, "invalid_fields")["fields"]


@pytest.mark.parametrize("people", ["3", 3.5, True, None, {}, [], 10**400])
def test_a_value_of_the_wrong_type_names_its_field(client, people):
    told = assert_problem(seats(client, body=json.dumps({"people": people})), 422, "invalid_fields")
    assert "人数" in told["fields"]["people"][0]


def test_another_media_type_is_refused(client):
    answer = seats(client, body=b"people=3", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert_problem(answer, 415, "wrong_media_type")


def test_an_empty_body_names_what_is_missing(client):
    told = assert_problem(seats(client, body=b""), 422, "invalid_fields")
    assert told["fields"] == {"people": ["请填写人数"]}


def test_a_body_of_30_megabytes_is_refused_by_its_length(client, context):
    assert_problem(seats(client, body=b" " * 30_000_000), 413, "body_too_large")
    assert not context.calls.sent


def test_a_body_of_30_megabytes_without_a_length_is_refused_too(client, context):
    def without_length(environ):
        environ.pop("CONTENT_LENGTH")
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"
        return environ

    answer = _post_changed(client, b" " * 30_000_000, without_length)
    assert answer["status"].startswith("413"), answer
    assert answer["json"]["code"] == "body_too_large"
    assert not context.calls.sent


def test_a_chunked_body_within_the_limit_is_read(client, context):
    def chunked(environ):
        environ.pop("CONTENT_LENGTH")
        environ["HTTP_TRANSFER_ENCODING"] = "chunked"
        return environ

    assert _post_changed(client, b'{"people": 3}', chunked)["status"].startswith("200")
    assert context.calls.sent[0][1]["people"] == 3


def test_a_content_length_that_is_no_number_is_a_problem(client):
    def odd(environ):
        return environ | {"CONTENT_LENGTH": "many"}

    assert _post_changed(client, b"{}", odd)["json"]["code"] == "bad_request"


def _post_changed(client, body, change):
    """Post with an environment that the test client would not make."""
    from falcon import testing
    from falcon.testing import StartResponseMock

    environ = change(testing.create_environ(
        "/api/v1/seats/c-1", method="POST", body=body, headers=bearer(CLERK) | {"Content-Type": "application/json"}))
    start = StartResponseMock()
    content = b"".join(client.app(environ, start))
    return {"status": start.status, "json": json.loads(content)}


def test_a_bug_leaks_nothing_but_the_requests_id(client, capsys):
    answer = client.simulate_get("/api/v1/fail")
    assert set(assert_problem(answer, 500, "internal_error")) == {"type", "code", "status", "title", "request_id"}
    assert SECRET not in answer.text + str(answer.headers)
    assert SECRET not in capsys.readouterr().out


def test_a_missing_database_is_no_bug(client):
    answer = client.simulate_get("/api/v1/away")
    assert SECRET not in assert_problem(answer, 503, "not_accepted")["detail"]
    assert answer.headers["retry-after"]


def test_an_area_that_does_not_exist_is_the_callers_mistake(client):
    told = assert_problem(client.simulate_get("/api/v1/nowhere"), 422, "invalid_fields")
    assert told["fields"] == {"area": ["区划表里没有 400000"]}


@pytest.mark.parametrize(("problem", "status"), [(Unavailable("停止服务"), 503), (OutcomeUnknown(), 504),
                                                 (NotFound("没有这个班"), 404)])
def test_what_the_pillar_could_not_do_keeps_its_code(client, context, problem, status):
    object.__setattr__(context, "calls", FakeCalls(problem))
    answer = seats(client, body=b'{"people": 3}')
    assert_problem(answer, status, problem.code)
    assert answer.headers["idempotency-key"]


def test_a_key_that_is_no_key_is_refused(client):
    told = assert_problem(seats(client, body=b"{}", headers={"Idempotency-Key": "有 空格".encode().decode("latin-1")}),
                          422, "invalid_fields")
    assert "Idempotency-Key" in told["fields"]


def test_without_a_token_a_person_is_asked_to_sign_in(client):
    answer = client.simulate_post("/api/v1/seats/c-1", json={})
    assert_problem(answer, 401, "not_signed_in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_body_is_not_read_before_its_sender_is_known(client):
    answer = client.simulate_post("/api/v1/seats/c-1", body=b"{")
    assert_problem(answer, 401, "not_signed_in")


FORM = (b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xe8\x8a\xb1\xe5\x90\x8d\xe5\x86\x8c.xlsx"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n%s\r\n--b--\r\n")


def test_a_form_with_a_file_is_taken(client):
    answer = client.simulate_post("/api/v1/files", body=FORM % (b"x" * 2_000_000),
                                  headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.json == {"name": "花名册.xlsx", "bytes": 2_000_000}


def test_a_file_of_30_megabytes_is_refused(client):
    answer = client.simulate_post("/api/v1/files", body=FORM % (b"x" * 30_000_000),
                                  headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert "25 MB" in assert_problem(answer, 413, "body_too_large")["detail"]


@pytest.mark.parametrize("body", [b"", b"--b\r\n", b"nonsense"])
def test_a_malformed_form_is_a_problem(client, body):
    answer = client.simulate_post("/api/v1/files", body=body,
                                  headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert_problem(answer, 400, "bad_request")
