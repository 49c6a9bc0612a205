"""Copies of what stood in public, by the hash of their content, with the platform's signature (Ed25519)."""

import base64
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class NoticeCopies:
    """Statements about the copies of notices; part of the accounts' transaction."""

    def copies_of(self, notice_ids: list[str]) -> dict[str, dict]:
        """The kept copies of these notices."""
        rows = self.rows("SELECT notice_id, file_id, area, signature, public_key, kept_at FROM notice_copies"
                         " WHERE notice_id = ANY(%s)", notice_ids)
        return {row["notice_id"]: row for row in rows}

    def keep_copy(self, notice_id: str, area: str, file_id: str, signature: str, public_key: str) -> None:
        """Keep a notice's copy; the first one stays."""
        self.execute("INSERT INTO notice_copies (notice_id, area, file_id, signature, public_key, kept_at)"
                     " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (notice_id) DO NOTHING",
                     notice_id, area, file_id, signature, public_key, self.now)


def as_document(notice: Mapping) -> str:
    """The one text of a public notice: equal notices give equal bytes."""
    return json.dumps(notice, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sign(document: str, seed: bytes) -> tuple[str, str]:
    """The signature over the document's bytes and the key that verifies it, both in base64."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return _text(key.sign(document.encode())), _text(key.public_key().public_bytes_raw())


def is_genuine(document: str, signature: str, public_key: str) -> bool:
    """Whether this key signed exactly this text."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    try:
        key.verify(base64.b64decode(signature), document.encode())
    except InvalidSignature:
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
