"""What was recorded about one claim, with the hash of each row and the seal that holds it."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.subsidies.commands import SealTrail
from contracts.subsidies.domain_events import TrailSealed
from contracts.wire import PREFIX

_OF_CLAIM = f"""
WITH about AS (
    SELECT 'events' AS source, id::text AS row_id, occurred_at AS at, type AS what,
           headers ->> '{PREFIX}actor' AS actor, data AS content
      FROM events WHERE entity_id = %s OR data ? 'claim_id' AND data ->> 'claim_id' = %s
    UNION ALL
    SELECT 'events', id::text, occurred_at, type, headers ->> '{PREFIX}actor',
           data - '{{lines,payments,left_out,cleared,frozen}}'::text[]
      FROM events WHERE (entity, entity_id) IN (SELECT 'batch', batch_id FROM payment_lines WHERE claim_id = %s
                                                UNION SELECT 'notice', notice_id FROM notice_lines WHERE subject = %s)
    UNION ALL
    SELECT 'decisions', id::text, decided_at, rule || '@' || rule_version, NULL,
           jsonb_build_object('outcome', outcome, 'answer', answer, 'policy', policy_hash, 'message', message_id)
      FROM decisions WHERE subject = %s
    UNION ALL
    SELECT 'ledger_transfers', t.id::text, t.booked_at, t.memo, NULL,
           jsonb_build_object('from', from_account, 'to', to_account, 'amount', amount)
      FROM ledger_transfers t JOIN events e ON e.id = t.event_id
     WHERE e.entity_id = %s OR e.data ? 'claim_id' AND e.data ->> 'claim_id' = %s)
SELECT a.source, a.row_id, a.at, a.what, a.actor, a.content, r.hash, s.seal
  FROM about a JOIN trail_rows r USING (source, row_id) LEFT JOIN sealed_rows s USING (source, row_id)
 ORDER BY a.at, a.source, a.row_id
"""


class Trail:
    """Statements about the trail."""

    def seal_again(self, *, at_once: bool = False) -> None:
        """Have the trail sealed when this business day is over, or at once where a seal was full. A night in which
        nothing happened ends the series; the next claim begins it again."""
        night = self.today + timedelta(days=1)
        self.set_timer("seal:more" if at_once else f"seal:{night}", self.now if at_once else start_of(night),
                       SealTrail())

    def apply_trail_sealed(self, event: TrailSealed) -> None:
        """Nothing more: the rows of a seal were chosen and written under its lock."""

    def trail_of_claim(self, claim_id: str) -> list[dict]:
        """Every event, decision and booking about a claim, and what was signed of its notices and batches (without
        the other claims in them), oldest first."""
        return [{**row, "at": row["at"].isoformat(), "actor": row["actor"] or ""}
                for row in self.rows(_OF_CLAIM, *[claim_id] * 7)]
