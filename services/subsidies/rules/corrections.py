"""The one correction notice of a claim: it names everything, and there is no second one."""

from datetime import date

from casework.decisions import rule
from contracts.answers import as_answers
from contracts.decisions import Decision, Force, Outcome, Reason, Status
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import LetterKind
from contracts.subsidies.commands import ReturnClaim
from contracts.subsidies.domain_events import CorrectionOverdue
from policies.reader import PolicyView
from services.subsidies.model import Claim, EarlierClaim, Facts
from services.subsidies.rules.claims import claim_public, claim_reasons, known_faults, returned
from services.subsidies.rules.letters import letter

_OVERDUE = "补正期限已过，仍可补正；经办机关也可以依据已有材料作出决定"


@rule(version=2)
def decide_return(command: ReturnClaim, claim: Claim, letter_id: str, facts: Facts,
                  earlier: tuple[EarlierClaim, ...], policy: PolicyView, today: date) -> Decision:
    """A person returns a claim with all faults: their own list, and whatever the platform finds missing or cannot
    tell. Nothing is lost and the clock is paused; the person has a letter that says it all."""
    evidence = claim_reasons(claim, facts, earlier, policy, today)
    faults = tuple(dict.fromkeys((*command.faults, *known_faults(evidence))))
    once = policy.parameter("correction_told_once")
    reasons = (Reason(code="all_faults_told_at_once", status=Status.MET, force=Force.HARD, citation=once.citation,
                      reading=once.reading, text=once.label, given={"faults": len(faults)}), *evidence)
    event = returned(claim, faults, today, reasons=as_answers(evidence), todo=_todo(claim))
    told = letter(LetterKind.CORRECTION, letter_id, claim, today, listed=faults, act_by=claim.correct_by)
    return Decision(outcome=Outcome.RETURNED, subject=claim.claim_id, reasons=reasons, events=(event, told),
                    details={"letter_id": letter_id})


def _todo(claim: Claim) -> str:
    by = f"请在 {claim.correct_by:%Y年%m月%d日} 前" if claim.correct_by else "请"
    return f"{by}按所列内容一次补正后重新提交；不会再次要求补正"


@rule(version=1)
def decide_correction_overdue(claim: Claim) -> Decision:
    """Nothing came in the days for a correction. Nothing lapses; from here the desk may decide on what there is."""
    event = CorrectionOverdue(**claim_public(claim, ClaimState.RETURNED, todo=_OVERDUE), correct_by=claim.correct_by)
    return Decision(outcome=Outcome.REFERRED, subject=claim.claim_id, events=(event,))
