"""A made-up person whose data are like nobody else's, and the search for them in every spelling."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.people import an_id_number


@dataclass(frozen=True)
class Canary:
    """Whose data must stay sealed. The name has signs of two extension blocks and one of the basic block."""

    name: str = "𠮷𬱖䶮"
    id_number: str = an_id_number(787, born="19871213")
    phone: str = "19987316524"
    address: str = "吉首市乾州街道金丝雀巷七十七号"
    bank_account: str = "6217004477330011222"

    def values(self) -> dict[str, str]:
        """Every datum by what it is."""
        return dict(vars(self))


class Search:
    """Looks for a person's data in texts: plainly, escaped as JSON or in an address, packed, and plainly hashed."""

    def __init__(self, canary: Canary):
        self._needles = {needle: what for what, value in canary.values().items() for needle in _spellings(value)}

    def finds(self, text: str) -> list[str]:
        """Which data stand in `text`."""
        return sorted({what for needle, what in self._needles.items() if needle in text})

    def places(self, contents: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Every place that holds something of them, with what it holds."""
        yield from (f"{place}: {', '.join(found)}" for place, text in contents if (found := self.finds(text)))


def _spellings(value: str) -> Iterator[str]:
    escaped, raw = json.dumps(value)[1:-1], value.encode()
    yield from (value, escaped, escaped.upper().replace("\\U", "\\u"), quote(value), value.lower())
    yield from (repr(raw)[2:-1], raw.hex(), base64.b64encode(raw).decode().rstrip("="))
    yield from (hashlib.new(kind, raw).hexdigest() for kind in ("md5", "sha1", "sha256"))
