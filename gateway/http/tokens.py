"""Who asks: access tokens signed with a key pair by an issuer that is known, by an algorithm that is fixed."""

import hashlib
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import jwt

from contracts.actors import NATION, Actor, Role
from contracts.problems import Problem, Unavailable

REMEMBERED_TOKENS = 20_000
LEEWAY_SECONDS = 5
ASYMMETRIC = frozenset({"EdDSA", "ES256", "RS256", "PS256"})
_REQUIRED = ("iss", "aud", "sub", "iat", "exp")
# Systems and the calendar never ask by HTTP as if they were people.
_ROLES = [role.value for role in Role if role not in (Role.SYSTEM, Role.CALENDAR)]
_NAMESPACE = uuid.UUID("0b6f6c1e-58c5-4d5e-9f35-7a1f2f4f8c11")


@dataclass(frozen=True)
class SignedIn:
    """A verified token: the actor, the token's id for revocation, its end and beginning (Unix seconds, technical
    time)."""

    actor: Actor
    token_id: str
    expires_at: float
    issued_at: float = 0.0


class KeySource(Protocol):
    """Finds the public key that a token names."""

    def key_for(self, kid: str):
        """The key called `kid`; raises jwt.PyJWTError when there is none."""


@dataclass(frozen=True, kw_only=True)
class TrustedIssuer:
    """Whose tokens are believed, for which audience, by which algorithms, and how a subject becomes a person.

    `own_subjects`: the subject is the platform's person id; otherwise an opaque id is derived from it.
    """

    name: str
    audience: str
    algorithms: tuple[str, ...]
    keys: KeySource
    own_subjects: bool = False

    def __post_init__(self):
        if not self.algorithms or not set(self.algorithms) <= ASYMMETRIC:
            raise ValueError(f"{self.name}: only key pairs sign tokens, not {self.algorithms}")

    def person_id(self, subject: str) -> str:
        """The platform's opaque id of the issuer's subject."""
        return subject if self.own_subjects else str(uuid.uuid5(_NAMESPACE, f"{self.name}|{subject}"))


class TokenVerifier:
    """Turns bearer tokens into actors; what was verified is remembered by hash until it ends or is revoked.

    `is_revoked(signed_in)` is asked on every request and must answer from memory.
    """

    def __init__(self, issuers: Iterable[TrustedIssuer], is_revoked: Callable[[SignedIn], bool] = lambda _: False):
        self._issuers = {issuer.name: issuer for issuer in issuers}
        self._is_revoked = is_revoked
        self._remembered: OrderedDict[bytes, SignedIn] = OrderedDict()
        self._lock = threading.Lock()

    def signed_in(self, token: str) -> SignedIn:
        """Who `token` stands for; raises the problem not_signed_in or token_expired."""
        digest = hashlib.sha256(token.encode()).digest()
        with self._lock:
            known = self._remembered.get(digest)
        if known is None:
            known = self._remember(digest, self._verified(token))
        if known.expires_at + LEEWAY_SECONDS <= time.time():
            self._forget(digest)
            raise Problem(code="token_expired")
        if self._is_revoked(known):
            raise Problem("登录已被注销", code="not_signed_in")
        return known

    def _verified(self, token: str) -> SignedIn:
        try:
            claims = self._claims(token)
        except jwt.ExpiredSignatureError as error:
            raise Problem(code="token_expired") from error
        except jwt.PyJWKClientConnectionError as error:
            raise Unavailable("统一认证服务暂时无法访问") from error
        except jwt.PyJWTError as error:
            raise Problem("登录凭证无效", code="not_signed_in") from error
        return _signed_in(self._issuers[claims["iss"]], claims)

    def _claims(self, token: str) -> dict:
        """The token's claims, signature and all; who issued it decides which key and algorithms count."""
        unverified = jwt.decode_complete(token, options={"verify_signature": False})
        issuer = self._issuers.get(_text(unverified["payload"].get("iss")))
        if issuer is None:
            raise jwt.InvalidIssuerError("unknown issuer")
        if unverified["header"].get("alg") not in issuer.algorithms:
            raise jwt.InvalidAlgorithmError("unexpected algorithm")
        key = issuer.keys.key_for(_text(unverified["header"].get("kid")))
        return jwt.decode(token, key, algorithms=list(issuer.algorithms), audience=issuer.audience,
                          issuer=issuer.name, leeway=LEEWAY_SECONDS, options={"require": list(_REQUIRED)})

    def _remember(self, digest: bytes, signed_in: SignedIn) -> SignedIn:
        with self._lock:
            self._remembered[digest] = signed_in
            if len(self._remembered) > REMEMBERED_TOKENS:
                self._remembered.popitem(last=False)
        return signed_in

    def _forget(self, digest: bytes) -> None:
        with self._lock:
            self._remembered.pop(digest, None)


def _text(value) -> str:
    return value if isinstance(value, str) else ""


def _signed_in(issuer: TrustedIssuer, claims: dict) -> SignedIn:
    role = claims.get("role", Role.CITIZEN.value)
    if role not in _ROLES:
        raise Problem("登录凭证中的身份不被接受", code="not_signed_in")
    actor = Actor(role=Role(role), person_id=issuer.person_id(claims["sub"]),
                  area=_text(claims.get("area")) or NATION, organisation_id=_text(claims.get("org")) or None)
    token_id = _text(claims.get("jti")) or f"{claims['iss']}|{claims['sub']}|{claims['iat']}"
    return SignedIn(actor, token_id, float(claims["exp"]), float(claims["iat"]))
