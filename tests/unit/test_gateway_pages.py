"""The pages' files: packed for who takes it, sent once, and nothing else of the disk."""

import gzip

import falcon
import pytest
from falcon import testing

from gateway.app import create_app
from gateway.web.serving import PAGES, Files
from tests.unit.gateway_examples import a_context


@pytest.fixture
def client():
    app = falcon.App()
    app.add_route("/pages/{name}", Files({path.name: path for path in PAGES.iterdir()}))
    return testing.TestClient(app)


def test_a_file_is_sent_packed_to_who_takes_it_and_plain_to_who_does_not(client):
    plain = client.simulate_get("/pages/main.js")
    packed = client.simulate_get("/pages/main.js", headers={"Accept-Encoding": "gzip"})
    assert plain.content == gzip.decompress(packed.content) == (PAGES / "main.js").read_bytes()
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")


def test_a_file_that_the_browser_has_is_not_sent_again(client):
    tag = client.simulate_get("/pages/look.css").headers["etag"]
    again = client.simulate_get("/pages/look.css", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_desk_stands_under_the_same_strict_policy_as_the_peoples_page():
    pages = testing.TestClient(create_app(a_context()))
    people, desk = (pages.simulate_get(place).headers["content-security-policy"] for place in ("/", "/desk"))
    assert people == desk and desk.startswith("default-src 'none'; script-src 'self'; style-src 'self'")


def test_a_file_that_is_not_named_cannot_be_reached(client):
    assert client.simulate_get("/pages/..%2fserving.py").status_code == 404
