"""Last year's assessments, with what each was made from."""

from datetime import datetime

from casework.decisions import inputs_of
from policies.reader import PolicyView
from services.subsidies.rules.rehearsal import PastCase

_RULE = "services.subsidies.rules.assessment.decide_assessment"
_INPUTS = ("person_id", "area", "programme", "period", "facts", "earlier", "today")


class Rehearsals:
    """Statements about what was decided."""

    def people_assessed(self, prefix: str, after: str, limit: int) -> list[str]:
        """Those with an assessment in areas of this prefix, in order of their ids."""
        return [row["person_id"] for row in self.rows(
            "SELECT DISTINCT person_id FROM assessments WHERE area LIKE %s AND person_id > %s ORDER BY person_id"
            " LIMIT %s", prefix + "%", after, limit)]

    def past_cases(self, people, prefix: str, since: datetime, until: datetime) -> list[PastCase]:
        """The last decision on each of these people's assessments within a time."""
        rows = self.rows(
            "SELECT DISTINCT ON (d.subject) d.rule, d.rule_version, d.inputs, d.policy_hash FROM decisions d"
            " JOIN assessments a ON a.assessment_id = d.subject WHERE a.person_id = ANY(%s) AND a.area LIKE %s"
            " AND d.rule = %s AND d.decided_at >= %s AND d.decided_at < %s ORDER BY d.subject, d.id DESC",
            list(people), prefix + "%", _RULE, since, until)
        views = self._policies({row["policy_hash"] for row in rows})
        return [_past_case(row, views[row["policy_hash"]]) for row in rows]

    def _policies(self, hashes) -> dict[str, PolicyView]:
        return {row["hash"]: PolicyView.from_data(row["view"]) for row in self.rows(
            "SELECT hash, view FROM policy_snapshots WHERE hash = ANY(%s)", list(hashes))}


def _past_case(row: dict, policy: PolicyView) -> PastCase:
    inputs = inputs_of(row, policy)
    return PastCase(**{name: inputs[name] for name in _INPUTS}, policy=policy)
