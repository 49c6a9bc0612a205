"""Batches and payments. A payment exists once per person, programme and period; a batch holds attempts."""

from chassis.clock import business_day
from contracts.problems import NotFound
from contracts.subsidies import BatchState, ClaimState, PaymentState
from contracts.subsidies.domain_events import BatchApproved, BatchMade, BatchSentBack, SubsidyPaid
from services.subsidies.model import Batch, EarlierClaim, Payment

_BATCH = ("batch_id", "area", "lines", "amount", "maker", "checker", "approver")
_BATCH_AND_ITS_APPROVAL = (
    "SELECT b.*, (SELECT e.occurred_at FROM events e WHERE e.entity = 'batch' AND e.entity_id = b.batch_id"
    " AND e.type = 'subsidies.batch_approved.v1') AS approved_at FROM batches b WHERE b.batch_id = %s")
_PAYMENT = ("payment_id", "claim_id", "batch_id", "person_id", "area", "programme", "period", "title", "amount",
            "organisation_id")


class Payments:
    """Statements about batches and payments."""

    def batch_of(self, batch_id: str, *, lock: bool = True) -> Batch:
        """The batch, locked until commit unless it is only looked at; raises NotFound."""
        row = self.one(_BATCH_AND_ITS_APPROVAL + (" FOR UPDATE OF b" if lock else ""), batch_id)
        if row is None:
            raise NotFound("没有这个支付批次")
        return Batch(**{name: row[name] for name in _BATCH}, state=BatchState(row["state"]),
                     approved_on=row["approved_at"] and business_day(row["approved_at"]))

    def payments_in(self, batch_id: str) -> dict[str, Payment]:
        """The payments of a batch in the order of its lines, each in the state that this attempt left it in."""
        return {row["payment_id"]: _payment(row | {"state": row["result"] or row["state"], "batch_id": batch_id})
                for row in self.rows("SELECT p.*, l.result FROM payment_lines l JOIN payments p USING (payment_id)"
                                     " WHERE l.batch_id = %s ORDER BY l.line", batch_id)}

    def payments_by_claim(self, batch_id: str) -> dict[str, Payment]:
        """The payments of a batch by the claim that each is for."""
        return {payment.claim_id: payment for payment in self.payments_in(batch_id).values()}

    def payment_of(self, payment_id: str) -> Payment:
        """The payment as it stands now; raises NotFound."""
        row = self.one("SELECT * FROM payments WHERE payment_id = %s", payment_id)
        if row is None:
            raise NotFound("没有这笔支付")
        return _payment(row)

    def claims_in_batch(self, batch_id: str) -> list[str]:
        return [row["claim_id"] for row in self.rows(
            "SELECT claim_id FROM payment_lines WHERE batch_id = %s ORDER BY line", batch_id)]

    def earlier_claims_of_many(self, person_ids) -> dict[str, tuple[EarlierClaim, ...]]:
        """What several people claimed so far, in one statement."""
        found: dict[str, list[EarlierClaim]] = {person_id: [] for person_id in person_ids}
        for row in self.rows("SELECT claim_id, person_id, programme, period, state FROM claims"
                             " WHERE person_id = ANY(%s) ORDER BY claim_id", list(found)):
            found[row["person_id"]].append(EarlierClaim(
                claim_id=row["claim_id"], programme=row["programme"], period=row["period"],
                state=ClaimState(row["state"]), paid=row["state"] in ("paid", "revoked")))
        return {person_id: tuple(claims) for person_id, claims in found.items()}

    def people_of_batch(self, batch_id: str, after: str, limit: int) -> list[str]:
        """The people of a batch, those after `after`, in order of their ids."""
        return [row["person_id"] for row in self.rows(
            "SELECT DISTINCT p.person_id FROM payment_lines l JOIN payments p USING (payment_id)"
            " WHERE l.batch_id = %s AND p.person_id > %s ORDER BY 1 LIMIT %s", batch_id, after, limit)]

    def bank_lines(self, batch_id: str) -> list[dict]:
        """What the bank was told to pay, line by line, what it said so far, and whether that was ever questioned."""
        return self.rows(
            "SELECT l.line, l.payment_id, l.claim_id, l.amount, l.result, p.person_id, p.organisation_id,"
            " p.programme, p.state, EXISTS (SELECT 1 FROM bank_questions q WHERE q.batch_id = l.batch_id"
            " AND q.payment_id = l.payment_id) AS questioned"
            " FROM payment_lines l JOIN payments p USING (payment_id) WHERE l.batch_id = %s"
            " AND l.result IS DISTINCT FROM 'stopped' ORDER BY l.line", batch_id)

    def payment_of_claim(self, claim_id: str) -> Payment | None:
        row = self.one("SELECT * FROM payments WHERE claim_id = %s", claim_id)
        return _payment(row) if row else None

    def apply_batch_made(self, event: BatchMade) -> None:
        self.execute("INSERT INTO batches (batch_id, area, state, lines, amount, maker, version)"
                     " VALUES (%s, %s, %s, %s, %s, %s, %s)", event.batch_id, event.area, event.state, event.lines,
                     event.amount, self.message.actor.person_id, event.envelope.entity_version)
        ids, claims = ([getattr(line, name) for line in event.payments] for name in ("payment_id", "claim_id"))
        self.execute(
            "INSERT INTO payments (payment_id, claim_id, batch_id, person_id, area, programme, period, title, amount,"
            " state, organisation_id) SELECT made.payment_id, c.claim_id, %s, c.person_id, c.area, c.programme,"
            " c.period, c.title, c.amount, %s, c.organisation_id"
            " FROM unnest(%s::text[], %s::text[]) AS made (payment_id, claim_id) JOIN claims c"
            " USING (claim_id) ON CONFLICT (payment_id) DO UPDATE SET batch_id = excluded.batch_id,"
            " claim_id = excluded.claim_id, state = excluded.state, amount = excluded.amount",
            event.batch_id, PaymentState.IN_BATCH, ids, claims)
        self.execute(
            "INSERT INTO payment_lines (batch_id, line, payment_id, claim_id, amount)"
            " SELECT %s, made.line, made.payment_id, made.claim_id, p.amount"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS made (payment_id, claim_id, line)"
            " JOIN payments p USING (payment_id)", event.batch_id, ids, claims)

    def apply_batch_checked(self, event) -> None:
        self._batch_state(event)
        self._sign(event, "checker")

    def apply_batch_approved(self, event: BatchApproved) -> None:
        self._batch_state(event)
        self._sign(event, "approver")
        self._count_again(event)
        self.execute("UPDATE payments SET state = %s WHERE batch_id = %s AND state = %s",
                     PaymentState.SENT, event.batch_id, PaymentState.IN_BATCH)

    def apply_batch_sent_back(self, event: BatchSentBack) -> None:
        self._batch_state(event)
        self._count_again(event)
        self.execute("UPDATE payment_lines SET result = 'sent_back' WHERE batch_id = %s AND result IS NULL",
                     event.batch_id)
        self.execute("UPDATE payments SET state = %s WHERE batch_id = %s AND state = %s",
                     PaymentState.FAILED, event.batch_id, PaymentState.IN_BATCH)

    def apply_batch_settled(self, event) -> None:
        self._batch_state(event)

    def _count_again(self, event) -> None:
        self.execute("UPDATE batches SET lines = %s, amount = %s WHERE batch_id = %s",
                     event.lines, event.amount, event.batch_id)

    def _batch_state(self, event) -> None:
        self.execute("UPDATE batches SET state = %s, version = %s WHERE batch_id = %s",
                     event.state, event.envelope.entity_version, event.batch_id)

    def _sign(self, event, role: str) -> None:
        self.execute(f"UPDATE batches SET {role} = %s WHERE batch_id = %s",
                     self.message.actor.person_id, event.batch_id)

    def apply_subsidy_paid(self, event: SubsidyPaid) -> None:
        self.execute("UPDATE payments SET state = %s, paid_on = %s, bank_reference = %s, version = %s"
                     " WHERE payment_id = %s", event.state, event.paid_on, event.bank_reference,
                     event.envelope.entity_version, event.payment_id)
        self._line_result(event, "paid")
        self.spend_money(event)

    def apply_payment_failed(self, event) -> None:
        self._payment_state(event, "failed")

    def apply_payment_stopped(self, event) -> None:
        self._payment_state(event, "stopped")
        self.execute("UPDATE payment_lines SET was_stopped = true WHERE batch_id = %s AND payment_id = %s",
                     event.batch_id, event.payment_id)

    def apply_payment_unknown(self, event) -> None:
        self._payment_state(event, "unknown")

    def _payment_state(self, event, result: str) -> None:
        self.execute("UPDATE payments SET state = %s, version = %s WHERE payment_id = %s",
                     event.state, event.envelope.entity_version, event.payment_id)
        self._line_result(event, result)

    def _line_result(self, event, result: str) -> None:
        self.execute("UPDATE payment_lines SET result = %s WHERE batch_id = %s AND payment_id = %s",
                     result, event.batch_id, event.payment_id)


def _payment(row: dict) -> Payment:
    state = PaymentState.FAILED if row["state"] == "sent_back" else PaymentState(row["state"])
    paid = state is PaymentState.PAID
    return Payment(**{name: row[name] for name in _PAYMENT}, state=state, paid_on=row["paid_on"] if paid else None,
                   bank_reference=row["bank_reference"] if paid else None)
