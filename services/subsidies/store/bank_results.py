"""What a bank said against the record, and what still waits for an end."""

from psycopg.types.json import Jsonb

from casework.decisions.inputs import CONVERTER
from contracts.problems import NotFound
from contracts.subsidies.domain_events import BankResultQuestioned, PaymentReturned
from services.subsidies.model import BankQuestion

_WAITING = (
    "SELECT c.claim_id, c.programme, c.area, c.state, c.amount, c.decided_on, p.state AS payment_state,"
    " EXISTS (SELECT 1 FROM bank_questions q WHERE q.claim_id = c.claim_id AND q.state = 'open') AS questioned,"
    " EXISTS (SELECT 1 FROM suspicions s WHERE s.claim_id = c.claim_id AND s.state = 'open' UNION ALL"
    " SELECT 1 FROM suspicions s WHERE s.other_id = c.claim_id AND s.state = 'open') AS suspected"
    " FROM claims c LEFT JOIN payments p USING (claim_id)"
    " WHERE c.area LIKE %s AND c.state NOT IN ('paid', 'revoked', 'refused', 'withdrawn')"
    " AND c.budget_id IS NOT NULL ORDER BY c.decided_on NULLS FIRST, c.claim_id")


_ASKED_ABOUT = (
    "SELECT claim_id FROM bank_questions WHERE state = 'open' AND claim_id = ANY(%s)"
    " UNION SELECT claim_id FROM suspicions WHERE state = 'open' AND claim_id = ANY(%s)"
    " UNION SELECT other_id FROM suspicions WHERE state = 'open' AND other_id = ANY(%s) ORDER BY 1")
# A lead that was confirmed before its claim went into the batch has had its reviewer.
_DOUBTED = (
    "SELECT l.claim_id FROM payment_lines l JOIN bank_questions q ON q.claim_id = l.claim_id AND q.state = 'open'"
    " WHERE l.batch_id = %s UNION SELECT l.claim_id FROM payment_lines l"
    " JOIN (SELECT suspicion_id, claim_id AS about FROM suspicions WHERE state = 'confirmed' UNION ALL"
    " SELECT suspicion_id, other_id FROM suspicions WHERE state = 'confirmed') s ON s.about = l.claim_id"
    " JOIN events j ON j.entity = 'suspicion' AND j.entity_id = s.suspicion_id AND j.data ->> 'falls_on' = l.claim_id"
    " JOIN events m ON m.entity = 'batch' AND m.entity_id = l.batch_id AND m.entity_version = 1"
    " WHERE l.batch_id = %s AND j.seq > m.seq ORDER BY 1")


class BankResults:
    """Statements about a bank's results."""

    def claims_asked_about(self, claim_ids) -> tuple[str, ...]:
        """Those of these claims about which a bank's result or a lead waits for somebody's answer."""
        named = list(claim_ids)
        return tuple(row["claim_id"] for row in self.rows(_ASKED_ABOUT, named, named, named))

    def claims_doubted_in_batch(self, batch_id: str) -> tuple[str, ...]:
        """The claims of a batch about which the bank said something else meanwhile, or a lead was confirmed."""
        return tuple(row["claim_id"] for row in self.rows(_DOUBTED, batch_id, batch_id))

    def has_bank_question(self, claim_id: str) -> bool:
        """Whether the bank's word on a claim waits to be settled: it may have been paid."""
        return self.value("SELECT 1 FROM bank_questions WHERE claim_id = %s AND state = 'open'", claim_id) is not None

    def questions_put(self, question_ids) -> tuple[str, ...]:
        """Which of these questions were put before, in order."""
        return tuple(row["bank_question_id"] for row in self.rows(
            "SELECT bank_question_id FROM bank_questions WHERE bank_question_id = ANY(%s) ORDER BY 1",
            list(question_ids)))

    def bank_question_of(self, bank_question_id: str) -> BankQuestion:
        """The question, locked until commit; raises NotFound."""
        row = self.one("SELECT data, state, put_by FROM bank_questions WHERE bank_question_id = %s FOR UPDATE",
                       bank_question_id)
        if row is None:
            raise NotFound("没有这项银行结果核对")
        return CONVERTER.structure(row["data"] | {"state": row["state"], "put_by": row["put_by"]}, BankQuestion)

    def waiting_money(self, prefix: str) -> list[dict]:
        """The claims of areas of this prefix whose money is reserved and has not come to an end."""
        return self.rows(_WAITING, prefix + "%")

    def apply_bank_result_questioned(self, event: BankResultQuestioned) -> None:
        kept = {name: getattr(event, name) for name in BankQuestion.__dataclass_fields__ if name != "put_by"}
        self.execute("INSERT INTO bank_questions (bank_question_id, batch_id, payment_id, claim_id, area, state, data,"
                     " put_by, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", event.bank_question_id,
                     event.batch_id, event.payment_id, event.claim_id, event.area, event.state,
                     Jsonb(CONVERTER.unstructure(kept)), self.message.actor.person_id, event.envelope.entity_version)

    def is_being_looked_into(self, claim_id: str) -> bool:
        """Whether a person has still to decide about a paid claim: what must go on holding, or asking it back."""
        return self.value("SELECT 1 FROM warnings WHERE claim_id = %s AND state IN ('asked', 'warned') UNION ALL"
                          " SELECT 1 FROM claw_backs WHERE claim_id = %s AND state = 'open' LIMIT 1",
                          claim_id, claim_id) is not None

    def apply_payment_returned(self, event: PaymentReturned) -> None:
        """The return is kept beside what was paid before the payment is opened again; its money is reserved again."""
        self.execute("INSERT INTO bank_returns (payment_id, batch_id, claim_id, amount, returned_on, bank_reference,"
                     " cause, paid_on, paid_reference, confirmed_by) SELECT payment_id, batch_id, claim_id, amount, %s,"
                     " %s, %s, paid_on, bank_reference, %s FROM payments WHERE payment_id = %s", event.returned_on,
                     event.bank_reference, event.cause, self.message.actor.person_id, event.payment_id)
        self.execute("UPDATE payments SET state = %s, paid_on = NULL, bank_reference = NULL, version = %s"
                     " WHERE payment_id = %s", event.state, event.envelope.entity_version, event.payment_id)
        self.execute("UPDATE payment_lines SET result = 'returned' WHERE batch_id = %s AND payment_id = %s",
                     event.batch_id, event.payment_id)
        self.commit_money_again(event)

    def apply_bank_question_settled(self, event) -> None:
        self.execute("UPDATE bank_questions SET state = %s, version = %s WHERE bank_question_id = %s",
                     event.state, event.envelope.entity_version, event.bank_question_id)
