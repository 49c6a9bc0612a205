"""Opening claims, by click or by form; correcting and withdrawing them."""

from chassis.declare import command, reaction
from chassis.store import derived_id
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies import ClaimState, OfferState
from contracts.subsidies.commands import AcceptOffer, RemindClaim, ResubmitClaim, SubmitClaim, WithdrawClaim
from contracts.zone import Pillar
from contracts.zone.domain_events import MatterSubmitted
from services.subsidies.model import Claim, Offer
from services.subsidies.rules import decide_claim, decide_reminder, decide_resubmission, decide_withdrawal
from services.subsidies.rules.claims import decide_wish
from services.subsidies.rules.conditions import amount_in_fen, is_programme
from services.subsidies.rules.periods import periods_of
from services.subsidies.rules.predicates import alive
from services.subsidies.rules.timing import clock_runs
from services.subsidies.service.assessment import reassess
from services.subsidies.service.timing import due_again, follow_clock


class ClaimHandlers:
    """Handlers of the claimant's side."""

    @command(AcceptOffer)
    def accept_offer(self, command):
        with self.store.transaction(command) as tx:
            tx.lock_person(command.actor.person_id)
            offer = tx.offer_of(command.offer_id, command.actor.person_id)
            if offer.state is not OfferState.OFFERED:
                raise Conflict("这项补贴现在不能领取", state=offer.state.value)
            claim = new_claim(tx, offer.person_id, offer.area, offer.programme, offer.period, key=command.id)
            return open_claim(tx, claim, "offer", offer)

    @command(SubmitClaim)
    def submit_claim(self, command):
        with self.store.transaction(command) as tx:
            person_id = command.actor.person_id
            tx.lock_person(person_id)
            require_no_others_business(tx, command)
            area, period = open_period(tx, person_id, command.programme)
            claim = new_claim(tx, person_id, area, command.programme, period, key=command.id,
                              business_id=command.business_id, files=command.files)
            return open_claim(tx, claim, "form", offer_for(tx, claim))

    @reaction(MatterSubmitted)
    def open_claims_on_matter_submitted(self, event):
        wishes = [wish for wish in event.wishes if wish.pillar is Pillar.SUBSIDIES]
        with self.store.transaction(event) as tx:
            tx.lock_person(event.person_id)
            for programme in dict.fromkeys(wish.item for wish in wishes):
                open_wish(tx, event, programme)

    @command(ResubmitClaim)
    def resubmit_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = own_claim(tx, command)
            if claim.state is not ClaimState.RETURNED:
                raise Conflict("申领不在待补正状态", state=claim.state.value)
            tx.note_files(claim.claim_id, command.files)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            decision = decide_resubmission(due_again(tx, claim), tx.facts_of(claim.person_id),
                                           tx.earlier_claims(claim.person_id), policy, tx.today)
            answer = tx.record(decision)
            follow_clock(tx, tx.claim_of(claim.claim_id))
            return answer

    @command(WithdrawClaim)
    def withdraw_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = own_claim(tx, command)
            if not claim.may_be_withdrawn:
                raise Conflict("申领已进入支付或已办结，不能撤回", state=claim.state.value)
            answer = tx.record(decide_withdrawal(command, claim))
            reassess(tx, claim.person_id)
            return answer

    @command(RemindClaim)
    def remind_claim(self, command):
        with self.store.transaction(command) as tx:
            claim = tx.claim_of(command.claim_id)
            if claim.due_on == command.due_on and clock_runs(claim):
                tx.record(decide_reminder(command, claim, tx.today))


def own_claim(tx, command) -> Claim:
    """The claim, when it is the actor's own."""
    claim = tx.claim_of(command.claim_id)
    if claim.person_id != command.actor.person_id:
        raise Forbidden("只能办理本人的申领")
    return claim


def require_no_others_business(tx, command) -> None:
    """A claim names no business that is known to be another person's."""
    owner = tx.owner_of_business(command.business_id) if command.business_id else None
    if owner not in (None, command.actor.person_id):
        raise Invalid("请检查标出的内容", fields={"business_id": ["不是您名下的经营主体"]})


def new_claim(tx, person_id: str, area: str, programme: str, period: str, *, key: str, business_id=None,
              files=()) -> Claim:
    """A claim filled from what the platform knows; its clock starts today."""
    policy, businesses = tx.policy(area, on=tx.today), tx.facts_of(person_id).open_businesses
    known = businesses[0].business_id if businesses else None
    claim = Claim(claim_id=derived_id("claim", key, programme), person_id=person_id, area=area, programme=programme,
                  period=period, title=policy.value(programme)["name"], state=ClaimState.SUBMITTED,
                  amount=amount_in_fen(programme, policy), submitted_on=tx.today,
                  allowed=policy.value("claim_working_days"), business_id=business_id or known, files=tuple(files))
    return due_again(tx, claim)


def open_claim(tx, claim: Claim, came_from: str, offer: Offer | None) -> dict:
    """Open a claim with its papers and its clock, and assess the person anew; the answer."""
    policy = tx.policy(claim.area, on=tx.today)
    answer = tx.record(decide_claim(claim, came_from, offer, tx.facts_of(claim.person_id),
                                    tx.earlier_claims(claim.person_id), policy, tx.today))
    tx.note_claim(claim)
    follow_clock(tx, tx.claim_of(claim.claim_id))
    reassess(tx, claim.person_id)
    return answer


def offer_for(tx, claim: Claim) -> Offer | None:
    """The open offer that a claim takes up, whichever way the claim came."""
    return next((offer for offer in tx.open_offers(claim.person_id)
                 if (offer.programme, offer.period) == (claim.programme, claim.period)), None)


def open_period(tx, person_id: str, programme: str) -> tuple[str, str]:
    """The area and period for which a person may claim; raises Invalid or Conflict."""
    facts = tx.facts_of(person_id)
    if facts.area is None or not is_programme(programme, tx.policy(facts.area, on=tx.today)):
        raise Invalid(fields={"programme": ["办理地区现行政策没有这一补贴"]})
    periods = periods_of(tx.policy(facts.area, on=tx.today).value(programme)["once_per"], facts, tx.today)
    earlier = tx.earlier_claims(person_id)
    free = [period for period in periods if alive(earlier, programme, period) is None]
    if not free:
        raise Conflict("这项补贴已经申领过或暂无可申领的事项")
    return facts.area, free[0]


def open_wish(tx, matter: MatterSubmitted, programme: str) -> None:
    """Open a claim on one wish of a form, or tell why none is opened."""
    facts = tx.facts_of(matter.person_id)
    area = facts.area or matter.area
    policy = tx.policy(area, on=tx.today)
    runs = is_programme(programme, policy)
    periods = periods_of(policy.value(programme)["once_per"], facts, tx.today) if runs else ()
    earlier = tx.earlier_claims(matter.person_id)
    free = [period for period in periods if alive(earlier, programme, period) is None]
    if free:
        claim = new_claim(tx, matter.person_id, area, programme, free[0], key=matter.matter_id,
                          business_id=matter.business_id, files=matter.files)
        open_claim(tx, claim, "matter", offer_for(tx, claim))
        return
    standing = next((alive(earlier, programme, period) for period in periods), None)
    wish_id = derived_id("wish", matter.matter_id, programme)
    title = policy.value(programme)["name"] if runs else programme
    tx.add(decide_wish(matter, wish_id, programme, title, area, standing and standing.claim_id))
