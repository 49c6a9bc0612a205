"""Where tokens come from: the platform's own key pair, or an OpenID Connect provider that is configured."""

import hashlib
import json
import threading
import urllib.request
import uuid
from datetime import timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from chassis.clock import technical_now
from chassis.settings import TOKEN_ALGORITHM, Settings
from contracts.actors import Actor
from gateway.http.tokens import ASYMMETRIC, TrustedIssuer

LOCAL_ISSUER = "wuchuang"
LOCAL_AUDIENCE = "wuchuang"
LIFETIME = timedelta(hours=8)
_FETCH_SECONDS = 5


def key_id(key: Ed25519PublicKey) -> str:
    """A key's id, derived from the key itself."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


class LocalKey:
    """The platform's own public key."""

    def __init__(self, public_pem: bytes):
        self.key = load_pem_public_key(public_pem)
        if not isinstance(self.key, Ed25519PublicKey):
            raise ValueError("the key that verifies tokens must be Ed25519")
        self.kid = key_id(self.key)

    def key_for(self, kid: str) -> Ed25519PublicKey:
        """The key, when `kid` names it; raises InvalidKeyError."""
        if kid != self.kid:
            raise jwt.InvalidKeyError("unknown key")
        return self.key


class LocalIssuer:
    """Signs tokens with the platform's own key, for local staff sign-in and for demonstration accounts."""

    def __init__(self, private_pem: bytes, lifetime: timedelta = LIFETIME):
        self._key = load_pem_private_key(private_pem, password=None)
        self._kid, self.lifetime = key_id(self._key.public_key()), lifetime

    def issue(self, actor: Actor) -> str:
        """A token with which its bearer acts as `actor` until the lifetime ends (technical time)."""
        now = technical_now()
        claims = {"iss": LOCAL_ISSUER, "aud": LOCAL_AUDIENCE, "sub": actor.person_id, "role": actor.role.value,
                  "area": actor.area, "iat": now, "exp": now + self.lifetime, "jti": str(uuid.uuid4())}
        if actor.organisation_id:
            claims["org"] = actor.organisation_id
        return jwt.encode(claims, self._key, algorithm=TOKEN_ALGORITHM, headers={"kid": self._kid})


class DiscoveredKeys:
    """The published keys of an OpenID Connect provider; its address book is read when first needed."""

    def __init__(self, issuer: str):
        self._issuer, self._client, self._lock = issuer, None, threading.Lock()

    def key_for(self, kid: str):
        """The key called `kid`; raises PyJWKClientError, or PyJWKClientConnectionError when none can be asked."""
        if self._client is None:
            with self._lock:
                self._client = self._client or self._discover()
        return self._client.get_signing_key(kid).key

    def _discover(self) -> jwt.PyJWKClient:
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            with urllib.request.urlopen(address, timeout=_FETCH_SECONDS) as answer:  # noqa: S310
                document = json.load(answer)
        except (OSError, ValueError) as error:
            raise jwt.PyJWKClientConnectionError(f"no discovery document: {type(error).__name__}") from error
        if not isinstance(document, dict) or "jwks_uri" not in document:
            raise jwt.PyJWKClientConnectionError("this is no discovery document")
        if document.get("issuer") != self._issuer:
            raise jwt.PyJWKClientError("the discovery document is another issuer's")
        return jwt.PyJWKClient(document["jwks_uri"], timeout=_FETCH_SECONDS)


def trusted_issuers(settings: Settings) -> tuple[TrustedIssuer, ...]:
    """The platform itself, and the OpenID Connect provider if one is configured (OIDC_ISSUER, OIDC_AUDIENCE)."""
    own = TrustedIssuer(name=LOCAL_ISSUER, audience=LOCAL_AUDIENCE, algorithms=(TOKEN_ALGORITHM,),
                        keys=LocalKey(settings.token_public_key()), own_subjects=True)
    provider = settings.optional("OIDC_ISSUER")
    if not provider:
        return (own,)
    return own, TrustedIssuer(name=provider, audience=settings.required("OIDC_AUDIENCE"),
                              algorithms=tuple(ASYMMETRIC), keys=DiscoveredKeys(provider))
