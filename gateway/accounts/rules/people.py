"""Who is registered, and what changes about them."""

from dataclasses import replace
from datetime import date

from contracts.actors import Role
from contracts.decisions import Decision, Outcome
from contracts.problems import Conflict, Forbidden, NotFound, Problem
from contracts.zone.commands import RegisterPerson, UpdatePerson
from contracts.zone.domain_events import GroupEvidence, PersonRegistered, PersonUpdated
from gateway.accounts.model import Identity, Person
from gateway.accounts.rules.reading import (
    read_account,
    read_all,
    read_id_number,
    read_name,
    read_phone,
    read_residence,
    read_words,
)
from gateway.accounts.rules.statuses import confirmations


def read_identity(command: RegisterPerson, today: date) -> Identity:
    """The identity in `command` in normal form; raises Invalid naming every wrong field."""
    address = command.address
    return Identity(**read_all(
        name=lambda: read_name(command.name),
        id_number=lambda: read_id_number(command.id_number, today),
        phone=lambda: read_phone(command.phone),
        area=lambda: read_residence(command.area),
        address=lambda: read_words(address, "住址", at_least=4, at_most=200) if address else None))


def read_changes(command: UpdatePerson) -> dict[str, str]:
    """What `command` changes, in normal form; raises Invalid."""
    readers = {"phone": read_phone, "area": read_residence, "bank_account": read_account,
               "address": lambda text: read_words(text, "住址", at_least=4, at_most=200)}
    given = {name: getattr(command, name) for name in readers if getattr(command, name) is not None}
    return read_all(**{name: lambda name=name, text=text: readers[name](text) for name, text in given.items()})


def decide_registration(person: Person, *, taken: bool, evidence: tuple[GroupEvidence, ...],
                        doubt: str | None, today: date) -> Decision:
    """Register `person`, and confirm at once what the registers say about them.

    `taken`: the ID number, or the one who registers, is registered already; whose it is stays unsaid.
    """
    if taken:
        raise Conflict("该身份证号或账号已经登记；如非本人操作，请到经办窗口核实", code="already_registered")
    confirmed = confirmations(person, evidence, today)
    return Decision(
        outcome=Outcome.GRANTED, subject=person.person_id,
        events=(PersonRegistered(**person.public()), *confirmed),
        details={"person_id": person.person_id, "warnings": [doubt] if doubt else [],
                 "groups": [event.group.value for event in confirmed]})


def decide_update(person: Person | None, command: UpdatePerson, after: Person | None,
                  changed: tuple[str, ...]) -> Decision:
    """Take over what changed about a person; nothing is announced when nothing did."""
    if person is None:
        raise NotFound("没有这个人的登记")
    require_self_or_desk(command, person.person_id, person.area)
    events = (PersonUpdated(**replace(after, groups=person.groups).public(), changed=changed),) if changed else ()
    return Decision(outcome=Outcome.GRANTED, subject=person.person_id, events=events)


def require_version(command: UpdatePerson, person: Person | None, version: int) -> None:
    """Raise version_changed when the person is no longer what the one who edits has read."""
    if person is not None and command.version not in (None, version):
        raise Problem("此人的信息已有变化", code="version_changed")


def require_self_or_desk(command, person_id: str, area: str) -> None:
    """Raise Forbidden unless a citizen acts for themself, or a desk for a person of its area."""
    actor = command.actor
    if actor.role is Role.CITIZEN and actor.person_id != person_id:
        raise Forbidden("只能办理本人的事项", needed=["本人"])
    if actor.role is not Role.CITIZEN and not actor.covers(area):
        raise Forbidden(f"需要负责该地区（{area}）的工作人员办理", needed_area=area)
