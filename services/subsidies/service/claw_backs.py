"""Whether money that was paid is asked back, in which parts, and what came back."""

from datetime import timedelta

from casework.working_days import working_day_after, working_days_of
from chassis.calls import require_area
from chassis.clock import start_of
from chassis.declare import command, question
from chassis.store import derived_id
from contracts.problems import Conflict, Invalid
from contracts.subsidies import ClawBackState
from contracts.subsidies.commands import DecideClawBack, RecordRepayment, RemindInstalment
from contracts.subsidies.questions import ShowClawBack
from services.subsidies.model import ClawBack
from services.subsidies.rules import decide_claw_back, decide_instalment_end, decide_repayment
from services.subsidies.rules.budgets import yuan
from services.subsidies.rules.claw_back_appeals import appeal_by, heard_until
from services.subsidies.rules.claw_backs import owed_on


class ClawBackHandlers:
    """Handlers about claw-back."""

    @command(DecideClawBack)
    def decide_claw_back(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            require_area(command, case.area)
            if case.state is not ClawBackState.OPEN:
                raise Conflict("这个追回事项已经决定", state=case.state.value)
            if command.first_due_on and command.first_due_on <= tx.today:
                raise Invalid(fields={"first_due_on": ["首期期限须在今日之后"]})
            claim = tx.claim_of(case.claim_id)
            policy = tx.policy(claim.area, on=claim.submitted_on)
            if command.recover:
                require_heard(tx, case, policy)
            answer = tx.record(decide_claw_back(command, case, claim, derived_id("letter", command.id),
                                                appeal_by(tx.today, policy), policy, tx.today))
            await_instalments(tx, case.claw_back_id)
            return answer

    @command(RecordRepayment)
    def record_repayment(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            require_area(command, case.area)
            came = tx.repayments_of(case.claw_back_id)
            repaid = sum(row["amount"] for row in came)
            require_owed(command, case, came, repaid, tx.today)
            repayment_id = derived_id("repayment", case.claw_back_id, command.bank_reference)
            return tx.record(decide_repayment(command, repayment_id, case, repaid,
                                              tx.parts_of_claw_back(case.claw_back_id)))

    @command(RemindInstalment)
    def remind_instalment(self, command):
        with self.store.transaction(command) as tx:
            case = tx.claw_back_of(command.claw_back_id)
            if tx.waits_for_appeal(case.claw_back_id) and tx.policy(case.area, on=tx.today).value(
                    "recovery_waits_for_appeal"):
                return
            repaid = repaid_on(tx, case.claw_back_id)
            tx.add(decide_instalment_end(command, case, tx.parts_of_claw_back(case.claw_back_id), repaid))

    @question(ShowClawBack)
    def show_claw_back(self, question):
        with self.store.reading(question) as tx:
            case = tx.claw_back_of(question.claw_back_id, lock=False)
            require_area(question, case.area)
            came, parts = tx.repayments_of(case.claw_back_id), tx.parts_of_claw_back(case.claw_back_id)
            refunded = tx.is_refunded(case.claw_back_id)
        repaid = sum(row["amount"] for row in came)
        owed = owed_on(parts, repaid)
        overturned = case.state is ClawBackState.OVERTURNED
        left = case.amount - repaid if parts and not overturned else 0
        return {"claw_back_id": case.claw_back_id, "claim_id": case.claim_id, "area": case.area,
                "programme": case.programme, "state": case.state.value, "amount": yuan(case.amount),
                "left": yuan(left), "to_refund": yuan(repaid if overturned and not refunded else 0),
                "instalments": [{"line": part.line, "due_on": part.due_on.isoformat(), "amount": yuan(part.amount),
                                 "owed": yuan(owed[part.line])} for part in parts],
                "repayments": [{"received_on": row["received_on"].isoformat(), "amount": yuan(row["amount"]),
                                "bank_reference": row["bank_reference"]} for row in came]}


def require_owed(command, case, came: list[dict], repaid: int, today) -> None:
    """Raise for money that is not asked back, came before under this reference, or is more than is owed."""
    if case.state is not ClawBackState.RECOVER:
        raise Conflict("这笔补贴没有待退回的款项", state=case.state.value)
    if any(row["bank_reference"] == command.bank_reference for row in came):
        raise Conflict("这笔银行流水已经登记", bank_reference=command.bank_reference)
    if command.amount > case.amount - repaid:
        raise Invalid(fields={"amount": [f"超过尚欠的 {yuan(case.amount - repaid)} 元"]})
    if command.received_on > today:
        raise Invalid(fields={"received_on": ["到账日期不能在今日之后"]})


def require_heard(tx, case: ClawBack, policy) -> None:
    """Raise Conflict for asking money back before the person was heard, while the days for that run."""
    days = case.opened_on and working_day_after(working_days_of(tx, case.area), case.opened_on,
                                                policy.value("hearing_working_days"))
    until = heard_until(days, case, tx.today)
    if until:
        raise Conflict("当事人的陈述申辩期未满，也没有收到陈述申辩，不能决定追回", heard_until=until.isoformat())


def await_instalments(tx, claw_back_id: str) -> None:
    """Have each instalment that is still to come looked at when its day is over."""
    for part in tx.parts_of_claw_back(claw_back_id):
        if part.due_on >= tx.today:
            tx.set_timer(_key(claw_back_id, part.line), start_of(part.due_on + timedelta(days=1)),
                         RemindInstalment(claw_back_id=claw_back_id, line=part.line))


def forget_instalments(tx, claw_back_id: str) -> None:
    """Nothing more is to come back."""
    for part in tx.parts_of_claw_back(claw_back_id):
        tx.drop_timer(_key(claw_back_id, part.line))


def repaid_on(tx, claw_back_id: str) -> int:
    """What came back so far, in 分."""
    return sum(row["amount"] for row in tx.repayments_of(claw_back_id))


def _key(claw_back_id: str, line: int) -> str:
    return f"instalment:{claw_back_id}:{line}"
