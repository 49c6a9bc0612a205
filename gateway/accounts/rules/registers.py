"""What a register's rows must say, and what taking one in changes."""

from collections.abc import Iterable
from datetime import date

from contracts.decisions import Decision, Outcome
from contracts.problems import Invalid
from contracts.zone import GROUP_LABELS, EvidenceKind, KeptRows, TargetGroup
from contracts.zone.commands import ImportRegister, RegisterRow
from contracts.zone.domain_events import GroupEvidence, RegisterImported
from gateway.accounts.model import Fault, Person, RegisterEntry, holds
from gateway.accounts.rules.free_texts import read_source
from gateway.accounts.rules.reading import Faulty, read_day, read_id_number, read_name
from gateway.accounts.rules.statuses import confirmations

# The names of the groups, and the short forms that registers use.
_GROUPS = {label: group for group, label in GROUP_LABELS.items()} | {
    "毕业生": TargetGroup.GRADUATE,
    "返乡农民工": TargetGroup.RETURNING_MIGRANT_WORKER,
    "失业人员": TargetGroup.REGISTERED_UNEMPLOYED,
    "脱贫劳动力": TargetGroup.LIFTED_FROM_POVERTY,
    "退役士兵": TargetGroup.VETERAN,
    "农民工": TargetGroup.RURAL_WORKER,
    "农村劳动力": TargetGroup.RURAL_WORKER,
}


def check_register(command: ImportRegister, today: date) -> tuple[list[RegisterEntry], list[Fault], list[Fault]]:
    """The entries without fault, the faults, and the doubts of a register's rows."""
    if command.fetched_on > today:
        raise Invalid("请检查标出的内容", fields={"fetched_on": ["取得日期不能晚于今天"]})
    entries, faults, seen = [], [], {}
    for row in command.rows:
        try:
            entry = _read_row(row, command, today)
            _require_new(entry, seen)
            entries.append(entry)
        except Faulty as fault:
            faults.append(Fault(row=row.row, reason=str(fault)))
    doubts = [Fault(row=each.row, reason=each.id_number.doubt) for each in entries if each.id_number.doubt]
    return entries, faults, doubts


def _read_row(row: RegisterRow, command: ImportRegister, today: date) -> RegisterEntry:
    read_name(row.name)
    evidence = GroupEvidence(
        group=read_group(row.group), kind=EvidenceKind.REGISTER, fetched_on=command.fetched_on,
        source=read_source(row.source or command.source),
        valid_until=read_day(row.valid_until, "有效期至") if row.valid_until.strip() else None)
    if not holds(evidence, today):
        raise Faulty("有效期已过")
    return RegisterEntry(row=row.row, id_number=read_id_number(row.id_number, today), evidence=evidence)


def read_group(text: str) -> TargetGroup:
    """The group that a sheet names by its Chinese name (or a usual short form) or its code."""
    words = text.strip()
    if words in _GROUPS:
        return _GROUPS[words]
    if words in {group.value for group in TargetGroup}:
        return TargetGroup(words)
    raise Faulty("人员类别应为：" + "、".join(GROUP_LABELS.values()))


def _require_new(entry: RegisterEntry, seen: dict[tuple, int]) -> None:
    key = (entry.id_number.number, entry.evidence.group, entry.evidence.source)
    if key in seen:
        raise Faulty(f"与第 {seen[key]} 行重复")
    seen[key] = entry.row


def decide_import(command: ImportRegister, register_id: str, *, rows: tuple[int, int], faults: list[Fault],
                  doubts: list[Fault], matches: Iterable[tuple[Person, tuple[GroupEvidence, ...]]],
                  today: date) -> Decision:
    """Keep the good rows, or none while a row is wrong and the caller chose so; confirm whom they match.

    `rows`: how many the sheet has, and how many are good. `matches`: registered people with what the register
    newly says about them.
    """
    total, good = rows
    kept = 0 if faults and command.keep is KeptRows.NONE else good
    told = list(matches) if kept else []
    answer = {"rows": total, "kept": kept, "matched": len(told), "faults": [each.as_data() for each in faults],
              "warnings": [each.as_data() for each in doubts]}
    if command.preview or not kept:
        return Decision(outcome=Outcome.RETURNED if faults else Outcome.GRANTED, subject=register_id, details=answer)
    imported = RegisterImported(register_id=register_id, source=command.source, area=command.area, rows=total,
                                kept=kept, refused=len(faults), matched=len(told))
    confirmed = [event for person, evidence in told for event in confirmations(person, evidence, today)]
    return Decision(outcome=Outcome.GRANTED, subject=register_id, events=(imported, *confirmed), details=answer)
