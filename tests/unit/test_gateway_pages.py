"""The pages' files: packed for who takes it, sent once, and nothing else of the disk."""

import gzip

import falcon
import pytest
from falcon import testing

from gateway.web.serving import PAGES, Files


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


def test_a_file_that_is_not_named_cannot_be_reached(client):
    assert client.simulate_get("/pages/..%2fserving.py").status_code == 404
