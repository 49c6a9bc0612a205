"""Awards of recognition campaigns: they come with their notice, and open a payment line."""

from chassis.declare import reaction
from chassis.store import derived_id
from contracts.incubators.domain_events import AwardConferred
from contracts.subsidies import ClaimState
from services.subsidies.model import Claim, ReceivedAward
from services.subsidies.rules import decide_award_line
from services.subsidies.rules.awards import PROGRAMME
from services.subsidies.rules.periods import award_period
from services.subsidies.service.assessment import reassess
from services.subsidies.service.timing import due_if_held, follow_held


class AwardHandlers:
    """Reactions about awards."""

    @reaction(AwardConferred)
    def open_payment_line_on_award_conferred(self, event):
        with self.store.transaction(event) as tx:
            tx.note_fact("award", event)
            claim = claim_of_award(tx, event)
            if not tx.claims_named((claim.claim_id,)):
                decision = decide_line(tx, due_if_held(tx, claim), award_of(event))
                tx.record(decision)
                follow_held(tx, decision)
            reassess(tx, event.person_id)


def claim_of_award(tx, event: AwardConferred) -> Claim:
    """The claim that an award is paid on; one per award, however often it is announced."""
    return Claim(claim_id=derived_id("award", event.award_id), person_id=event.person_id, area=event.area,
                 programme=PROGRAMME, period=award_period(event.award_id), title=event.title,
                 organisation_id=event.organisation_id, state=ClaimState.SUBMITTED, amount=event.amount,
                 submitted_on=tx.today, allowed=0, decided_on=tx.today)


def award_of(event: AwardConferred) -> ReceivedAward:
    """The award with what its notice says."""
    notice = event.notice
    return ReceivedAward(award_id=event.award_id, notice_id=notice.notice_id, notice_title=notice.title,
                         opened_at=notice.opened_at, ends_at=notice.ends_at, working_days=notice.working_days,
                         amount=event.amount, publicised_amount=notice.amount,
                         objections=notice.open_objections + notice.upheld_objections)


def decide_line(tx, claim: Claim, award: ReceivedAward):
    """What becomes of an award on the money there is today."""
    budget = tx.budget_for(claim.area, tx.today.year, PROGRAMME)
    return decide_award_line(claim, award, budget, tx.policy(claim.area, on=tx.today), tx.now,
                             tx.earlier_claims(claim.person_id))


def pay_waiting_awards(tx) -> None:
    """Awards that waited for money go on, the oldest first, as far as it reaches."""
    for claim, award in tx.waiting_awards():
        decision = decide_line(tx, claim, award)
        if any(event.state is ClaimState.CLEARED for event in decision.events):
            tx.add(decision)
