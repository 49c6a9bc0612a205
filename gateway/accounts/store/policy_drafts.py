"""Policy drafts, and what two people put into force."""

from psycopg.types.json import Jsonb

from chassis.inbox import PUBLISHED
from contracts.zone.domain_events import PolicyDrafted, PolicyDraftRejected, PolicyPublished
from gateway.accounts.model import Draft, DraftState
from policies.parameters import Series
from policies.reader import Policies

_DRAFT = "SELECT draft_id, parameter, drafted_by, state FROM policy_drafts"


class PolicyDrafts:
    """Reading and writing drafts; part of the accounts' transaction."""

    def draft(self, draft_id: str) -> Draft | None:
        """A draft, held until the transaction ends: two people cannot decide on it at a time."""
        row = self.one(f"{_DRAFT} WHERE draft_id = %s FOR UPDATE", draft_id)
        return row and _draft(row)

    def waiting_drafts(self, area_prefix: str) -> list[Draft]:
        """The drafts of an area and below that wait for a second person, oldest first."""
        rows = self.rows(f"{_DRAFT} WHERE state = 'waiting' AND starts_with(parameter ->> 'area', %s)"
                         " ORDER BY drafted_at, draft_id", area_prefix)
        return [_draft(row) for row in rows]

    def series_in_force(self) -> list[Series]:
        """What files say, with what was put into force at run time on top."""
        layer = self._published()
        return list((layer[1] if layer else self.policies.policies).series())

    def current_policies(self) -> Policies:
        """Every pillar's policies as they stand now: what was put into force at run time laid over the files."""
        self._published_version = self.value(f"SELECT {PUBLISHED}")
        return self.policies.reader(self._published())

    def apply_policy_drafted(self, event: PolicyDrafted) -> None:
        self.execute("INSERT INTO policy_drafts (draft_id, parameter, drafted_by, drafted_at, state)"
                     " VALUES (%s, %s, %s, %s, 'waiting')",
                     event.draft_id, Jsonb(event.as_parameter()), event.drafted_by, self.now)

    def apply_policy_published(self, event: PolicyPublished) -> None:
        self._settle(event.draft_id, DraftState.PUBLISHED)
        self.execute("INSERT INTO published_policies (event_id, parameter) VALUES (%s, %s)", event.envelope.id,
                     Jsonb(event.as_parameter()))

    def apply_policy_draft_rejected(self, event: PolicyDraftRejected) -> None:
        self._settle(event.draft_id, DraftState.REJECTED, event.ground)

    def _settle(self, draft_id: str, state: DraftState, ground: str | None = None) -> None:
        self.execute("UPDATE policy_drafts SET state = %s, ground = %s, settled_by = %s, settled_at = %s"
                     " WHERE draft_id = %s", state.value, ground, self.message.actor.person_id, self.now, draft_id)


def _draft(row: dict) -> Draft:
    return Draft(**row | {"state": DraftState(row["state"])})
