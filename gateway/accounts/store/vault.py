"""Personal data at rest: AES-256-GCM with the id of its key, blind index and tokens by HMAC-SHA256.

Only `store/clear_reads.py` opens what is sealed; whoever wants a datum in clear goes through it and is noted.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chassis.settings import Settings
from contracts.messages import Message

_NONCE_BYTES = 12
_TOKEN_DIGITS = 32


class UnknownKey(LookupError):
    """Something is sealed with a key that this process was not given."""


@dataclass(frozen=True)
class Vault:
    """The keys of the accounts. New data is sealed with the current key; older keys still open what they sealed."""

    id_keys: Mapping[str, bytes] = field(repr=False)
    current: str
    index_key: bytes = field(repr=False)
    token_key: bytes = field(repr=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> "Vault":
        """The vault with the environment's keys; raises MissingSetting."""
        return cls(settings.id_keys(), settings.id_key_current(), settings.index_key(), settings.token_key())

    def seal(self, value: str | None, *, owner: str, what: str) -> str | None:
        """`value` encrypted for one owner and one column: copied to another row it cannot be opened."""
        if value is None:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.id_keys[self.current]).encrypt(nonce, value.encode(), _bound_to(owner, what))
        return f"{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, owner: str, what: str) -> str:
        """The value again; raises UnknownKey, or InvalidTag for what was changed or belongs elsewhere."""
        key_id, _, text = sealed.partition(":")
        if key_id not in self.id_keys:
            raise UnknownKey(f"no key {key_id}")
        raw = base64.b64decode(text)
        nonce, body = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
        return AESGCM(self.id_keys[key_id]).decrypt(nonce, body, _bound_to(owner, what)).decode()

    def reseal(self, sealed: str, *, owner: str, what: str) -> str:
        """The same value sealed with the current key; nobody reads it. Raises as `open` does."""
        return self.seal(self.open(sealed, owner=owner, what=what), owner=owner, what=what)

    def index(self, id_number: str) -> str:
        """The blind index of an ID number: finds it, and does not give it away."""
        return self._keyed("id_number", id_number)

    def name_check(self, index: str, name: str) -> str:
        """Compares a name with the registered one without opening it; differs per person."""
        return self._keyed("name", f"{index}/{name}")

    def token(self, kind: str, value: str | None) -> str | None:
        """What pillars may see of an account, phone or address: equal where it is equal."""
        if value is None:
            return None
        return _hmac(self.token_key, kind, value)[:_TOKEN_DIGITS]

    def digest(self, message: Message) -> str:
        """What is kept of a command's body. Keyed: a plain hash of a name and an ID number can be guessed."""
        who = [message.actor.role, message.actor.person_id, message.actor.organisation_id]
        return self._keyed("command", json.dumps([message.as_data(), who], sort_keys=True))

    def _keyed(self, purpose: str, value: str) -> str:
        return _hmac(self.index_key, purpose, value)


def _hmac(key: bytes, purpose: str, value: str) -> str:
    return hmac.digest(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hex()


def _bound_to(owner: str, what: str) -> bytes:
    return f"{what}/{owner}".encode()
