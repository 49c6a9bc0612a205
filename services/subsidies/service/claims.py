"""The claimant's side: taking an offer, claiming, forms that concern several pillars, taking a claim back."""

from chassis.declare import command, reaction
from chassis.store import derived_id
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import OfferState
from contracts.subsidies.commands import AcceptOffer, SubmitClaim, WithdrawClaim
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted
from services.subsidies.model import Claim, Offer, Submission
from services.subsidies.rules import decide_withdrawal
from services.subsidies.rules.acting import is_own, organisation_acted_for
from services.subsidies.service.acting import claimant_of
from services.subsidies.service.assessment import reassess
from services.subsidies.service.submissions import (
    hand_in,
    issue_receipt,
    new_claim,
    offer_for,
    open_claim,
    open_period,
    require_no_others_business,
)
from services.subsidies.service.timing import follow_clock


class ClaimHandlers:
    """Handlers of the claimant's side."""

    @command(AcceptOffer)
    def accept_offer(self, command):
        with self.store.transaction(command) as tx:
            tx.lock_person(claimant_of(command))
            offer = tx.offer_of(command.offer_id, claimant_of(command))
            if offer.state is not OfferState.OFFERED:
                raise Conflict("这项补贴现在不能领取", state=offer.state.value)
            submission = submission_of(command, offer.area, offer.programme, "offer")
            return take_one(tx, submission, new_claim(tx, submission, offer.programme, offer.period, command.id), offer)

    @command(SubmitClaim)
    def submit_claim(self, command):
        with self.store.transaction(command) as tx:
            person_id = claimant_of(command)
            tx.lock_person(person_id)
            require_no_others_business(tx, command.business_id, person_id)
            area, period = open_period(tx, person_id, command.programme, command.base_id)
            submission = submission_of(command, area, command.programme, "form", business_id=command.business_id,
                                       files=command.files)
            claim = new_claim(tx, submission, command.programme, period, command.id)
            return take_one(tx, submission, claim, offer_for(tx, claim))

    @reaction(MatterSubmitted)
    def open_claims_on_matter_submitted(self, event):
        wishes = tuple(dict.fromkeys(wish.item for wish in event.wishes if wish.pillar is Pillar.SUBSIDIES))
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id)
            submission = Submission(submission_id=event.matter_id, person_id=event.person_id, programmes=wishes,
                                    area=tx.facts_of(event.person_id).area or event.area, came_from="matter",
                                    business_id=event.business_id, files=tuple(event.files))
            if wishes:
                _, opened = hand_in(tx, submission, event.matter_id)
                issue_receipt(tx, submission, opened)

    @command(WithdrawClaim)
    def withdraw_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = own_claim(tx, command)
            if not claim.may_be_withdrawn:
                raise Conflict("申领已进入支付或已办结，不能撤回", state=claim.state.value)
            require_no_bank_question(tx, claim)
            answer = tx.record(decide_withdrawal(command, claim, tx.today))
            follow_clock(tx, tx.claim_of(claim.claim_id))
            reassess(tx, claim.person_id)
            return answer


def own_claim(tx, command) -> Claim:
    """The claim, when it is the actor's own or their organisation's."""
    claim = tx.claim_of(command.claim_id)
    if not is_own(command.actor, claim):
        raise Forbidden("只能办理本人或本机构的申领")
    return claim


def require_no_bank_question(tx, claim: Claim) -> None:
    """Raises Conflict while the bank may have paid the claim against the record: it does not end without money."""
    if tx.has_bank_question(claim.claim_id):
        raise Conflict("正在核对银行结果，这笔补贴可能已经支付；核对后再办理", state=claim.state.value)


def submission_of(command, area: str, programme: str, came_from: str, **more) -> Submission:
    """A form of the actor's own, or of their organisation's, for one programme."""
    return Submission(submission_id=derived_id("submission", command.id), person_id=claimant_of(command),
                      organisation_id=organisation_acted_for(command.actor), area=area, programmes=(programme,),
                      came_from=came_from, **more)


def take_one(tx, submission: Submission, claim: Claim, offer: Offer | None) -> dict:
    """Open the one claim of a form; the answer is the decision on it, with its receipt."""
    answer, opened = open_claim(tx, claim, submission.came_from, offer)
    reassess(tx, claim.person_id)
    receipt = issue_receipt(tx, submission, (opened,))
    return tx.answer_with(answer | {"letter_id": receipt["letter_id"]}, receipt)
