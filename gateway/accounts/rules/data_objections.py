"""Wrong data: who may say so, who settles it, and what a correction announces."""

from dataclasses import dataclass, field, replace
from datetime import date

from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Invalid, NotFound
from contracts.zone import DATA_FIELD_LABELS, GROUP_LABELS, DataField, DataObjectionState, TargetGroup
from contracts.zone.data_objections import DataObjected, DataObjectionSettled, ObjectToData, SettleDataObjection
from contracts.zone.domain_events import PersonUpdated, StatusLapsed
from gateway.accounts.model import DataObjection, IdNumber, Person
from gateway.accounts.rules.reading import read_all, read_id_number, read_name

WRONG = "经异议核实，原登记有误"
# What people change themselves, without anybody's check.
_ONES_OWN = {DataField.PHONE, DataField.ADDRESS, DataField.BANK_ACCOUNT, DataField.AREA}


@dataclass(frozen=True, kw_only=True)
class RightIdentity:
    """What a desk found to be right; absent parts were not wrong."""

    name: str | None = field(default=None, repr=False)
    id_number: IdNumber | None = field(default=None, repr=False)


def decide_data_objection(command: ObjectToData, data_objection_id: str, person: Person | None, *,
                          own_files: frozenset[str], waiting: bool) -> Decision:
    """Take in an objection to a datum that its person cannot change alone; one at a time for each."""
    if person is None:
        raise NotFound("请先完成实名登记")
    if faults := _faults(command, own_files):
        raise Invalid("请检查标出的内容", fields=faults)
    if waiting:
        raise Conflict("这项信息的异议正在核实")
    event = DataObjected(data_objection_id=data_objection_id, person_id=person.person_id, area=person.area,
                         field=command.field, group=command.group, state=DataObjectionState.OPEN,
                         title=_title(command.field, command.group), todo="等待经办人员核实")
    return Decision(outcome=Outcome.REFERRED, subject=data_objection_id, events=(event,),
                    details={"data_objection_id": data_objection_id})


def _faults(command: ObjectToData, own_files: frozenset[str]) -> dict[str, list[str]]:
    faults = {}
    if command.field in _ONES_OWN:
        faults["field"] = ["这项信息可以直接在个人信息中修改"]
    if (command.field is DataField.GROUP) != (command.group is not None):
        faults["group"] = ["对人员类别有异议时，请选择是哪一类；其他信息不必填写"]
    if set(command.files) - own_files:
        faults["files"] = ["有材料不存在或不属于您，请重新上传"]
    return faults


def _title(datum: DataField, group: TargetGroup | None) -> str:
    named = f"：{GROUP_LABELS[group]}" if group else ""
    return f"登记信息异议（{DATA_FIELD_LABELS[datum]}{named}）"


def read_right_identity(command: SettleDataObjection, today: date) -> RightIdentity:
    """The right name and number in normal form; raises Invalid."""
    readers = {}
    if command.name is not None:
        readers["name"] = lambda: read_name(command.name)
    if command.id_number is not None:
        readers["id_number"] = lambda: read_id_number(command.id_number, today)
    return RightIdentity(**read_all(**readers))


def decide_settlement(command: SettleDataObjection, objection: DataObjection, person: Person, right: RightIdentity,
                      after: Person | None, source: str | None, today: date) -> Decision:
    """Correct what was wrong, or keep it for a ground. `source` is where the evidence for a group comes from."""
    if objection.state is not DataObjectionState.OPEN:
        raise Conflict("这项异议已经核实完毕")
    if faults := _unsettled(command, objection, right):
        raise Invalid("请检查标出的内容", fields=faults)
    corrections = _corrections(command, objection, person, after, source, today)
    settled = DataObjectionSettled(
        data_objection_id=objection.data_objection_id, person_id=person.person_id, area=objection.area,
        field=objection.field, group=objection.group, state=command.state, ground=command.ground,
        title=_title(objection.field, objection.group))
    return Decision(outcome=Outcome.GRANTED, subject=objection.data_objection_id, events=(*corrections, settled))


def _unsettled(command: SettleDataObjection, objection: DataObjection, right: RightIdentity) -> dict[str, list[str]]:
    """What is missing or too much. A number is corrected together with the name that stands beside it."""
    faults, corrected = {}, command.state is DataObjectionState.CORRECTED
    needs = {DataField.NAME: {"name"}, DataField.ID_NUMBER: {"name", "id_number"}}.get(objection.field, set())
    given = {name for name in ("name", "id_number") if getattr(right, name) is not None}
    if command.state is DataObjectionState.OPEN:
        faults["state"] = ["请选择已更正或核实无误"]
    for name in sorted((needs if corrected else set()) ^ given):
        faults[name] = ["请填写核实后的内容"] if name in needs and corrected else ["此项不在异议范围内"]
    return faults


def _corrections(command, objection: DataObjection, person: Person, after: Person | None, source: str | None,
                 today: date) -> tuple:
    if command.state is not DataObjectionState.CORRECTED:
        return ()
    if objection.group and person.belongs_to(objection.group):
        return (StatusLapsed(**person.without(objection.group).public(), group=objection.group, source=source or WRONG,
                             lapsed_on=today, ground=WRONG),)
    if after is None:
        return ()
    changed = ("id_number", "name") if objection.field is DataField.ID_NUMBER else ("name",)
    return (PersonUpdated(**replace(after, groups=person.groups).public(), changed=changed),)
