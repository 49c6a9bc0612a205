"""Batches through maker, checker and approver; the bank's file out and its results in."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import BatchState, ClaimState
from contracts.subsidies.commands import ApproveBatch, CheckBatch, MakeBatch, RecordBankResults, SendBackBatch
from contracts.subsidies.questions import ShowBankFile
from services.subsidies.model import Batch, Claim
from services.subsidies.rules import (
    decide_bank_results,
    decide_batch,
    decide_batch_approval,
    decide_check,
    decide_sending_back,
)
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import evidence_fails
from services.subsidies.rules.payments import same_hand
from services.subsidies.service.assessment import evidence_of, reassess


class PaymentHandlers:
    """Handlers about paying."""

    @command(MakeBatch)
    def make_batch(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            clear = tx.claims_in(area_prefix(command.area), command.programme, ClaimState.CLEARED)
            claims = tuple(c for c in clear if not command.claim_ids or c.claim_id in command.claim_ids)
            ids = {c.claim_id: derived_id("payment", c.person_id, c.programme, c.period) for c in claims}
            decision = decide_batch(command, derived_id("batch", command.id), claims, ids, failing_claims(tx, claims))
            return tx.record(decision)

    @command(CheckBatch)
    def check_batch(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, (BatchState.MADE,), "批次不在待复核状态")
            policy = signing_policy(tx, command, batch, "checker")
            return tx.record(decide_check(command, batch, policy))

    @command(ApproveBatch)
    def approve_batch(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, (BatchState.CHECKED,), "批次尚未复核或已经审批")
            policy = signing_policy(tx, command, batch, "approver")
            failing = failing_claims(tx, tx.claims_named(tx.claims_in_batch(batch.batch_id)))
            return tx.record(decide_batch_approval(command, batch, tuple(sorted(failing)), policy))

    @command(SendBackBatch)
    def send_back_batch(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, (BatchState.MADE, BatchState.CHECKED), "批次已经审批，不能退回")
            claims = tx.claims_named(tx.claims_in_batch(batch.batch_id))
            answer = tx.record(decide_sending_back(command, batch, claims))
            reassess_all(tx, claims)
            return answer

    @question(ShowBankFile)
    def show_bank_file(self, question):
        with self.store.reading(question) as tx:
            batch = tx.batch_of(question.batch_id, lock=False)
            require_area(question, batch.area)
            if batch.state not in (BatchState.APPROVED, BatchState.SETTLED):
                raise Conflict("批次尚未审批，没有银行文件", state=batch.state.value)
            lines = [{**row, "amount": yuan(row["amount"])} for row in tx.bank_lines(batch.batch_id)]
        return {"batch_id": batch.batch_id, "area": batch.area, "amount": yuan(batch.amount), "lines": lines}

    @command(RecordBankResults)
    def record_bank_results(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, (BatchState.APPROVED, BatchState.SETTLED), "批次尚未审批，没有支付结果")
            claims = tx.claims_named(tx.claims_in_batch(batch.batch_id))
            decision = decide_bank_results(command, batch, tx.payments_in(batch.batch_id),
                                           {claim.claim_id: claim for claim in claims})
            answer = tx.record(decision)
            reassess_all(tx, claims)
            return answer


def batch_at(tx, command, states: tuple[BatchState, ...], words: str) -> Batch:
    """The batch, in one of these states and in the actor's area."""
    batch = tx.batch_of(command.batch_id)
    require_area(command, batch.area)
    if batch.state not in states:
        raise Conflict(words, state=batch.state.value)
    return batch


def signing_policy(tx, command, batch: Batch, signs_as: str):
    """The policy a signature rests on; raises Forbidden when the same person signed before."""
    policy = tx.policy(batch.area, on=tx.today)
    if same_hand(batch, signs_as, command.actor.person_id, policy):
        raise Forbidden("制单、复核、审批须由不同的人办理")
    return policy


def failing_claims(tx, claims: tuple[Claim, ...]) -> dict[str, tuple]:
    """The claims whose evidence does not hold today, with the reasons."""
    found = {claim.claim_id: (claim, *evidence_of(tx, claim)) for claim in claims}
    return {claim_id: reasons for claim_id, (claim, reasons, policy) in found.items()
            if evidence_fails(claim, reasons, policy)}


def reassess_all(tx, claims: tuple[Claim, ...]) -> None:
    for person_id in sorted({claim.person_id for claim in claims}):
        reassess(tx, person_id)
