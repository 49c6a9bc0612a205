"""A decision is a value: the outcome with every reason, met, unmet or unknown, and the clause each rests on."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contracts.messages import Message


class Outcome(StrEnum):
    """What became of a request. A wrong field or role is a problem (4xx), not an outcome."""

    GRANTED = "granted"
    OFFERED = "offered"
    REFERRED = "referred"
    RETURNED = "returned"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


OUTCOME_LABELS = {
    Outcome.GRANTED: "同意",
    Outcome.OFFERED: "拟给予",
    Outcome.REFERRED: "转交决定",
    Outcome.RETURNED: "退回补正",
    Outcome.REFUSED: "不予同意",
    Outcome.NOT_APPLICABLE: "不适用",
}


class Status(StrEnum):
    """How a reason stands. NOT_APPLICABLE: outside the document's area, addressee or date."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


STATUS_LABELS = {
    Status.MET: "满足",
    Status.UNMET: "不满足",
    Status.UNKNOWN: "尚不能判断",
    Status.NOT_APPLICABLE: "不适用",
}


class Force(StrEnum):
    """How strictly the source words it (原则上, 可, 力争, 鼓励 …)."""

    HARD = "hard"
    IN_PRINCIPLE = "in_principle"
    DISCRETION = "discretion"
    AIM = "aim"
    ENCOURAGED = "encouraged"


FORCE_LABELS = {
    Force.HARD: "硬性要求",
    Force.IN_PRINCIPLE: "原则上",
    Force.DISCRETION: "可以",
    Force.AIM: "力争",
    Force.ENCOURAGED: "鼓励",
}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """The clause a figure or reason rests on, or why there is none and who must confirm it."""

    document: str | None = None
    clause: str | None = None
    unsourced: str | None = None

    def __post_init__(self):
        if bool(self.document and self.clause) == bool(self.unsourced):
            raise ValueError("cite a document and its clause, or say why it is unsourced")

    def as_data(self) -> dict[str, str]:
        if self.unsourced:
            return {"unsourced": self.unsourced}
        return {"document": self.document, "clause": self.clause}


def cite(document: str, clause: str) -> Citation:
    """A citation of one of the five documents by short name and clause."""
    return Citation(document=document, clause=clause)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One claim that a decision looked at. `code` is the claim that must hold; `text` says it in Chinese.

    `reading` names the interpretation used where the source leaves room; `given` shows the figures compared.
    """

    code: str
    status: Status
    text: str
    citation: Citation
    force: Force = Force.HARD
    reading: str | None = None
    given: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        data = {"code": self.code, "status": self.status.value, "force": self.force.value, "text": self.text,
                "citation": self.citation.as_data()}
        return data | ({"reading": self.reading} if self.reading else {}) | (
            {"given": self.given} if self.given else {})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a `decide_*` function returns: outcome, reasons, and the events that record it.

    `subject` is the id of the thing decided on; `details` are further ids or figures for the answer.
    """

    outcome: Outcome
    subject: str
    reasons: tuple[Reason, ...] = ()
    events: tuple[Message, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def as_answer(self) -> dict[str, Any]:
        """The decision as its caller gets it; the recorded events' ids are added when it is recorded."""
        return {"outcome": self.outcome.value, "subject": self.subject,
                "reasons": [reason.as_data() for reason in self.reasons], **self.details}


def status_of(holds: bool | None) -> Status:
    """MET or UNMET for a known answer, UNKNOWN for None."""
    return Status.UNKNOWN if holds is None else Status.MET if holds else Status.UNMET


def outcome_of(reasons, *, granted: Outcome = Outcome.GRANTED, unmet: Outcome = Outcome.REFUSED) -> Outcome:
    """The outcome that the reasons lead to, by force (DESIGN, Decisions and policies).

    An unmet hard reason gives `unmet`; an unmet in-principle reason and every discretion refers; unknown
    refers; aims and encouragements never change the outcome; with nothing applicable it is not applicable.
    """
    binding = [r for r in reasons if r.force not in (Force.AIM, Force.ENCOURAGED)]
    applicable = [r for r in binding if r.status is not Status.NOT_APPLICABLE]
    if binding and not applicable:
        return Outcome.NOT_APPLICABLE
    if any(r.force is Force.HARD and r.status is Status.UNMET for r in applicable):
        return unmet
    if any(_needs_a_person(r) for r in applicable):
        return Outcome.REFERRED
    return granted


def _needs_a_person(reason: Reason) -> bool:
    if reason.force is Force.DISCRETION:
        return True
    return reason.status in (Status.UNKNOWN, Status.UNMET)
