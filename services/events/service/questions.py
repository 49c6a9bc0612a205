"""Scores once they are open, replay for staff, verify for operators."""

from casework.decisions import replay
from casework.decisions.records import decision_rows
from casework.scoring import StillSealed, opened, progress
from chassis.calls import require_area
from chassis.declare import question
from contracts.events.questions import ReplayDecisions, ShowScores, Verify


class QuestionHandlers:
    """What staff may ask in depth."""

    @question(ShowScores)
    def show_scores(self, question):
        with self.store.reading(question) as tx:
            contest = tx.contest_of(question.contest_id, lock=False)
            require_area(question, contest.area)
            wanted, given = progress(tx, contest.contest_id)
            judges = {judge.judge_id: judge for judge in tx.judges(contest.contest_id)}
            scores = visible_scores(tx, contest.contest_id)
        shown = [{"entry_id": score.candidate_id, "judge_id": score.scorer_id, "points": score.points,
                  "judge_area": judges[score.scorer_id].area} for score in scores or ()]
        return {"contest_id": contest.contest_id, "wanted": wanted, "given": given, "sealed": scores is None,
                "scores": shown}

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
            return {"faults": tx.activities_overbooked() + tx.tasks_of_suspended()}


def visible_scores(tx, contest_id: str):
    """The scores; None while they are sealed."""
    try:
        return opened(tx, contest_id)
    except StillSealed:
        return None
