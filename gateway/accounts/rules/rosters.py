"""Turning a roster's rows into person ids."""

from datetime import date

from contracts.decisions import Decision, Outcome
from contracts.problems import Invalid
from contracts.zone import KeptRows
from contracts.zone.commands import ResolveRoster, RosterRow
from contracts.zone.domain_events import GroupEvidence, PersonRegistered
from gateway.accounts.model import Fault, KnownPerson, Person, RosterEntry
from gateway.accounts.rules.reading import Faulty, read_id_number, read_name, read_phone, read_residence
from gateway.accounts.rules.statuses import confirmations

NOT_REGISTERED = "尚未实名登记，请本人登记，或选择“为未登记人员登记”"
OTHER_NAME = "姓名与该身份证号的实名登记不一致"


def check_roster(command: ResolveRoster, today: date) -> tuple[list[RosterEntry], list[Fault]]:
    """The rows that can be read, and what is wrong with the others."""
    entries, faults, seen = [], [], {}
    for row in command.rows:
        try:
            entry = _read_row(row, today)
            if entry.id_number.number in seen:
                raise Faulty(f"与第 {seen[entry.id_number.number]} 行重复")
            seen[entry.id_number.number] = entry.row
            entries.append(entry)
        except Faulty as fault:
            faults.append(Fault(row=row.row, reason=str(fault)))
    return entries, faults


def _read_row(row: RosterRow, today: date) -> RosterEntry:
    return RosterEntry(row=row.row, name=read_name(row.name), id_number=read_id_number(row.id_number, today),
                       phone=read_phone(row.phone))


def read_roster_area(command: ResolveRoster) -> str | None:
    """Where people live whom the roster registers; raises Invalid when it is needed and missing or wrong."""
    if not command.register_missing:
        return None
    if not command.area:
        raise Invalid("请检查标出的内容", fields={"area": ["为未登记人员登记时，请填写学员居住地"]})
    try:
        return read_residence(command.area)
    except Faulty as fault:
        raise Invalid("请检查标出的内容", fields={"area": [str(fault)]}) from fault


def check_known(entries: list[RosterEntry], known: dict[int, KnownPerson], register_missing: bool) -> list[Fault]:
    """What is wrong with rows that can be read: another name than the registered one, or nobody known."""
    faults = []
    for entry in entries:
        person = known.get(entry.row)
        if person and not person.same_name:
            faults.append(Fault(row=entry.row, reason=OTHER_NAME))
        elif not person and not register_missing:
            faults.append(Fault(row=entry.row, reason=NOT_REGISTERED))
    return faults


def decide_roster(command: ResolveRoster, roster_id: str, *, ids: dict[int, str], faults: list[Fault],
                  newcomers: dict[int, tuple[Person, tuple[GroupEvidence, ...]]], today: date) -> Decision:
    """The ids of the rows that stand, and the registration of newcomers; none when the caller wants all or none.

    `ids` has the person id of each row without fault, `newcomers` those among them who are not registered yet.
    """
    faulty = {fault.row: fault.reason for fault in faults}
    stands = not faulty or command.keep is KeptRows.GOOD
    rows = [_row_result(row.row, ids, faulty, newcomers if stands else {}, stands) for row in command.rows]
    accepted = [row["person_id"] for row in rows if row["accepted"]]
    events = [event for person, evidence in (newcomers.values() if stands else ())
              for event in (PersonRegistered(**person.public()), *confirmations(person, evidence, today))]
    return Decision(outcome=Outcome.GRANTED if accepted else Outcome.RETURNED, subject=roster_id,
                    events=tuple(events), details={"person_ids": accepted, "rows": rows})


def _row_result(row: int, ids: dict[int, str], faulty: dict[int, str], newcomers: dict, stands: bool) -> dict:
    if row in faulty:
        return {"row": row, "accepted": False, "reason": faulty[row]}
    if not stands:
        return {"row": row, "accepted": False, "reason": "本行无误；因其他行有误，按您的选择整表未接收"}
    return {"row": row, "accepted": True, "person_id": ids[row], "registered_now": row in newcomers}
