"""What routes answer with: JSON of several kinds, files, and the shape of a pillar's decision."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from urllib.parse import quote
from uuid import UUID

from contracts.messages import Message
from gateway.http.compression import gzipped
from gateway.http.versions import tag_of_content


@dataclass(frozen=True)
class Answer:
    """An answer with a status or headers of its own."""

    data: Any
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Download:
    """A file for the caller to keep; `name` is what it is saved as."""

    content: bytes
    media_type: str
    name: str

    @property
    def disposition(self) -> str:
        """The Content-Disposition value, with names beyond ASCII as RFC 6266 wants them."""
        return f"attachment; filename*=UTF-8''{quote(self.name, safe='')}"


class Written:
    """JSON that was written before and is answered more than once; its tag and its small form are made once."""

    __slots__ = ("_small", "content", "tag")

    def __init__(self, content: bytes):
        self.content, self.tag = content, tag_of_content(content)
        self._small: bytes | None = None

    def small(self) -> bytes:
        """The content gzipped."""
        if self._small is None:
            self._small = gzipped(self.content)
        return self._small


def as_json(value: Any) -> bytes:
    """`value` in UTF-8 JSON; messages in wire form, instants with offset, decimals as strings.

    Bytes are JSON already, as the database wrote it.
    """
    if isinstance(value, bytes):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return value.as_data()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"cannot be answered as JSON: {type(value).__name__}")
