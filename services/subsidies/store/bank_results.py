"""What a bank said against the record, and what still waits for an end."""

from psycopg.types.json import Jsonb

from casework.decisions.inputs import CONVERTER
from contracts.problems import NotFound
from contracts.subsidies.domain_events import BankResultQuestioned
from services.subsidies.model import BankQuestion

_WAITING = (
    "SELECT c.claim_id, c.programme, c.area, c.state, c.amount, c.decided_on, p.state AS payment_state,"
    " EXISTS (SELECT 1 FROM bank_questions q WHERE q.claim_id = c.claim_id AND q.state = 'open') AS questioned"
    " FROM claims c LEFT JOIN payments p USING (claim_id)"
    " WHERE c.area LIKE %s AND c.state NOT IN ('paid', 'revoked', 'refused', 'withdrawn')"
    " AND c.budget_id IS NOT NULL ORDER BY c.decided_on NULLS FIRST, c.claim_id")


class BankResults:
    """Statements about a bank's results."""

    def questions_put(self, question_ids) -> tuple[str, ...]:
        """Which of these questions were put before, in order."""
        return tuple(row["bank_question_id"] for row in self.rows(
            "SELECT bank_question_id FROM bank_questions WHERE bank_question_id = ANY(%s) ORDER BY 1",
            list(question_ids)))

    def bank_question_of(self, bank_question_id: str) -> BankQuestion:
        """The question, locked until commit; raises NotFound."""
        row = self.one("SELECT data, state FROM bank_questions WHERE bank_question_id = %s FOR UPDATE",
                       bank_question_id)
        if row is None:
            raise NotFound("没有这项银行结果核对")
        return CONVERTER.structure(row["data"] | {"state": row["state"]}, BankQuestion)

    def waiting_money(self, prefix: str) -> list[dict]:
        """The claims of areas of this prefix whose money is reserved and has not come to an end."""
        return self.rows(_WAITING, prefix + "%")

    def apply_bank_result_questioned(self, event: BankResultQuestioned) -> None:
        kept = {name: getattr(event, name) for name in BankQuestion.__dataclass_fields__}
        self.execute("INSERT INTO bank_questions (bank_question_id, batch_id, payment_id, claim_id, area, state, data,"
                     " version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", event.bank_question_id, event.batch_id,
                     event.payment_id, event.claim_id, event.area, event.state, Jsonb(CONVERTER.unstructure(kept)),
                     event.envelope.entity_version)

    def apply_bank_question_settled(self, event) -> None:
        self.execute("UPDATE bank_questions SET state = %s, version = %s WHERE bank_question_id = %s",
                     event.state, event.envelope.entity_version, event.bank_question_id)
