"""Whose tokens are believed."""

import base64
import hashlib
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from contracts.actors import NATION, Actor, Role
from contracts.problems import Problem, Unavailable
from gateway.http.issuers import LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIssuer, key_id
from gateway.http.tokens import TokenVerifier, TrustedIssuer
from tests.unit.gateway_examples import CLERK, a_verifier, key_pair

KEY = load_pem_private_key(key_pair()[0], None)
KID = key_id(KEY.public_key())


def a_token(key=KEY, algorithm="EdDSA", kid=KID, without=(), **changes):
    now = int(time.time())
    claims = {"iss": LOCAL_ISSUER, "aud": LOCAL_AUDIENCE, "sub": "p-1", "role": "clerk", "iat": now,
              "exp": now + 3600} | changes
    kept = {name: value for name, value in claims.items() if name not in without}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


def by_hand(header, signature=lambda signed: b""):
    """A token that no honest library would make."""
    claims = jwt.decode(a_token(), options={"verify_signature": False})
    signed = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    return (signed + b"." + base64.urlsafe_b64encode(signature(signed)).rstrip(b"=")).decode()


def refusal(token, verifier=None):
    with pytest.raises(Problem) as raised:
        (verifier or a_verifier()).signed_in(token)
    return raised.value.code


def test_a_token_of_the_local_issuer_names_its_actor():
    assert a_verifier().signed_in(LocalIssuer(key_pair()[0]).issue(CLERK)).actor == CLERK


def test_without_role_and_area_a_person_is_a_citizen_of_the_nation():
    actor = a_verifier().signed_in(a_token(without=("role",))).actor
    assert actor == Actor(role=Role.CITIZEN, person_id="p-1", area=NATION)


def test_no_algorithm_is_no_signature():
    assert refusal(by_hand({"alg": "none", "typ": "JWT", "kid": KID})) == "not_signed_in"


def test_the_public_key_is_not_taken_for_a_shared_secret():
    public = key_pair()[1]
    forged = by_hand({"alg": "HS256", "typ": "JWT", "kid": KID},
                     lambda signed: hmac.digest(public, signed, hashlib.sha256))
    assert refusal(forged) == "not_signed_in"
    with pytest.raises(ValueError):
        a_verifier(algorithms=("EdDSA", "HS256"))


@pytest.mark.parametrize("token", [
    "", "x", "a.b.c", "é", a_token(Ed25519PrivateKey.generate()), a_token(kid="other"), a_token(kid=None),
    a_token(iss="someone"), a_token(aud="another"), a_token(iss="someone", aud="another"), a_token(sub=7),
    a_token(iat=int(time.time()) + 36_000, exp=int(time.time()) + 72_000),  # wherever in a long run it is used
    a_token(role="calendar"), a_token(role="system"), a_token(role="king"),
    a_token(role=["clerk"]), a_token()[:-3] + "abc",
    *(a_token(without=(claim,)) for claim in ("iss", "aud", "sub", "iat", "exp"))])
def test_a_wrong_token_signs_nobody_in(token):
    assert refusal(token) == "not_signed_in"


def test_an_expired_token_says_so():
    assert refusal(a_token(exp=int(time.time()) - 60)) == "token_expired"


def test_a_remembered_token_still_expires(monkeypatch):
    verifier, token = a_verifier(), a_token(exp=int(time.time()) + 60)
    verifier.signed_in(token)
    later = time.time() + 120
    monkeypatch.setattr("gateway.http.tokens.time.time", lambda: later)
    assert refusal(token, verifier) == "token_expired"


def test_a_remembered_token_is_not_verified_again(monkeypatch):
    verifier, token = a_verifier(), a_token()
    first = verifier.signed_in(token)
    monkeypatch.setattr(verifier, "_verified", lambda token: pytest.fail("verified again"))
    assert verifier.signed_in(token) is first


def test_a_revoked_token_is_refused_at_once():
    revoked = set()
    verifier = TokenVerifier(a_verifier()._issuers.values(), is_revoked=lambda known: known.token_id in revoked)
    token = a_token(jti="t-1")
    verifier.signed_in(token)
    revoked.add("t-1")
    assert refusal(token, verifier) == "not_signed_in"


def test_a_providers_subject_becomes_an_opaque_id():
    verifier = a_verifier(own_subjects=False)
    first, again = (verifier.signed_in(a_token(sub="13800000000")).actor.person_id for _ in range(2))
    assert first == again
    assert "13800000000" not in first


def test_a_provider_that_cannot_be_asked_is_no_wrong_token():
    class Away:
        def key_for(self, kid):
            raise jwt.PyJWKClientConnectionError("away")

    issuer = TrustedIssuer(name=LOCAL_ISSUER, audience=LOCAL_AUDIENCE, algorithms=("EdDSA",), keys=Away())
    with pytest.raises(Unavailable):
        TokenVerifier([issuer]).signed_in(a_token())
