"""Claw-back cases, and what does not add up between claims, payments and the ledger."""

from contracts.problems import NotFound
from contracts.subsidies import ClawBackState
from contracts.subsidies.domain_events import ClawBackDecided, ClawBackOpened
from services.subsidies.model import ClawBack

_COLUMNS = ("claw_back_id", "claim_id", "payment_id", "person_id", "area", "programme", "title", "amount")
_FAULTS = {
    "已支付而没有无异议公示的支付": "SELECT p.payment_id AS id FROM payments p WHERE p.state = 'paid' AND NOT EXISTS"
    " (SELECT 1 FROM notice_lines l JOIN notices n USING (notice_id) WHERE l.subject = p.claim_id"
    " AND n.closed_at IS NOT NULL)",
    "申领与支付状态不一致": "SELECT c.claim_id AS id FROM claims c LEFT JOIN payments p USING (claim_id)"
    " WHERE (c.state IN ('paid', 'revoked')) <> (coalesce(p.state, '') = 'paid')",
    "同一批次合计与明细不符": "SELECT b.batch_id AS id FROM batches b JOIN payment_lines l USING (batch_id)"
    " GROUP BY b.batch_id, b.amount, b.lines HAVING sum(l.amount) <> b.amount OR count(*) <> b.lines",
    "预算承诺与申领不符": "SELECT c.budget_id AS id FROM claims c JOIN ledger_accounts a"
    " ON a.key = c.budget_id || ':committed' WHERE c.state NOT IN ('paid', 'revoked', 'refused', 'withdrawn')"
    " GROUP BY c.budget_id, a.balance HAVING sum(c.amount) <> a.balance",
}


class ClawBacks:
    """Statements about claw-backs."""

    def claw_back_of(self, claw_back_id: str) -> ClawBack:
        """The case, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM claw_backs WHERE claw_back_id = %s FOR UPDATE", claw_back_id)
        if row is None:
            raise NotFound("没有这个追回事项")
        return ClawBack(**{name: row[name] for name in _COLUMNS}, state=ClawBackState(row["state"]))

    def was_asked_back(self, claim_id: str) -> bool:
        """Whether a claw-back case was opened on this claim before."""
        return self.value("SELECT 1 FROM claw_backs WHERE claim_id = %s", claim_id) is not None

    def apply_claw_back_opened(self, event: ClawBackOpened) -> None:
        self.execute("INSERT INTO claw_backs (claw_back_id, claim_id, payment_id, person_id, area, programme, title,"
                     " amount, state, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                     *(getattr(event, name) for name in _COLUMNS), event.state, event.envelope.entity_version)

    def apply_claw_back_decided(self, event: ClawBackDecided) -> None:
        self.execute("UPDATE claw_backs SET state = %s, version = %s WHERE claw_back_id = %s",
                     event.state, event.envelope.entity_version, event.claw_back_id)

    def money_faults(self) -> list[str]:
        """What does not add up, in words."""
        return [f"{words}：{row['id']}" for words, statement in _FAULTS.items() for row in self.rows(statement)]
