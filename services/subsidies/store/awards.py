"""Awards and the notices that they came with."""

from contracts.subsidies import ClaimState
from contracts.subsidies.domain_events import AwardLineOpened
from services.subsidies.model import Claim, ReceivedAward

_RECEIVED = ("award_id", "notice_id", "opened_at", "ends_at", "working_days", "amount")


class Awards:
    """Statements about awards."""

    def waiting_awards(self) -> list[tuple[Claim, ReceivedAward]]:
        """Awards whose notice was clean and that wait for money, oldest first."""
        rows = self.rows("SELECT r.* FROM received_notices r JOIN claims c USING (claim_id) WHERE c.state = %s"
                         " ORDER BY c.submitted_on, c.claim_id", ClaimState.WAITING_FOR_BUDGET)
        claims = {claim.claim_id: claim for claim in self.claims_named(row["claim_id"] for row in rows)}
        return [(claims[row["claim_id"]], _award(row)) for row in rows]

    def apply_award_line_opened(self, event: AwardLineOpened) -> None:
        """A claim of its own; the notice is kept once it is clean, before money can rest on it."""
        self.execute(
            "INSERT INTO claims (claim_id, person_id, area, programme, period, title, state, amount, submitted_on,"
            " allowed, rested_on, notice_id, budget_id, decided_on, due_on, organisation_id, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '{}', %s, %s, %s, %s, %s, %s) ON CONFLICT (claim_id)"
            " DO UPDATE SET state = excluded.state, budget_id = excluded.budget_id, version = excluded.version",
            event.claim_id, event.person_id, event.area, event.programme, event.period, event.title, event.state,
            event.amount, self.today, event.notice_id, event.budget_id, self.today, event.due_on,
            event.organisation_id, event.envelope.entity_version)
        if event.state is ClaimState.HELD:
            self.note_hold(event)
        if event.notice_is_clear:
            self._keep_notice(event)
        if event.budget_id:
            self.reserve_money(event)

    def _keep_notice(self, event: AwardLineOpened) -> None:
        self.execute(
            "INSERT INTO received_notices (claim_id, award_id, notice_id, title, amount, opened_at, ends_at,"
            " working_days) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", event.claim_id,
            event.award_id, event.notice_id, event.notice_title, event.amount, event.opened_at, event.ends_at,
            event.working_days)


def _award(row: dict) -> ReceivedAward:
    return ReceivedAward(**{name: row[name] for name in _RECEIVED}, notice_title=row["title"],
                         publicised_amount=row["amount"], objections=0)
