"""Answers for those who look after the trail."""

from datetime import datetime

from contracts.fields import area_code, count, data, identifier, instant, many, many_texts, text
from contracts.messages import answer


@answer
class TrailRow:
    """One event, decision or booking, its hash, and the seal that holds it (none yet: the next night's will)."""

    source: str = text("表")
    row_id: str = identifier("编号")
    at: datetime = instant("时间")
    what: str = text("内容")
    actor: str = text("经办人", at_least=0, at_most=2000, default="")
    content: dict = data("数据")
    hash: str = text("摘要", at_most=64)
    seal: int | None = count("封存号", optional=True)


@answer
class CaseExport:
    """Everything on record about one claim, as an auditor takes it along; people by opaque id."""

    claim_id: str = identifier("申领")
    area: str = area_code("地区")
    state: str = text("状态")
    purpose: str = text("用途", at_most=200)
    exported_at: datetime = instant("导出时间")
    rows: tuple[TrailRow, ...] = many(TrailRow, "办理痕迹", default=())
    faults: tuple[str, ...] = many_texts("封存不符之处", default=())
    head_number: int = count("封存号")
    head_hash: str = text("封存摘要", at_most=64)
