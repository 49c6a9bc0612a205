"""Somebody says that what the platform knows of them is wrong; a desk checks, and corrects it or says why not."""

from datetime import datetime

from contracts.actors import Role
from contracts.fields import area_code, choice, identifier, instant, many_files, many_texts, text
from contracts.messages import answer, command, event, part
from contracts.zone import DataField, DataObjectionState, TargetGroup

_DESK = (Role.CLERK, Role.REVIEWER, Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("zone.object_to_data", by=(Role.CITIZEN,))
class ObjectToData:
    """Say that a datum about oneself is wrong; for a target group, which one. A desk of the area checks it."""

    field: DataField = choice(DataField, "有误的信息")
    group: TargetGroup | None = choice(TargetGroup, "人员类别", optional=True)
    explanation: str = text("情况说明", at_least=2, at_most=500)
    files: tuple[str, ...] = many_files("证明材料", at_most=20, default=())


@command("zone.settle_data_objection", by=_DESK)
class SettleDataObjection:
    """Correct what was wrong, or keep it and say why. A right name or ID number is entered here; evidence for a
    group that does not hold is withdrawn."""

    data_objection_id: str = identifier("异议")
    state: DataObjectionState = choice(DataObjectionState, "核实结果")
    ground: str = text("核实说明", at_least=2, at_most=500)
    name: str | None = text("正确的姓名", at_most=60, optional=True)
    id_number: str | None = text("正确的身份证号", at_most=30, optional=True)


@part
class DataObjectionPublic:
    """An objection without its words: those may be personal and are read at the desk."""

    data_objection_id: str = identifier("异议")
    person_id: str = identifier("本人")
    area: str = area_code("办理地区")
    field: DataField = choice(DataField, "有误的信息")
    group: TargetGroup | None = choice(TargetGroup, "人员类别", optional=True)
    state: DataObjectionState = choice(DataObjectionState, "状态")
    title: str = text("事项")
    todo: str | None = text("下一步", optional=True)


@event("zone.data_objected.v1", entity="data_objection", person="person_id", label="对登记信息提出异议")
class DataObjected(DataObjectionPublic):
    """A person says that a datum about them is wrong."""


@event("zone.data_objection_settled.v1", entity="data_objection", person="person_id", label="登记信息异议已核实")
class DataObjectionSettled(DataObjectionPublic):
    """A desk checked it: corrected, or kept for a ground."""

    ground: str = text("核实说明", at_most=500)


@answer
class DataObjectionShown:
    """An objection as its person and the desk read it."""

    data_objection_id: str = identifier("异议")
    person_id: str = identifier("本人")
    area: str = area_code("办理地区")
    field: DataField = choice(DataField, "有误的信息")
    group: TargetGroup | None = choice(TargetGroup, "人员类别", optional=True)
    source: str | None = text("信息来源", at_most=500, optional=True)
    state: DataObjectionState = choice(DataObjectionState, "状态")
    state_label: str = text("状态说明")
    explanation: str = text("情况说明", at_most=500)
    files: tuple[str, ...] = many_texts("证明材料", default=())
    raised_at: datetime = instant("提出时间")
    ground: str | None = text("核实说明", at_most=500, optional=True)
    settled_at: datetime | None = instant("核实时间", optional=True)
