"""Tenancies, and doubts about them."""

from contracts.incubators import BaseLevel, TenancyState
from contracts.incubators.domain_events import (
    JobsReported,
    LoanOverdueTold,
    TenancyQuestioned,
    TenancyQuestionResolved,
    TenantAdmitted,
    TenantApplied,
    TenantBusinessNoted,
    TenantLeft,
    TenantRefused,
    TenantWaiting,
    WishDeclined,
)
from contracts.problems import NotFound
from services.incubators.model import Tenancy

_COLUMNS = ("tenancy_id", "person_id", "base_id", "base_level", "state", "project", "applied_on", "business_id",
            "invitation_id", "since", "jobs")


class Tenancies:
    """Statements about tenancies."""

    def tenancy_of(self, tenancy_id: str) -> Tenancy:
        """The tenancy, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM tenancies WHERE tenancy_id = %s FOR UPDATE", tenancy_id)
        if row is None:
            raise NotFound("没有这份入驻申请")
        return _tenancy(row)

    def person_of_tenancy(self, tenancy_id: str) -> str | None:
        return self.value("SELECT person_id FROM tenancies WHERE tenancy_id = %s", tenancy_id)

    def open_tenancies(self, person_id: str) -> list[Tenancy]:
        """The person's applications and tenancies that are not over, locked until commit."""
        rows = self.rows("SELECT * FROM tenancies WHERE person_id = %s AND state IN ('applied', 'waiting', 'admitted')"
                         " ORDER BY tenancy_id FOR UPDATE", person_id)
        return [_tenancy(row) for row in rows]

    def tenancy_from(self, invitation_id: str) -> Tenancy | None:
        """The tenancy that an invitation led to, if it is not over."""
        row = self.one("SELECT * FROM tenancies WHERE invitation_id = %s AND state IN ('applied', 'waiting',"
                       " 'admitted') FOR UPDATE", invitation_id)
        return _tenancy(row) if row else None

    def groups_waiting(self, base_id: str, besides: str) -> int:
        """How many others of a target group ask for a place in the base."""
        return self.value(
            "SELECT count(*) FROM tenancies t JOIN people p USING (person_id) WHERE t.base_id = %s"
            " AND t.state IN ('applied', 'waiting') AND t.tenancy_id <> %s AND EXISTS (SELECT 1 FROM"
            " jsonb_array_elements(p.groups) g WHERE g ->> 'until' IS NULL OR (g ->> 'until')::date >= %s)",
            base_id, besides, self.today)

    def apply_tenant_applied(self, event: TenantApplied) -> None:
        self.execute(
            "INSERT INTO tenancies (tenancy_id, person_id, base_id, base_level, state, project, applied_on,"
            " business_id, invitation_id, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.tenancy_id, event.person_id, event.base_id, event.base_level, event.state, event.project,
            event.applied_on, event.business_id, event.invitation_id, event.envelope.entity_version)

    def apply_wish_declined(self, event: WishDeclined) -> None:
        """Nothing was opened; the event tells the person what to put right."""

    def apply_tenant_waiting(self, event: TenantWaiting) -> None:
        self._move_tenancy(event)

    def apply_tenant_admitted(self, event: TenantAdmitted) -> None:
        self._move_tenancy(event)
        self.execute("UPDATE tenancies SET since = %s, base_level = %s WHERE tenancy_id = %s",
                     event.since, event.base_level, event.tenancy_id)
        self.move_places(event, "kept" if event.fast_track_id else "free", "taken", 1, f"入驻 {event.tenancy_id}")

    def apply_tenant_refused(self, event: TenantRefused) -> None:
        self._move_tenancy(event)

    def apply_tenant_left(self, event: TenantLeft) -> None:
        self._move_tenancy(event)
        self.move_places(event, "taken", "free", 1, f"退出 {event.tenancy_id}")

    def apply_tenant_business_noted(self, event: TenantBusinessNoted) -> None:
        self._move_tenancy(event)

    def apply_jobs_reported(self, event: JobsReported) -> None:
        self._move_tenancy(event)
        self.execute("UPDATE tenancies SET jobs = %s WHERE tenancy_id = %s", event.jobs, event.tenancy_id)

    def apply_loan_overdue_told(self, event: LoanOverdueTold) -> None:
        self._move_tenancy(event)

    def _move_tenancy(self, event) -> None:
        self.execute("UPDATE tenancies SET state = %s, business_id = %s, version = %s WHERE tenancy_id = %s",
                     event.state, event.business_id, event.envelope.entity_version, event.tenancy_id)

    def question(self, question_id: str) -> dict:
        """A doubt's tenancy and state, locked until commit; raises NotFound."""
        row = self.one("SELECT tenancy_id, state FROM tenancy_questions WHERE tenancy_question_id = %s FOR UPDATE",
                       question_id)
        if row is None:
            raise NotFound("没有这个待核实事项")
        return row

    def apply_tenancy_questioned(self, event: TenancyQuestioned) -> None:
        self.execute("INSERT INTO tenancy_questions (tenancy_question_id, tenancy_id, state, version)"
                     " VALUES (%s, %s, %s, %s)", event.tenancy_question_id, event.tenancy_id, event.state,
                     event.envelope.entity_version)

    def apply_tenancy_question_resolved(self, event: TenancyQuestionResolved) -> None:
        self.execute("UPDATE tenancy_questions SET state = %s, version = %s WHERE tenancy_question_id = %s",
                     event.state, event.envelope.entity_version, event.tenancy_question_id)


def _tenancy(row: dict) -> Tenancy:
    return Tenancy(**{name: row[name] for name in _COLUMNS} | {
        "state": TenancyState(row["state"]), "base_level": BaseLevel(row["base_level"])})
