"""Situations about money before, at and after payment: budgets, awards, stopped lines, claw-backs, warnings."""

from datetime import UTC, datetime

from contracts.actors import Actor, Role
from contracts.decisions import Decision
from contracts.subsidies import (
    BankQuestionState,
    BankResult,
    BatchState,
    ClaimState,
    ClawBackState,
    PaymentState,
    TransferState,
    WarningState,
)
from contracts.subsidies.commands import (
    ApproveBatch,
    ConfirmTransfer,
    DecideClawBack,
    DecideWarning,
    EndRectification,
    RecordRepayment,
    RemindInstalment,
    SettleBankQuestion,
)
from services.subsidies.model import (
    BankQuestion,
    Batch,
    BudgetLine,
    ClawBack,
    EarlierClaim,
    PaidWarning,
    ReceivedAward,
    Transfer,
)
from services.subsidies.rules import (
    decide_award_line,
    decide_bank_question,
    decide_batch_approval,
    decide_claw_back,
    decide_holding,
    decide_instalment_end,
    decide_rectification_end,
    decide_repayment,
    decide_transfer,
    decide_transfer_proposal,
    decide_warning,
)
from services.subsidies.rules.awards import PROGRAMME as AWARD
from services.subsidies.rules.claw_backs import parts_of
from tests.building import a_command, the_city
from tests.policies.subsidies import ask as known

_APPROVER = Actor(role=Role.FINANCE_APPROVER, person_id="approver-1")
_CALENDAR = Actor(role=Role.CALENDAR)


def _fen(yuan) -> int:
    return round(float(yuan) * 100)


def _transfer_of(situation) -> Transfer:
    return Transfer(transfer_id="transfer-1", year=situation.on.year, area=situation.area, from_budget_id="budget-1",
                    to_area=situation.area, to_budget_id="budget-2", to_programme="venue_subsidy", ground="文号",
                    amount=_fen(situation.ask["amount"]), title="预算调剂", state=TransferState.PROPOSED,
                    proposed_by="staff-1")


def _propose(situation, view) -> Decision:
    return decide_transfer_proposal(_transfer_of(situation), _fen(situation.given["budget"]))


def _confirm(situation, view) -> Decision:
    command = a_command(ConfirmTransfer, the_city(), transfer_id="transfer-1")
    return decide_transfer(command, _transfer_of(situation), _fen(situation.given["budget"]))


def _award(situation, view) -> Decision:
    given, amount = situation.given, _fen(situation.given["award"])
    claim = known.claim_of(situation, view, programme=AWARD, period="award:a-1", amount=amount)
    award = ReceivedAward(award_id="a-1", notice_id="n-1", notice_title="公示", working_days=7, amount=amount,
                          opened_at=datetime(2024, 11, 11, tzinfo=UTC), publicised_amount=_fen(given["publicised"]),
                          ends_at=datetime.combine(given["ends_on"], datetime.min.time(), known.SHANGHAI),
                          objections=given.get("objections", 0))
    budget = None if "budget" not in given else BudgetLine(
        budget_id="budget-1", area=situation.area, year=2024, programme=AWARD, free=_fen(given["budget"]))
    now = datetime.combine(situation.on, datetime.min.time(), known.SHANGHAI)
    paid = tuple(EarlierClaim(claim_id=f"paid-{name}", programme=name, period="base:base-1", state=ClaimState.PAID,
                              paid=True) for name in given.get("paid_before", ()))
    return decide_award_line(claim, award, budget, view, now, paid)


def _approve_batch(situation, view) -> Decision:
    claims = tuple(known.claim_of(situation, view, claim_id=name, state=ClaimState.IN_PAYMENT)
                   for name in situation.given["in_batch"])
    payments = {claim.claim_id: known.payment_of(claim, PaymentState.IN_BATCH) for claim in claims}
    batch = Batch(batch_id="batch-1", area=situation.area, state=BatchState.CHECKED, lines=len(claims),
                  amount=sum(claim.amount for claim in claims), maker="m", checker="c")
    command = a_command(ApproveBatch, _APPROVER, batch_id="batch-1")
    return decide_batch_approval(command, batch, claims, payments, {n: () for n in situation.given["failing"]}, view)


def _settle(situation, view) -> Decision:
    claim = known.claim_of(situation, view, state=ClaimState.CLEARED)
    payment = known.payment_of(claim, PaymentState.FAILED)
    question = BankQuestion(bank_question_id="q-1", batch_id="batch-1", payment_id=payment.payment_id,
                            claim_id=claim.claim_id, area=claim.area, title="核对", state=BankQuestionState.OPEN,
                            recorded=PaymentState.FAILED, said=BankResult.PAID, amount=claim.amount, why="不符",
                            paid_on=situation.on, bank_reference="R1")
    command = a_command(SettleBankQuestion, _APPROVER, bank_question_id="q-1", take=situation.ask["take"],
                        finding="已核对对账单")
    return decide_bank_question(command, question, payment, claim)


def _case_of(situation, state: ClawBackState) -> ClawBack:
    return ClawBack(claw_back_id="claw-1", claim_id="claim-1", payment_id="claim-1", person_id="person-1",
                    area=situation.area, programme=known.PROGRAMME, title="是否追回", state=state,
                    amount=_fen(situation.given["paid_amount"]))


def _claw_back(situation, view) -> Decision:
    command = a_command(DecideClawBack, the_city(), claw_back_id="claw-1", recover=situation.ask["recover"],
                        ground="经核查属实", instalments=situation.ask.get("instalments", 1))
    claim = known.claim_of(situation, view, state=ClaimState.PAID)
    return decide_claw_back(command, _case_of(situation, ClawBackState.OPEN), claim, "letter-1", situation.on, view,
                            situation.on)


def _repay(situation, view) -> Decision:
    case = _case_of(situation, ClawBackState.RECOVER)
    command = a_command(RecordRepayment, Actor(role=Role.FINANCE_MAKER), claw_back_id="claw-1", bank_reference="T1",
                        amount=_fen(situation.ask["amount"]), received_on=situation.on)
    return decide_repayment(command, "repayment-1", case, _fen(situation.given["repaid"]), _parts(situation, case))


def _parts(situation, case: ClawBack):
    return parts_of(case.amount, situation.given["instalments"], situation.given["first_due_on"])


def _instalment(situation, view) -> Decision:
    case = _case_of(situation, ClawBackState.RECOVER)
    command = a_command(RemindInstalment, _CALENDAR, claw_back_id="claw-1", line=situation.ask["line"])
    return decide_instalment_end(command, case, _parts(situation, case), _fen(situation.given["repaid"]))


def _warning_of(situation) -> PaidWarning | None:
    if "warning" not in situation.given:
        return None
    return PaidWarning(warning_id="warning-1", claim_id="claim-1", person_id="person-1", area=situation.area,
                       programme=known.PROGRAMME, state=WarningState(situation.given["warning"]), title="后续条件",
                       due_on=situation.given.get("rectify_by"), codes=tuple(situation.given.get("codes", ())))


def _check(situation, view) -> Decision:
    claim = known.claim_of(situation, view, state=ClaimState.PAID)
    return decide_holding(claim, _warning_of(situation), "warning-1", known.facts_of(situation), view,
                          situation.given.get("rectify_by", situation.on))


def _on_the_spot(situation, view) -> Decision:
    command = a_command(DecideWarning, Actor(role=Role.CLERK), warning_id="warning-1", holds=situation.ask["holds"],
                        ground="上门核实")
    return decide_warning(command, _warning_of(situation), view, situation.given["rectify_by"])


def _rectified(situation, view) -> Decision:
    claim = known.claim_of(situation, view, state=ClaimState.PAID)
    command = a_command(EndRectification, _CALENDAR, warning_id="warning-1", due_on=situation.given["rectify_by"])
    return decide_rectification_end(command, _warning_of(situation), claim, known.payment_of(claim, PaymentState.PAID),
                                    "claw-1", situation.given.get("asked_before", False), known.facts_of(situation),
                                    view)


ASKS = {"propose_transfer": _propose, "confirm_transfer": _confirm, "open_award_line": _award,
        "approve_batch": _approve_batch, "settle_bank_question": _settle, "decide_claw_back": _claw_back,
        "record_repayment": _repay, "end_instalment": _instalment, "check_holding": _check,
        "decide_warning": _on_the_spot, "end_rectification": _rectified}
