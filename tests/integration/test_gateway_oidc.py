"""A configured OpenID Connect provider: its keys are found by discovery, and a new key is found when it is used."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from jwt.algorithms import ECAlgorithm

from contracts.actors import Role
from contracts.problems import Problem, Unavailable
from gateway.http.issuers import DiscoveredKeys
from gateway.http.tokens import TokenVerifier, TrustedIssuer


class Provider:
    """A provider with keys by id; `asked` lists the addresses that were read."""

    def __init__(self):
        self.keys, self.asked, self.claims_to_be = {"k-1": generate_private_key(SECP256R1())}, [], None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.asked.append(self.path)
                body = json.dumps(provider.document(self.path)).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format, *args):
                return None

        return Handler

    def document(self, path):
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.claims_to_be or self.issuer, "jwks_uri": f"{self.issuer}/keys"}
        return {"keys": [ECAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": kid, "use": "sig", "alg": "ES256"}
                         for kid, key in self.keys.items()]}

    def token(self, kid="k-1", key=None, **changes):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "wuchuang", "sub": "someone", "iat": now, "exp": now + 60} | changes
        return jwt.encode(claims, key or self.keys[kid], algorithm="ES256", headers={"kid": kid})

    def verifier(self):
        return TokenVerifier([TrustedIssuer(name=self.issuer, audience="wuchuang", algorithms=("ES256",),
                                            keys=DiscoveredKeys(self.issuer))])


@pytest.fixture
def provider():
    running = Provider()
    yield running
    running.server.shutdown()
    running.server.server_close()


def test_a_providers_token_signs_a_citizen_in_and_its_keys_are_read_once(provider):
    verifier = provider.verifier()
    actors = [verifier.signed_in(provider.token(nonce=number)).actor for number in range(3)]
    assert {actor.role for actor in actors} == {Role.CITIZEN}
    assert len({actor.person_id for actor in actors}) == 1
    assert provider.asked == ["/.well-known/openid-configuration", "/keys"]


def test_a_role_in_a_providers_token_counts_with_its_area(provider):
    actor = provider.verifier().signed_in(provider.token(role="clerk", area="433101", org="office-433101")).actor
    assert (actor.role, actor.area, actor.organisation_id) == (Role.CLERK, "433101", "office-433101")


def test_a_key_that_nobody_published_signs_nobody_in(provider):
    with pytest.raises(Problem) as raised:
        provider.verifier().signed_in(provider.token(kid="k-2", key=generate_private_key(SECP256R1())))
    assert raised.value.code == "not_signed_in"


def test_discovery_under_another_name_is_not_believed(provider):
    provider.claims_to_be = "https://someone.example"
    with pytest.raises(Problem) as raised:
        provider.verifier().signed_in(provider.token())
    assert raised.value.code == "not_signed_in"


def test_a_provider_that_is_away_is_said_to_be_away_and_found_again(provider):
    verifier, token = provider.verifier(), provider.token()
    document, provider.document = provider.document, lambda path: "nothing to see"
    with pytest.raises(Unavailable):
        verifier.signed_in(token)
    provider.document = document
    assert verifier.signed_in(token).actor.role is Role.CITIZEN
