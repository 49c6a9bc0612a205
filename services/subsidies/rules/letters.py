"""Letters: receipt, correction notice, refusal, appeal decision. What they say is fixed when they are issued."""

from datetime import date

from casework.decisions import rule
from contracts.decisions import Decision, Outcome
from contracts.subsidies.claim_states import LETTER_LABELS, LetterKind, LetterState
from contracts.subsidies.domain_events import LetterIssued, LetterLine
from services.subsidies.model import Appeal, Claim, Opened, Submission

_PREFIX = {LetterKind.RECEIPT: "受理", LetterKind.CORRECTION: "补正", LetterKind.REFUSAL: "不予",
           LetterKind.APPEAL: "申复"}


def letter_number(kind: LetterKind, letter_id: str, on: date) -> str:
    """A number that people can read out: the kind, the day, and eight characters of the letter's id."""
    return f"{_PREFIX[kind]}{on:%Y%m%d}-{letter_id.replace('-', '')[:8].upper()}"


def letter(kind: LetterKind, letter_id: str, about: Submission | Claim | Appeal, on: date, **says) -> LetterIssued:
    """A letter to the person whom `about` concerns."""
    title = says.pop("title", None) or f"{LETTER_LABELS[kind]}：{about.title}"
    return LetterIssued(letter_id=letter_id, kind=kind, number=letter_number(kind, letter_id, on),
                        person_id=about.person_id, area=about.area, state=LetterState.ISSUED, issued_on=on,
                        claim_id=getattr(about, "claim_id", None), title=title, **says)


@rule(version=1)
def decide_receipt(submission: Submission, opened: tuple[Opened, ...], letter_id: str, today: date) -> Decision:
    """Who hands something in gets a receipt: number, what was handed in, what became of each programme and by when
    the desk answers. It is granted when any claim was opened."""
    number = letter_number(LetterKind.RECEIPT, letter_id, today)
    handed_in = (*submission.papers, *((f"电子材料 {len(submission.files)} 份",) if submission.files else ()))
    issued = letter(LetterKind.RECEIPT, letter_id, submission, today, listed=handed_in,
                    lines=tuple(_line(one) for one in opened),
                    title=f"{LETTER_LABELS[LetterKind.RECEIPT]}：{'、'.join(one.title for one in opened)}"[:200])
    outcome = Outcome.GRANTED if any(one.claim_id for one in opened) else Outcome.NOT_APPLICABLE
    return Decision(outcome=outcome, subject=submission.submission_id, events=(issued,),
                    details={"letter_id": letter_id, "number": number, "lines": [_told(one) for one in opened]})


def _line(one: Opened) -> LetterLine:
    return LetterLine(programme=one.programme, title=one.title, claim_id=one.claim_id, state=one.state,
                      amount=one.amount, answer_by=one.due_on)


def _told(one: Opened) -> dict:
    return {"programme": one.programme, "title": one.title, "claim_id": one.claim_id, "state": one.state,
            "due_on": one.due_on and one.due_on.isoformat(), "todo": one.todo}
