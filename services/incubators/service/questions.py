"""Places in depth, replay for staff, verify for operators."""

from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.ledger import check_balanced
from chassis.calls import require_area
from chassis.declare import question
from contracts.actors import Role
from contracts.incubators.questions import ReplayDecisions, ShowPlaces, Verify
from services.incubators.service.bases import require_own_base


class QuestionHandlers:
    """What staff may ask in depth."""

    @question(ShowPlaces)
    def show_places(self, question):
        with self.store.reading(question) as tx:
            base = tx.base_of(question.base_id)
            require_reader(question, base)
            places = tx.places(base.base_id, lock=False)
            entries = [{"account": entry["account"], "amount": entry["amount"], "memo": entry["memo"],
                        "booked_at": entry["booked_at"].isoformat()} for entry in tx.place_history(base.base_id)]
        return {"base_id": base.base_id, "total": places.total, "free": places.free, "kept": places.kept,
                "taken": places.taken, "entries": entries}

    @question(ReplayDecisions)
    def replay_decisions(self, question):
        with self.store.reading(question) as tx:
            rows = decision_rows(tx, question.subject)
        replayed = [(row, *replay(row)) for row in rows]
        return {"decisions": [{"rule": row["rule"], "rule_version": row["rule_version"], "same": same, "answer": answer}
                              for row, answer, same in replayed]}

    @question(Verify)
    def verify(self, question):
        with self.store.reading(question) as tx:
            return {"faults": check_balanced(tx) + tx.places_that_differ()}


def require_reader(question, base) -> None:
    """The base's operator, or staff of its area."""
    if question.actor.role is Role.BASE_OPERATOR:
        require_own_base(question, base)
    elif question.actor.role is not Role.SYSTEM:
        require_area(question, base.area)
