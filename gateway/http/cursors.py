"""Pages of long lists: an opaque, signed cursor says where the next page starts."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from contracts.problems import Invalid

PAGE_SIZE = 20
LARGEST_PAGE = 100
_SIGNATURE_BYTES = 16


@dataclass(frozen=True)
class Page:
    """One page: its items, and the position after the last one (None: there are no more).

    A position is a list of plain JSON values, such as the sort key and the id of the last item.
    """

    items: list
    next_position: list | None = None


class Cursors:
    """Signs positions, each for one list only, so that a changed or borrowed cursor is refused."""

    def __init__(self, key: bytes):
        self._key = hmac.digest(key, b"list cursors", hashlib.sha256)

    def seal(self, place: str, position: list) -> str:
        """The cursor of `position` in the list at `place`."""
        body = json.dumps(position, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._signature(place, body) + body).decode().rstrip("=")

    def unseal(self, place: str, cursor: str) -> list[Any]:
        """The position in `cursor`; raises Invalid unless this platform made it for `place`."""
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except ValueError:
            raw = b""
        signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._signature(place, body)):
            raise Invalid("请检查标出的内容", fields={"cursor": ["翻页标记无效，请从第一页开始"]})
        return json.loads(body)

    def _signature(self, place: str, body: bytes) -> bytes:
        return hmac.digest(self._key, place.encode() + b"\0" + body, hashlib.sha256)[:_SIGNATURE_BYTES]
