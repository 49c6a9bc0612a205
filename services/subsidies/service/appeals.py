"""Appeals: opened by whoever was refused, decided by somebody who had no part in the refusal."""

from datetime import timedelta

from casework.working_days import working_day_after, working_days_of
from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import ClaimState
from contracts.subsidies.claim_states import AppealState
from contracts.subsidies.commands import AppealRefusal, DecideAppeal, TakeAppeal, WithdrawAppeal
from services.subsidies.model import Appeal, Claim
from services.subsidies.rules import (
    decide_appeal,
    decide_appeal_outcome,
    decide_appeal_taking,
    decide_appeal_withdrawal,
)
from services.subsidies.rules.acting import is_own
from services.subsidies.service.acting import require_own_or_paper
from services.subsidies.service.assessment import reassess
from services.subsidies.service.claw_back_appeals import decide_on_claw_back, go_on_recovering
from services.subsidies.service.reviews import since_decided
from services.subsidies.service.timing import due_again, follow_appeal, follow_clock


class AppealHandlers:
    """Handlers of appeals."""

    @command(AppealRefusal)
    def appeal_refusal(self, command):
        with self.store.transaction(command) as tx:
            claim = tx.claim_of(command.claim_id)
            require_own_or_paper(command, claim)
            if claim.state is not ClaimState.REFUSED or claim.letter_id is None:
                raise Conflict("只能对不予通过的决定提出申诉", state=claim.state.value)
            require_first_appeal(tx, claim)
            policy = tx.policy(claim.area, on=tx.today)
            in_time = tx.today <= claim.decided_on + timedelta(days=policy.value("appeal_within_days"))
            appeal = new_appeal(tx, claim, policy.value("appeal_working_days"))
            tx.note_files(claim.claim_id, command.files)
            answer = tx.record(decide_appeal(command, appeal, in_time, policy))
            follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
            return answer

    @command(WithdrawAppeal)
    def withdraw_appeal(self, command):
        with self.store.transaction(command) as tx:
            appeal = tx.appeal_of(command.appeal_id)
            if not is_own(command.actor, appeal):
                raise Forbidden("只能撤回本人或本机构的申诉")
            require_open(appeal)
            answer = tx.record(decide_appeal_withdrawal(appeal, tx.today))
            follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
            if appeal.claw_back_id:
                go_on_recovering(tx, appeal)
            return answer

    @command(TakeAppeal)
    def take_appeal(self, command):
        with self.store.transaction(command) as tx:
            appeal = open_appeal(tx, command)
            require_no_part(command, *handlers_of(tx, appeal))
            if appeal.taken_by == command.actor.person_id:
                raise Conflict("您已经在复核这件申诉")
            return tx.record(decide_appeal_taking(appeal))

    @command(DecideAppeal)
    def decide_appeal(self, command):
        with self.store.transaction(command) as tx:
            appeal = open_appeal(tx, command)
            if appeal.state is not AppealState.TAKEN or appeal.taken_by != command.actor.person_id:
                raise Forbidden("须由受理这件申诉的人员决定；请先受理")
            require_no_part(command, *handlers_of(tx, appeal))
            if appeal.claw_back_id:
                return decide_on_claw_back(tx, command, appeal, tx.claw_back_of(appeal.claw_back_id))
            return decide(tx, command, appeal, tx.claim_of(appeal.claim_id))


def decide(tx, command, appeal: Appeal, claim: Claim) -> dict:
    """Decide the appeal; an overturned refusal lets the claim go on, the time since it is none of the desk's."""
    policy, goes_on = tx.policy(claim.area, on=claim.submitted_on), claim
    if command.overturned:
        goes_on = due_again(tx, since_decided(tx, claim))
    letter_id = derived_id("letter", command.id)
    answer = tx.record(decide_appeal_outcome(command, appeal, goes_on, letter_id, tx.facts_of(claim.person_id),
                                             tx.earlier_claims(claim.person_id), policy, tx.today))
    follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
    follow_clock(tx, tx.claim_of(claim.claim_id))
    reassess(tx, claim.person_id)
    return answer


def open_appeal(tx, command) -> Appeal:
    """The appeal, still to be decided and of the actor's area."""
    appeal = tx.appeal_of(command.appeal_id)
    require_area(command, appeal.area)
    require_open(appeal)
    return appeal


def require_open(appeal: Appeal) -> None:
    """Raise Conflict for an appeal that is decided or withdrawn."""
    if not appeal.is_open:
        raise Conflict("这件申诉已经办结", state=appeal.state.value)


def require_first_appeal(tx, claim: Claim) -> None:
    """Each refusal is appealed against once; one that was withdrawn may be raised again."""
    before = tx.appeal_against(claim.letter_id)
    if before and before.state is not AppealState.WITHDRAWN:
        raise Conflict("对这一决定已经提出过申诉；不服申诉决定的，可依法申请行政复议或提起诉讼",
                       state=before.state.value)


def handlers_of(tx, appeal: Appeal) -> tuple[str | None, ...]:
    """Who had part in what is appealed against: who refused the claim or confirmed a level of it; who decided to ask
    the money back."""
    if appeal.claw_back_id:
        return (tx.claw_back_of(appeal.claw_back_id).decided_by,)
    claim = tx.claim_of(appeal.claim_id)
    return (claim.refused_by, *claim.handled_by)


def require_no_part(command, *had_part: str | None) -> None:
    """Whoever had part in a decision does not decide on the appeal."""
    if command.actor.person_id in had_part:
        raise Forbidden("申诉须由未参与原决定的人员复核")


def new_appeal(tx, claim: Claim, allowed: int) -> Appeal:
    """An appeal against the claim's last refusal; its clock starts today."""
    due_on = working_day_after(working_days_of(tx, claim.area), tx.today, allowed)
    return Appeal(appeal_id=derived_id("appeal", claim.letter_id), claim_id=claim.claim_id, letter_id=claim.letter_id,
                  person_id=claim.person_id, area=claim.area, programme=claim.programme, title=claim.title,
                  organisation_id=claim.organisation_id, amount=claim.amount, state=AppealState.OPEN,
                  opened_on=tx.today, allowed=allowed, due_on=due_on)
