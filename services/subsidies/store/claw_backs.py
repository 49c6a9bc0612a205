"""Claw-back cases, and what does not add up between claims, payments and the ledger."""

from contracts.problems import NotFound
from contracts.subsidies import ClawBackState
from contracts.subsidies.domain_events import ClawBackOpened, ClawBackScheduled, RefundPaid, RepaymentReceived
from services.subsidies.model import ClawBack, Part

_COLUMNS = ("claw_back_id", "claim_id", "payment_id", "person_id", "area", "programme", "title", "amount",
            "organisation_id")
_ABOUT_IT = ("opened_on", "heard_on", "decided_on", "decided_by", "letter_id")
_FAULTS = {
    "已支付而没有无异议公示的支付": "SELECT p.payment_id AS id FROM payments p WHERE p.state = 'paid' AND NOT EXISTS"
    " (SELECT 1 FROM notice_lines l JOIN notices n USING (notice_id) WHERE l.subject = p.claim_id"
    " AND n.closed_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM received_notices r WHERE r.claim_id = p.claim_id)",
    "申领与支付状态不一致": "SELECT c.claim_id AS id FROM claims c LEFT JOIN payments p USING (claim_id)"
    " WHERE (c.state IN ('paid', 'revoked')) <> (coalesce(p.state, '') = 'paid')",
    "同一批次合计与明细不符": "SELECT b.batch_id AS id FROM batches b JOIN payment_lines l USING (batch_id)"
    " WHERE NOT l.was_stopped GROUP BY b.batch_id, b.amount, b.lines"
    " HAVING sum(l.amount) <> b.amount OR count(*) <> b.lines",
    "退汇没有登记": "SELECT l.payment_id AS id FROM payment_lines l WHERE l.result = 'returned' AND NOT EXISTS"
    " (SELECT 1 FROM bank_returns r WHERE (r.payment_id, r.batch_id) = (l.payment_id, l.batch_id))",
    "退款超过应退": "SELECT c.claw_back_id AS id FROM claw_backs c JOIN repayments r USING (claw_back_id)"
    " GROUP BY c.claw_back_id, c.amount HAVING sum(r.amount) > c.amount",
    "到账或退款与台账不符": "SELECT b.budget_id AS id FROM budgets b"
    " JOIN ledger_accounts a ON a.key = b.budget_id || ':paid'"
    " LEFT JOIN claims c ON c.budget_id = b.budget_id AND c.state IN ('paid', 'revoked')"
    " LEFT JOIN (SELECT w.claim_id, sum(r.amount) - coalesce((SELECT sum(f.amount) FROM refunds f JOIN claw_backs v"
    " USING (claw_back_id) WHERE v.claim_id = w.claim_id), 0) AS back FROM repayments r"
    " JOIN claw_backs w USING (claw_back_id) GROUP BY w.claim_id) AS came USING (claim_id)"
    " GROUP BY b.budget_id, a.balance HAVING coalesce(sum(c.amount), 0) - coalesce(sum(came.back), 0) <> a.balance",
    "预算承诺与申领不符": "SELECT b.budget_id AS id FROM budgets b JOIN ledger_accounts a"
    " ON a.key = b.budget_id || ':committed' LEFT JOIN claims c ON c.budget_id = b.budget_id"
    " AND c.state NOT IN ('paid', 'revoked', 'refused', 'withdrawn')"
    " GROUP BY b.budget_id, a.balance HAVING coalesce(sum(c.amount), 0) <> a.balance",
}


class ClawBacks:
    """Statements about claw-backs."""

    def claw_back_of(self, claw_back_id: str, *, lock: bool = True) -> ClawBack:
        """The case, locked until commit unless it is only looked at; raises NotFound."""
        row = self.one("SELECT * FROM claw_backs WHERE claw_back_id = %s" + (" FOR UPDATE" if lock else ""),
                       claw_back_id)
        if row is None:
            raise NotFound("没有这个追回事项")
        return ClawBack(**{name: row[name] for name in (*_COLUMNS, *_ABOUT_IT)}, state=ClawBackState(row["state"]))

    def is_asked_back(self, claim_id: str) -> bool:
        """Whether a claw-back case on this claim is open, or was decided for asking the money back."""
        return self.value("SELECT 1 FROM claw_backs WHERE claim_id = %s"
                          " AND state NOT IN ('kept', 'overturned')", claim_id) is not None

    def kept_despite(self, claim_id: str) -> tuple[str, ...]:
        """The codes of what a person was shown when they decided, or decided on appeal, to leave the money."""
        return tuple(row["code"] for row in self.rows(
            "SELECT DISTINCT reason ->> 'code' AS code FROM claw_backs c JOIN events e ON e.entity = 'claw_back'"
            " AND e.entity_id = c.claw_back_id AND e.entity_version = 1,"
            " jsonb_array_elements(e.data -> 'reasons') AS reason WHERE c.claim_id = %s"
            " AND c.state IN ('kept', 'overturned') ORDER BY 1", claim_id))

    def parts_of_claw_back(self, claw_back_id: str) -> tuple[Part, ...]:
        """What is to be repaid until when."""
        return tuple(Part(**row) for row in self.rows(
            "SELECT line, due_on, amount FROM instalments WHERE claw_back_id = %s ORDER BY line", claw_back_id))

    def repayments_of(self, claw_back_id: str) -> list[dict]:
        """What came back, oldest first."""
        return self.rows("SELECT received_on, amount, bank_reference FROM repayments WHERE claw_back_id = %s"
                         " ORDER BY received_on, repayment_id", claw_back_id)

    def apply_claw_back_scheduled(self, event: ClawBackScheduled) -> None:
        for part in event.instalments:
            self.execute("INSERT INTO instalments (claw_back_id, line, due_on, amount) VALUES (%s, %s, %s, %s)"
                         " ON CONFLICT (claw_back_id, line) DO UPDATE SET due_on = excluded.due_on",
                         event.claw_back_id, part.line, part.due_on, part.amount)
        self._claw_back_state(event)

    def apply_repayment_received(self, event: RepaymentReceived) -> None:
        self.execute("INSERT INTO repayments (repayment_id, claw_back_id, amount, received_on, bank_reference)"
                     " VALUES (%s, %s, %s, %s, %s)", event.repayment_id, event.claw_back_id, event.received,
                     event.received_on, event.bank_reference)
        self._claw_back_state(event)
        self.take_money_back(event)

    def apply_instalment_overdue(self, event) -> None:
        self._claw_back_state(event)

    def apply_claw_back_opened(self, event: ClawBackOpened) -> None:
        self.execute("INSERT INTO claw_backs (claw_back_id, claim_id, payment_id, person_id, area, programme, title,"
                     " amount, organisation_id, state, version, opened_on)"
                     " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                     *(getattr(event, name) for name in _COLUMNS), event.state, event.envelope.entity_version,
                     self.today)

    def apply_claw_back_heard(self, event) -> None:
        self._claw_back_state(event)
        self.execute("UPDATE claw_backs SET heard_on = %s WHERE claw_back_id = %s", self.today, event.claw_back_id)

    def apply_claw_back_decided(self, event) -> None:
        self._claw_back_state(event)
        self.execute("UPDATE claw_backs SET decided_on = %s, decided_by = %s, letter_id = %s WHERE claw_back_id = %s",
                     self.today, event.envelope.actor.person_id, event.letter_id, event.claw_back_id)

    def apply_claw_back_overturned(self, event) -> None:
        self._claw_back_state(event)

    def is_refunded(self, claw_back_id: str) -> bool:
        """Whether what had come back on a case that was overturned was given again."""
        return self.value("SELECT 1 FROM refunds WHERE claw_back_id = %s", claw_back_id) is not None

    def waits_for_appeal(self, claw_back_id: str) -> bool:
        """Whether an appeal against this decision is still to be decided."""
        return self.value("SELECT 1 FROM appeals WHERE claw_back_id = %s AND state IN ('open', 'taken')",
                          claw_back_id) is not None

    def apply_refund_paid(self, event: RefundPaid) -> None:
        self.execute("INSERT INTO refunds (claw_back_id, amount, paid_on, bank_reference, recorded_by)"
                     " VALUES (%s, %s, %s, %s, %s)", event.claw_back_id, event.refunded, event.paid_on,
                     event.bank_reference, event.envelope.actor.person_id)
        self._claw_back_state(event)
        self.give_money_again(event)

    def _claw_back_state(self, event) -> None:
        self.execute("UPDATE claw_backs SET state = %s, version = %s WHERE claw_back_id = %s",
                     event.state, event.envelope.entity_version, event.claw_back_id)

    def money_faults(self) -> list[str]:
        """What does not add up, in words."""
        return [f"{words}：{row['id']}" for words, statement in _FAULTS.items() for row in self.rows(statement)]
