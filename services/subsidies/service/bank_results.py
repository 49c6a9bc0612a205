"""What the bank says: taken in once, shown beforehand, settled by a person where it contradicts the record."""

from chassis.calls import require_area
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.actors import area_prefix
from contracts.problems import Conflict, Forbidden
from contracts.subsidies import BankQuestionState, BankResult, BatchState, ClaimState
from contracts.subsidies.commands import RecordBankResults, SettleBankQuestion
from contracts.subsidies.domain_events import ClaimSettled
from contracts.subsidies.questions import PreviewBankResults, ShowWaitingMoney
from services.subsidies.rules import decide_bank_question, decide_bank_results
from services.subsidies.rules.bank_results import may_be_taken, needs_another_hand, preview
from services.subsidies.rules.budgets import yuan
from services.subsidies.service.holding import plan_check
from services.subsidies.service.payments import batch_at, reassess_of_batch

_WITH_THE_BANK = (BatchState.APPROVED, BatchState.SETTLED)
_WORDS = {ClaimState.APPROVED: "等待公示", ClaimState.PUBLICISED: "公示期满", ClaimState.FROZEN: "处理公示异议",
          ClaimState.CLEARED: "列入支付批次", ClaimState.HELD: "审核人员决定"}
_PAYMENT_WORDS = {"in_batch": "批次复核、审批", "sent": "银行结果", "unknown": "与银行核对未知的结果"}


class BankResultHandlers:
    """Handlers about a bank's results."""

    @command(RecordBankResults)
    def record_bank_results(self, command):
        with self.store.transaction(command) as tx:
            batch = batch_at(tx, command, _WITH_THE_BANK, "批次尚未审批，没有支付结果")
            payments = tx.payments_in(batch.batch_id)
            claims = tx.claims_named(payments[line.payment_id].claim_id for line in command.lines
                                     if line.payment_id in payments)
            ids = tuple(question_id(batch.batch_id, line) for line in command.lines)
            decision = decide_bank_results(command, batch, payments, {claim.claim_id: claim for claim in claims}, ids,
                                           tx.questions_put(ids), tx.today)
            answer = tx.record(decision)
            follow_payment(tx, batch.batch_id, decision, claims)
            return answer

    @question(PreviewBankResults)
    def preview_bank_results(self, question):
        with self.store.reading(question) as tx:
            batch = tx.batch_of(question.batch_id, lock=False)
            require_area(question, batch.area)
            if batch.state not in _WITH_THE_BANK:
                raise Conflict("批次尚未审批，没有支付结果", state=batch.state.value)
            return preview(question.lines, batch, tx.payments_in(batch.batch_id), tx.today)

    @command(SettleBankQuestion)
    def settle_bank_question(self, command):
        with self.store.transaction(command) as tx:
            batch_id = tx.bank_question_of(command.bank_question_id).batch_id
            tx.batch_of(batch_id)
            question = tx.bank_question_of(command.bank_question_id)
            require_area(command, question.area)
            if question.state is not BankQuestionState.OPEN:
                raise Conflict("这项核对已经办结", state=question.state.value)
            claim = tx.claim_of(question.claim_id)
            payment = tx.payment_of(question.payment_id)
            if command.take:
                require_bookable(tx, command, question, payment, claim)
            decision = decide_bank_question(command, question, payment, claim)
            answer = tx.record(decision)
            follow_payment(tx, batch_id, decision, (claim,))
            return answer

    @question(ShowWaitingMoney)
    def show_waiting_money(self, question):
        require_area(question, question.area)
        with self.store.reading(question) as tx:
            rows = tx.waiting_money(area_prefix(question.area))
        return {"items": [waiting(row) for row in rows]}


def require_bookable(tx, command, question, payment, claim) -> None:
    """Raise where the bank's word can't be booked: not as things stand, not by this person, not while a person
    has still to decide about the same money."""
    if not may_be_taken(question, payment, claim):
        raise Conflict("银行结果不能直接登记：金额不一致、该笔已到账或正在其他批次中，请另行处理后办结")
    if needs_another_hand(question, command.actor.person_id, tx.policy(claim.area, on=tx.today)):
        raise Forbidden("退汇的登记与核定须由不同的人办理")
    if question.said is BankResult.RETURNED and tx.is_being_looked_into(claim.claim_id):
        raise Conflict("这笔补贴还有待核实的后续条件或待决定的追回事项，请先办结")


def question_id(batch_id: str, line) -> str:
    """One question per thing that a bank said of a line, however often its file is read."""
    return derived_id("bank-question", batch_id, line.payment_id, line.result, line.amount, line.bank_reference)


def follow_payment(tx, batch_id: str, decision, claims) -> None:
    """Claims that were paid are looked at again on the days of policy; their people are assessed anew."""
    paid = {event.claim_id for event in decision.events if isinstance(event, ClaimSettled)}
    for claim in claims:
        if claim.claim_id in paid:
            plan_check(tx, claim)
    if decision.events:
        reassess_of_batch(tx, batch_id, claims)


def waiting(row: dict) -> dict:
    """A claim whose money has not come to an end, with what it waits for in words."""
    words = _PAYMENT_WORDS.get(row["payment_state"]) if row["state"] == ClaimState.IN_PAYMENT else None
    suspected = row["suspected"] and row["state"] == ClaimState.CLEARED
    stands = "认定重复领取线索" if suspected else words or _WORDS.get(row["state"], "审核")
    why = "核对银行结果" if row["questioned"] else stands
    return {"claim_id": row["claim_id"], "programme": row["programme"], "area": row["area"], "state": row["state"],
            "payment_state": row["payment_state"], "amount": yuan(row["amount"]),
            "since": row["decided_on"] and row["decided_on"].isoformat(), "waits_for": why}
