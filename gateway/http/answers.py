"""What routes answer with: JSON of several kinds, files, and the shape of a pillar's decision."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from urllib.parse import quote
from uuid import UUID

from contracts import fields
from contracts.decisions import Force, Outcome, Status
from contracts.messages import Message, part


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


@part
class CitationAnswer:
    """出处"""

    document: str | None = fields.text("文件", optional=True)
    clause: str | None = fields.text("条款", optional=True)
    unsourced: str | None = fields.text("无文件依据的说明", at_most=2000, optional=True)


@part
class ReasonAnswer:
    """一条理由"""

    code: str = fields.text("代码")
    status: Status = fields.choice(Status, "是否满足")
    force: Force = fields.choice(Force, "效力")
    text: str = fields.text("说明", at_most=2000)
    citation: Message = fields.nested(CitationAnswer, "出处")
    reading: str | None = fields.text("采用的理解", at_most=2000, optional=True)
    given: dict = fields.data("所比较的数值", default={})


@part
class DecisionAnswer:
    """办理结果：批准、拟给予、转交、退回、不予批准都是结果，不是错误"""

    outcome: Outcome = fields.choice(Outcome, "结果")
    subject: str = fields.text("事项编号")
    reasons: tuple = fields.many(ReasonAnswer, "理由")
    events: tuple = fields.many_texts("已记录事件的编号", default=())


def as_json(value: Any) -> bytes:
    """`value` in UTF-8 JSON; messages in wire form, instants with offset, decimals as strings."""
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
