"""The trail: sealed each night, and shown whole for one claim to those who audit it."""

from casework import trail
from chassis.calls import require_area
from chassis.declare import command, question
from contracts.subsidies.commands import SealTrail
from contracts.subsidies.questions import ExportCase
from services.subsidies.rules import decide_seal


class TrailHandlers:
    """Handlers about the trail."""

    @command(SealTrail)
    def seal_trail(self, command):
        with self.store.transaction(command) as tx:
            made = trail.seal(tx)
            if made:
                tx.seal_again(at_once=made.rows == trail.AT_A_TIME)
            return tx.record(decide_seal(made))

    @question(ExportCase)
    def export_case(self, question):
        with self.store.reading(question) as tx:
            claim = tx.claim_seen(question.claim_id)
            require_area(question, claim.area)
            head = trail.head(tx)
            return {"claim_id": claim.claim_id, "area": claim.area, "state": claim.state.value,
                    "exported_at": tx.now.isoformat(), "purpose": question.purpose,
                    "rows": tx.trail_of_claim(claim.claim_id), "faults": trail.faults(tx),
                    "head_number": head.number if head else 0, "head_hash": head.hash if head else trail.FIRST}

