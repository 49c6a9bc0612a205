"""How often one may ask, smaller answers, versions, and addresses that are never told."""

import gzip

import pytest

from chassis.settings import Settings
from contracts import fields
from contracts.actors import Actor, Role
from contracts.messages import part
from contracts.problems import Problem
from gateway.http.compression import takes_gzip
from gateway.http.limits import Buckets, Limits, address_of
from gateway.http.revoked import RevokedTokens, hash_of
from gateway.http.route import Route
from gateway.http.tokens import SignedIn
from gateway.push.addresses import fault_of, is_public
from gateway.push.posting import post
from gateway.push.signing import is_genuine, secret_of, signed_headers
from tests.unit.gateway_examples import CITIZEN, CLERK, a_client, a_context, bearer

PUBLIC = Route("GET", "/words", lambda request: {"words": "长话短说" * 500}, "话", "public")
OWN = Route("GET", "/mine", lambda request: {}, "我的", "public", by=(Role.CITIZEN, Role.CLERK))


class Hands:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_a_minute_and_fills_evenly():
    hands = Hands()
    buckets = Buckets(60, hands)
    assert [buckets.take("a").left for _ in range(60)][-1] == 0
    with pytest.raises(Problem) as told:
        buckets.take("a")
    assert (told.value.code, told.value.extra["retry_after"]) == ("too_many_requests", 1)
    assert buckets.take("b").left == 59
    hands.now = 2.0
    assert buckets.take("a").left == 1


def test_a_heavy_request_counts_for_several():
    buckets = Buckets(60, Hands())
    assert buckets.take("a", 20).left == 40


def test_each_person_has_their_own_limit_and_is_told_how_they_stand():
    client = a_client(OWN, context=a_context(limits=Limits(signed_in=Buckets(2), anonymous=Buckets(1))))
    first, second, third = (client.simulate_get("/api/v1/mine", headers=bearer(CITIZEN)) for _ in range(3))
    assert (first.headers["ratelimit-limit"], first.headers["ratelimit-remaining"]) == ("2", "1")
    assert (second.status_code, third.status_code, third.json["code"]) == (200, 429, "too_many_requests")
    assert int(third.headers["retry-after"]) == 30
    assert client.simulate_get("/api/v1/mine", headers=bearer(CLERK)).status_code == 200


def test_who_tries_tokens_uses_up_what_their_address_may_ask():
    client = a_client(OWN, context=a_context(limits=Limits(anonymous=Buckets(1))))
    codes = [client.simulate_get("/api/v1/mine", headers={"Authorization": "Bearer x"}).status_code for _ in range(2)]
    assert codes == [401, 429]


def test_production_has_limits_and_a_demonstration_none_unless_set():
    assert Limits.from_settings(Settings.from_environment({"MODE": "production"})).signed_in.per_minute == 600
    assert Limits.from_settings(Settings.from_environment({"MODE": "demo"})).signed_in is None
    told = Settings.from_environment({"MODE": "demo", "RATE_LIMIT_PER_MINUTE": "7"})
    assert Limits.from_settings(told).signed_in.per_minute == 7


def test_only_proxies_that_are_known_tell_who_asks():
    assert address_of(["6.6.6.6", "9.9.9.9", "10.0.0.1"], 0) == "10.0.0.1"
    assert address_of(["6.6.6.6", "9.9.9.9", "10.0.0.1"], 1) == "9.9.9.9"


@pytest.mark.parametrize(("accepted", "takes"), [
    ("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("br", False), ("gzip;q=0", False), (None, False)])
def test_gzip_is_sent_to_who_takes_it(accepted, takes):
    assert takes_gzip(accepted) is takes


def test_a_long_answer_comes_small_and_the_same():
    from falcon import testing

    from gateway.app import create_app

    client = testing.TestClient(create_app(a_context()))
    plain = client.simulate_get("/api/v1/errors")
    small = client.simulate_get("/api/v1/errors", headers={"Accept-Encoding": "gzip"})
    assert (small.headers["content-encoding"], small.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2


def test_who_has_an_answer_already_is_told_so_in_one_line():
    client = a_client(PUBLIC, context=a_context())
    tag = client.simulate_get("/api/v1/words").headers["etag"]
    again = client.simulate_get("/api/v1/words", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


@part
class Renamed:
    """新名称"""

    name: str = fields.text("名称")
    version: int | None = fields.count("版本", optional=True)


def test_if_match_becomes_the_version_of_the_message():
    seen = []
    route = Route("PUT", "/name", lambda request: seen.append(request.body.version) or {}, "改名", "public",
                  by=(Role.CITIZEN,), body=Renamed, versioned=True)
    client = a_client(route, context=a_context())
    for tag in ('"7"', "*", 'W/"8"'):
        client.simulate_put("/api/v1/name", json={"name": "新"}, headers=bearer(CITIZEN) | {"If-Match": tag})
    assert seen == [7, None, 8]
    odd = client.simulate_put("/api/v1/name", json={"name": "新"}, headers=bearer(CITIZEN) | {"If-Match": "x"})
    assert list(odd.json["fields"]) == ["If-Match"]


def test_a_proxy_may_not_do_what_only_oneself_may():
    client = a_client(OWN, context=a_context())
    answer = client.simulate_get("/api/v1/mine", headers=bearer(CLERK) | {"Act-For": "p-1"})
    assert (answer.status_code, answer.json["detail"]) == (403, "此事须由本人办理，不能代办")


def test_a_signed_out_token_and_all_that_was_given_before_a_moment_are_revoked():
    revoked = RevokedTokens()
    one = SignedIn(Actor(role=Role.CITIZEN, person_id="p-1"), "t-1", 2000.0, 1000.0)
    assert not revoked(one)
    revoked.learn([{"kind": "token", "key": hash_of("t-1"), "given_before": 0.0}])
    assert revoked(one)
    revoked.learn([{"kind": "person", "key": "p-1", "given_before": 1001.0}])
    assert revoked(one)
    assert not revoked(SignedIn(one.actor, "t-2", 3000.0, 1002.0))


# addresses that strangers name


@pytest.mark.parametrize("address", [
    "http://example.org/x", "ftp://example.org", "https://", "https://user:pw@example.org", "https://127.0.0.1/x",
    "https://localhost/x", "https://10.1.2.3", "https://169.254.169.254/latest", "https://[::1]/", "https://[fd00::1]/",
    "https://[::ffff:127.0.0.1]/", "https://0.0.0.0", "https://example.internal", "https://example.org:0", "x",
    "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[bad"])
def test_an_address_that_is_ours_or_odd_is_never_told(address):
    assert fault_of(address, private=False)


def test_a_sound_address_may_be_told():
    assert fault_of("https://portal.example.org:8443/hooks?a=1", private=False) is None
    assert is_public("8.8.8.8")


def test_a_name_that_stands_for_this_machine_is_found_out_when_something_is_sent(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("127.0.0.1", 443))])
    posted = post("https://innocent.example.org/x", {}, b"{}")
    assert (posted.arrived, posted.fault) == (False, "接收地址不能是本机或内部网络的地址")


def test_a_delivery_is_known_by_its_signature_and_not_after_five_minutes():
    secret = secret_of(b"k" * 32, "w-1", 1)
    headers = signed_headers(secret, "e-1", 1000, b"{}")
    assert is_genuine(secret, headers, b"{}", now=1100)
    assert not is_genuine(secret, headers, b"{ }", now=1100)
    assert not is_genuine(secret_of(b"k" * 32, "w-1", 2), headers, b"{}", now=1100)
    assert not is_genuine(secret, headers, b"{}", now=1400)
