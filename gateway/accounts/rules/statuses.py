"""Target groups are evidence: confirmed by a register, a licence, a declaration or a clerk, until they lapse."""

from datetime import date, timedelta

from contracts.decisions import Decision, Outcome
from contracts.problems import Invalid, NotFound
from contracts.zone import EvidenceKind, TargetGroup
from contracts.zone.commands import ConfirmStatus
from contracts.zone.domain_events import GroupEvidence, StatusConfirmed, StatusLapsed
from gateway.accounts.model import Person, holds

VALIDITY_ENDED = "有效期届满"


def confirmations(person: Person, evidence: tuple[GroupEvidence, ...], today: date) -> tuple[StatusConfirmed, ...]:
    """One confirmation per piece of evidence that holds; each carries the groups as they are after it."""
    events = []
    for each in evidence:
        if holds(each, today):
            person = person.with_evidence(each)
            events.append(StatusConfirmed(**person.public(), **_facts(each)))
    return tuple(events)


def _facts(evidence: GroupEvidence) -> dict:
    return {"group": evidence.group, "kind": evidence.kind, "source": evidence.source,
            "fetched_on": evidence.fetched_on, "valid_until": evidence.valid_until}


def decide_confirmation(person: Person | None, command: ConfirmStatus, today: date) -> Decision:
    """Confirm a group on what a desk has seen."""
    if person is None:
        raise NotFound("没有这个人的登记")
    if command.kind is EvidenceKind.REGISTER:
        raise Invalid("请检查标出的内容", fields={"kind": ["名册比对由系统在导入名册时完成"]})
    if command.valid_until and command.valid_until < today:
        raise Invalid("请检查标出的内容", fields={"valid_until": ["有效期已过"]})
    evidence = GroupEvidence(group=command.group, kind=command.kind, source=command.source, fetched_on=today,
                             valid_until=command.valid_until)
    return Decision(outcome=Outcome.GRANTED, subject=person.person_id,
                    events=confirmations(person, (evidence,), today))


def decide_lapse(person: Person, group: TargetGroup, evidence: tuple[GroupEvidence, ...], today: date) -> Decision:
    """Lapse a group of which no evidence holds any more; `evidence` is all there is for it."""
    if not person.belongs_to(group) or any(holds(each, today) for each in evidence):
        return Decision(outcome=Outcome.NOT_APPLICABLE, subject=person.person_id)
    last = max(evidence, key=lambda each: each.valid_until)
    event = StatusLapsed(**person.without(group).public(), group=group, source=last.source,
                         lapsed_on=last.valid_until + timedelta(days=1), ground=VALIDITY_ENDED)
    return Decision(outcome=Outcome.GRANTED, subject=person.person_id, events=(event,))
