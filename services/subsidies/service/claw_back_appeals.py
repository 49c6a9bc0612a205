"""Whoever is to pay back is heard before the decision, appeals against it, and gets back what was taken wrongly."""

from datetime import timedelta

from casework.working_days import working_day_after, working_days_of
from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Conflict, Invalid
from contracts.subsidies import ClawBackState
from contracts.subsidies.claim_states import AppealState
from contracts.subsidies.commands import AppealClawBack, RecordRefund, StateCase
from services.subsidies.model import Appeal, ClawBack
from services.subsidies.rules.claw_back_appeals import (
    decide_claw_back_appeal,
    decide_claw_back_outcome,
    decide_going_on,
    decide_refund,
    decide_statement,
)
from services.subsidies.service.acting import require_own_or_paper
from services.subsidies.service.claw_backs import await_instalments, forget_instalments, repaid_on
from services.subsidies.service.holding import plan_check
from services.subsidies.service.timing import follow_appeal

_APPEALABLE = (ClawBackState.RECOVER, ClawBackState.REPAID)


class ClawBackAppealHandlers:
    """Handlers for those who are to pay back."""

    @command(StateCase)
    def state_case(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            require_own_or_paper(command, case)
            if case.state is not ClawBackState.OPEN:
                raise Conflict("这个追回事项已经决定，不服的可以提出申诉", state=case.state.value)
            tx.note_files(case.claim_id, command.files)
            return tx.record(decide_statement(command, case))

    @command(AppealClawBack)
    def appeal_claw_back(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            claim = tx.claim_of(case.claim_id)
            require_own_or_paper(command, case)
            if case.state not in _APPEALABLE:
                raise Conflict("只能对追回决定提出申诉", state=case.state.value)
            require_no_appeal_yet(tx, case)
            policy = tx.policy(claim.area, on=tx.today)
            last = case.decided_on and case.decided_on + timedelta(days=policy.value("appeal_within_days"))
            appeal = new_appeal(tx, case, policy.value("appeal_working_days"))
            tx.note_files(claim.claim_id, command.files)
            answer = tx.record(decide_claw_back_appeal(command, appeal, last is None or tx.today <= last, policy))
            follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
            return answer

    @command(RecordRefund)
    def record_refund(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            require_area(command, case.area)
            repaid = repaid_on(tx, case.claw_back_id)
            if case.state is not ClawBackState.OVERTURNED or not repaid or tx.is_refunded(case.claw_back_id):
                raise Conflict("这个事项没有待退还的款项", state=case.state.value)
            if command.paid_on > tx.today:
                raise Invalid(fields={"paid_on": ["退还日期不能在今日之后"]})
            return tx.record(decide_refund(command, case, repaid))


def require_no_appeal_yet(tx, case: ClawBack) -> None:
    """Each decision is appealed against once; one that was withdrawn may be raised again."""
    before = tx.appeal_against(case.letter_id or case.claw_back_id)
    if before and before.state is not AppealState.WITHDRAWN:
        raise Conflict("对这一决定已经提出过申诉；不服申诉决定的，可依法申请行政复议或提起诉讼",
                       state=before.state.value)


def new_appeal(tx, case: ClawBack, allowed: int) -> Appeal:
    """An appeal against the decision to ask money back; its clock starts today."""
    letter_id = case.letter_id or case.claw_back_id
    due_on = working_day_after(working_days_of(tx, case.area), tx.today, allowed)
    return Appeal(appeal_id=derived_id("appeal", letter_id), claim_id=case.claim_id, letter_id=letter_id,
                  person_id=case.person_id, area=case.area, programme=case.programme, title=case.title,
                  organisation_id=case.organisation_id, amount=case.amount, state=AppealState.OPEN,
                  opened_on=tx.today, allowed=allowed, due_on=due_on, claw_back_id=case.claw_back_id)


def decide_on_claw_back(tx, command, appeal: Appeal, case: ClawBack) -> dict:
    """Decide an appeal against a claw-back; overturned, nothing more is asked back and the claim is watched again."""
    claim = tx.claim_of(case.claim_id)
    policy = tx.policy(claim.area, on=claim.submitted_on)
    answer = tx.record(decide_claw_back_outcome(
        command, appeal, case, claim, derived_id("letter", command.id), tx.parts_of_claw_back(case.claw_back_id),
        repaid_on(tx, case.claw_back_id), policy, tx.today))
    follow_appeal(tx, tx.appeal_of(appeal.appeal_id))
    if command.overturned:
        forget_instalments(tx, case.claw_back_id)
        plan_check(tx, tx.claim_of(case.claim_id))
    else:
        await_instalments(tx, case.claw_back_id)
    return answer


def go_on_recovering(tx, appeal: Appeal) -> None:
    """An appeal was taken back: what is owed is due again, later by the days that it took."""
    case = tx.claw_back_of(appeal.claw_back_id)
    policy = tx.policy(case.area, on=tx.today)
    tx.add(decide_going_on(appeal, case, tx.parts_of_claw_back(case.claw_back_id),
                           repaid_on(tx, case.claw_back_id), policy, tx.today))
    await_instalments(tx, case.claw_back_id)
