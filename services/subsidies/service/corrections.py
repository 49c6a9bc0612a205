"""The one correction of a claim: returned by the desk, handed in again by the person."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict, Invalid
from contracts.subsidies import ClaimState
from contracts.subsidies.commands import ResubmitClaim, ReturnClaim
from services.subsidies.model import Claim
from services.subsidies.rules import decide_resubmission, decide_return
from services.subsidies.service.acting import require_own_or_paper
from services.subsidies.service.reviews import claim_at
from services.subsidies.service.timing import correct_within, due_again, follow_clock

_MAY_BE_RETURNED = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW)


class CorrectionHandlers:
    """Handlers of corrections."""

    @command(ReturnClaim)
    def return_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = claim_at(tx, command, _MAY_BE_RETURNED, "申领不在审核中")
            require_first_correction(command, claim)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_return(command, correct_within(tx, claim), derived_id("letter", command.id),
                                     tx.facts_of(claim.person_id), tx.earlier_claims(claim.person_id), policy,
                                     tx.today)
            answer = tx.record(decision)
            follow_clock(tx, tx.claim_of(claim.claim_id))
            return answer

    @command(ResubmitClaim)
    def resubmit_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = tx.claim_of(command.claim_id)
            require_own_or_paper(command, claim)
            if claim.state is not ClaimState.RETURNED:
                raise Conflict("申领不在待补正状态", state=claim.state.value)
            tx.note_files(claim.claim_id, command.files)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_resubmission(due_again(tx, claim), tx.facts_of(claim.person_id),
                                           tx.earlier_claims(claim.person_id), policy, tx.today)
            answer = tx.record(decision)
            follow_clock(tx, tx.claim_of(claim.claim_id))
            return answer


def require_first_correction(command, claim: Claim) -> None:
    """All faults are told once: a claim that was returned by the desk before is decided on what there is."""
    if claim.corrections:
        raise Conflict("已经一次告知过补正内容，不能再次退回；请依据现有材料审核、转办或作出决定",
                       corrections=claim.corrections)
    if not any(fault.strip() for fault in command.faults):
        raise Invalid("请检查标出的内容", fields={"faults": ["请列出全部需要补正的内容"]})
