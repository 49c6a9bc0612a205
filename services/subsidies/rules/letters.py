"""Letters: receipt, correction, refusal, claw-back, appeal decision. What they say is fixed when they are issued."""

from datetime import date

from contracts.subsidies.claim_states import LETTER_LABELS, LetterKind, LetterState
from contracts.subsidies.domain_events import LetterIssued
from services.subsidies.model import Appeal, Claim, ClawBack, Submission

_PREFIX = {LetterKind.RECEIPT: "受理", LetterKind.CORRECTION: "补正", LetterKind.REFUSAL: "不予",
           LetterKind.APPEAL: "申复", LetterKind.CLAW_BACK: "追回"}


def letter_number(kind: LetterKind, letter_id: str, on: date) -> str:
    """A number that people can read out: the kind, the day, and eight characters of the letter's id."""
    return f"{_PREFIX[kind]}{on:%Y%m%d}-{letter_id.replace('-', '')[:8].upper()}"


def letter(kind: LetterKind, letter_id: str, about: Submission | Claim | Appeal | ClawBack, on: date,
           **says) -> LetterIssued:
    """A letter to the person or organisation whom `about` concerns."""
    title = says.pop("title", None) or f"{LETTER_LABELS[kind]}：{about.title}"
    return LetterIssued(letter_id=letter_id, kind=kind, number=letter_number(kind, letter_id, on),
                        person_id=about.person_id, area=about.area, state=LetterState.ISSUED, issued_on=on,
                        claim_id=getattr(about, "claim_id", None), title=title,
                        organisation_id=about.organisation_id, **says)
