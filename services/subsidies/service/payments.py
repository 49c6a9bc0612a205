"""Batches through maker, checker and approver; the bank's file out."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import BatchState, ClaimState
from contracts.subsidies.commands import ApproveBatch, CheckBatch, MakeBatch, ReassessPaid, SendBackBatch
from contracts.subsidies.questions import ShowBankFile
from services.subsidies.model import Batch, Claim
from services.subsidies.rules import decide_batch, decide_batch_approval, decide_check, decide_sending_back
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claims import claim_reasons, evidence_fails
from services.subsidies.rules.payments import doubted, is_still_to_pay, same_hand
from services.subsidies.service.assessment import reassess
from services.subsidies.service.timing import due_if_held, follow_held

AT_A_TIME = 100


class PaymentHandlers:
    """Handlers about paying."""

    @command(MakeBatch)
    def make_batch(self, command):
        require_area(command, command.area)
        with self.store.transaction(command) as tx:
            clear = tx.claims_in(area_prefix(command.area), command.programme, ClaimState.CLEARED)
            wanted = tuple(c for c in clear if not command.claim_ids or c.claim_id in command.claim_ids)
            asked_about = tx.claims_asked_about(c.claim_id for c in wanted)
            claims = tuple(c for c in wanted if c.claim_id not in asked_about)
            ids = {c.claim_id: derived_id("payment", c.person_id, c.programme, c.period) for c in claims}
            failing = failing_claims(tx, claims)
            decision = decide_batch(command, derived_id("batch", command.id), with_hold(tx, claims, failing), ids,
                                    failing, asked_about)
            answer = tx.record(decision)
            follow_held(tx, decision)
            return answer

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
            claims = tx.claims_named(tx.claims_in_batch(batch.batch_id))
            failing = dict.fromkeys(tx.claims_doubted_in_batch(batch.batch_id), doubted()) | failing_claims(tx, claims)
            decision = decide_batch_approval(command, batch, with_hold(tx, claims, failing),
                                             tx.payments_by_claim(batch.batch_id), failing, policy)
            answer = tx.record(decision)
            follow_held(tx, decision)
            return answer

    @command(SendBackBatch)
    def send_back_batch(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, (BatchState.MADE, BatchState.CHECKED), "批次已经审批，不能退回")
            claims = tx.claims_named(tx.claims_in_batch(batch.batch_id))
            answer = tx.record(decide_sending_back(command, batch, claims))
            reassess_of_batch(tx, batch.batch_id, claims)
            return answer

    @question(ShowBankFile)
    def show_bank_file(self, question):
        with self.store.reading(question) as tx:
            batch = tx.batch_of(question.batch_id, lock=False)
            require_area(question, batch.area)
            if batch.state not in (BatchState.APPROVED, BatchState.SETTLED):
                raise Conflict("批次尚未审批，没有银行文件", state=batch.state.value)
            lines = [bank_line(row) for row in tx.bank_lines(batch.batch_id)]
        return {"batch_id": batch.batch_id, "area": batch.area, "amount": yuan(batch.amount), "lines": lines}

    @command(ReassessPaid)
    def reassess_paid(self, command):
        with self.store.transaction(command) as tx:
            people = tx.people_of_batch(command.batch_id, command.after, AT_A_TIME)
            tx.lock_people(people)
            for person_id in people:
                reassess(tx, person_id)
            if len(people) == AT_A_TIME:
                reassess_later(tx, command.batch_id, after=people[-1])


def bank_line(row: dict) -> dict:
    """A line as finance reads it; `payable` where the bank may still be told to pay it."""
    told = {name: value for name, value in row.items() if name != "questioned"}
    return told | {"amount": yuan(row["amount"]), "payable": is_still_to_pay(row)}


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


def with_hold(tx, claims: tuple[Claim, ...], failing) -> tuple[Claim, ...]:
    """The claims, those in `failing` with the last day that they have if they are held today."""
    return tuple(due_if_held(tx, claim) if claim.claim_id in failing else claim for claim in claims)


def failing_claims(tx, claims: tuple[Claim, ...]) -> dict[str, tuple]:
    """The claims whose evidence does not hold today, with the reasons. Everything is read once for all of them."""
    people = {claim.person_id for claim in claims}
    facts, earlier = tx.facts_of_many(people), tx.earlier_claims_of_many(people)
    failing = {}
    for claim in claims:
        policy = tx.policy(claim.area, on=claim.submitted_on)
        reasons = claim_reasons(claim, facts[claim.person_id], earlier[claim.person_id], policy, tx.today)
        if evidence_fails(claim, reasons, policy):
            failing[claim.claim_id] = reasons
    return failing


def reassess_of_batch(tx, batch_id: str, claims: tuple[Claim, ...]) -> None:
    """What the claimants are entitled to now: at once for a few, by the calendar for many."""
    people = sorted({claim.person_id for claim in claims})
    if len(people) > AT_A_TIME:
        reassess_later(tx, batch_id)
        return
    for person_id in people:
        reassess(tx, person_id)


def reassess_later(tx, batch_id: str, after: str = "") -> None:
    """Have the people of a batch assessed anew, some at a time."""
    tx.set_timer(f"reassess-paid:{batch_id}:{after}", tx.now, ReassessPaid(batch_id=batch_id, after=after))
