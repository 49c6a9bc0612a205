"""Answers that were written before: their tag, their small form, and who has them already."""

import gzip
import json

import falcon
import pytest
from falcon import testing

from gateway.http import compression, faults
from gateway.http.answers import Written
from gateway.http.compression import Compressed
from gateway.http.middleware import RequestIdentity, SafeHeaders
from gateway.http.resource import add_routes
from gateway.http.route import Route
from tests.unit.gateway_examples import a_context

PAGE = Written(json.dumps({"words": "字" * 2000}, ensure_ascii=False).encode())


@pytest.fixture
def client():
    app = falcon.App(middleware=[RequestIdentity(), SafeHeaders(production=False), Compressed()])
    faults.add_to(app)
    add_routes(app, [Route("GET", "/page", lambda request: PAGE, "页", "zone"),
                     Route("GET", "/other", lambda request: {"words": "字" * 2000}, "页", "zone")], a_context())
    return testing.TestClient(app)


def test_it_is_answered_as_it_was_written_with_the_tag_that_any_answer_of_these_bytes_has(client):
    written, other = client.simulate_get("/api/v1/page"), client.simulate_get("/api/v1/other")
    assert written.content == PAGE.content and written.headers["content-type"] == "application/json"
    assert written.json == other.json
    assert written.headers["etag"] == PAGE.tag == Written(PAGE.content).tag
    assert Written(other.content).tag == other.headers["etag"]


def test_who_has_it_gets_nothing_sent(client):
    again = client.simulate_get("/api/v1/page", headers={"If-None-Match": PAGE.tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == PAGE.tag and "content-type" not in again.headers
    assert client.simulate_get("/api/v1/page", headers={"If-None-Match": '"another"'}).status_code == 200


def test_it_is_made_small_once_and_other_answers_each_time(client, monkeypatch):
    made = []
    monkeypatch.setattr(compression.gzip, "compress", lambda content, *_, **__: made.append(content) or b"small")
    page = Written(PAGE.content)
    assert (page.small(), page.small(), len(made)) == (b"small", b"small", 1)
    monkeypatch.undo()
    for path in ("/api/v1/page", "/api/v1/other"):
        answer = client.simulate_get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip" and answer.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.content) == client.simulate_get(path).content


def test_safe_headers_stand_on_every_answer_and_a_routes_own_value_stands_over_them(client):
    for answer in (client.simulate_get("/api/v1/page"), client.simulate_get("/api/v1/nowhere")):
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["x-frame-options"] == "DENY"
    assert client.simulate_get("/api/v1/page").headers["cache-control"] == "no-cache"
    assert client.simulate_get("/api/v1/nowhere").headers["cache-control"] == "no-store"
