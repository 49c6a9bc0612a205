"""What becomes of one form: wishes that open no claim, and the receipt for all of it."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Citation, Decision, Outcome, Reason, Status
from contracts.subsidies.claim_states import LETTER_LABELS, LetterKind
from contracts.subsidies.domain_events import LetterLine, WishDeclined
from services.subsidies.model import Opened, Submission
from services.subsidies.rules.letters import letter, letter_number

_NOT_TWICE_NOT_ELSEWHERE = Citation(unsourced="以办理地区现行政策和已有申领为准；请当地人社部门确认")


@rule(version=2)
def decide_wish(submission: Submission, wish_id: str, programme: str, title: str, runs: bool,
                claimed: str | None) -> Decision:
    """A wish that opens no claim: this place does not run the programme, it is claimed already, or there is nothing
    yet that it could be claimed for (no prize, no course, no base)."""
    code, status, words, todo = _unopened(runs, claimed)
    reason = Reason(code=code, citation=_NOT_TWICE_NOT_ELSEWHERE, status=status, text=words,
                    given={"claim": claimed} if claimed else {})
    event = WishDeclined(wish_id=wish_id, matter_id=submission.submission_id, person_id=submission.person_id,
                         area=submission.area, programme=programme, state="declined", title=title,
                         reasons=as_answers((reason,)), todo=todo)
    return Decision(outcome=Outcome.NOT_APPLICABLE, subject=wish_id, reasons=(reason,), events=(event,))


def _unopened(runs: bool, claimed: str | None) -> tuple[str, Status, str, str]:
    if claimed:
        return "not_claimed_yet", Status.UNMET, "此前没有申领这一补贴", "请查看已有申领的进度"
    if runs:
        return ("something_to_claim_for", Status.UNMET, "有可据以申领的事项（如获奖、结业、基地）",
                "有了相应事项后再申领")
    return ("programme_runs_here", Status.NOT_APPLICABLE, "办理地区现行政策有这一补贴",
            "请向办理地区人社部门咨询")


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
