"""Appeals against refusals and claw-backs."""

from contracts.problems import NotFound
from contracts.subsidies.claim_states import AppealState
from contracts.subsidies.domain_events import (
    AppealDecided,
    AppealOpened,
    AppealTaken,
    AppealWithdrawn,
    ClawBackAppealed,
)
from services.subsidies.model import Appeal

_COLUMNS = ("appeal_id", "claim_id", "letter_id", "person_id", "area", "programme", "title", "amount", "opened_on",
            "allowed", "due_on", "decided_on", "taken_by", "organisation_id", "claw_back_id")


class Appeals:
    """Statements about appeals."""

    def appeal_of(self, appeal_id: str) -> Appeal:
        """The appeal, with its person and itself locked until commit; raises NotFound."""
        person_id = self.value("SELECT person_id FROM appeals WHERE appeal_id = %s", appeal_id)
        if person_id is None:
            raise NotFound("没有这件申诉")
        self.lock_person(person_id)
        return _appeal(self.one("SELECT * FROM appeals WHERE appeal_id = %s FOR UPDATE", appeal_id))

    def appeal_against(self, letter_id: str) -> Appeal | None:
        """The appeal against a refusal, whose person the caller has locked; None before there was one."""
        row = self.one("SELECT * FROM appeals WHERE letter_id = %s", letter_id)
        return row and _appeal(row)

    def appeals_due_in(self, prefix: str, after: str, limit: int) -> tuple[Appeal, ...]:
        """The appeals of areas of this prefix that have a last day, those after `after`, locked with their people."""
        named = self.rows("SELECT appeal_id, person_id FROM appeals WHERE area LIKE %s AND due_on IS NOT NULL"
                          " AND appeal_id > %s ORDER BY appeal_id LIMIT %s", prefix + "%", after, limit)
        self.lock_people(row["person_id"] for row in named)
        return tuple(_appeal(row) for row in self.rows(
            "SELECT * FROM appeals WHERE appeal_id = ANY(%s) ORDER BY appeal_id FOR UPDATE",
            [row["appeal_id"] for row in named]))

    def apply_appeal_opened(self, event: AppealOpened) -> None:
        """A new appeal, or one that was withdrawn before. Who refused the claim is kept with it."""
        self.execute(
            "INSERT INTO appeals (appeal_id, claim_id, letter_id, person_id, area, programme, title, amount, state,"
            " opened_on, allowed, due_on, refused_by, organisation_id, version) SELECT %s, %s, %s, %s, %s, %s, %s, %s,"
            " %s, %s, %s, %s, refused_by, organisation_id, %s FROM claims WHERE claim_id = %s"
            " ON CONFLICT (appeal_id) DO UPDATE SET"
            " state = excluded.state, opened_on = excluded.opened_on, allowed = excluded.allowed,"
            " due_on = excluded.due_on, decided_on = NULL, taken_by = NULL, version = excluded.version",
            event.appeal_id, event.claim_id, event.letter_id, event.person_id, event.area, event.programme,
            event.title, event.amount, event.state, event.clock.started_on, event.clock.allowed, event.due_on,
            event.envelope.entity_version, event.claim_id)

    def apply_claw_back_appealed(self, event: ClawBackAppealed) -> None:
        """An appeal against a claw-back, or one that was withdrawn before. Who decided that is kept with it."""
        self.execute(
            "INSERT INTO appeals (appeal_id, claim_id, letter_id, person_id, area, programme, title, amount, state,"
            " opened_on, allowed, due_on, refused_by, organisation_id, claw_back_id, version) SELECT %s, claim_id, %s,"
            " person_id, area, programme, title, amount, %s, %s, %s, %s, decided_by, organisation_id, claw_back_id, %s"
            " FROM claw_backs WHERE claw_back_id = %s ON CONFLICT (appeal_id) DO UPDATE SET"
            " state = excluded.state, opened_on = excluded.opened_on, allowed = excluded.allowed,"
            " due_on = excluded.due_on, decided_on = NULL, taken_by = NULL, version = excluded.version",
            event.appeal_id, event.letter_id, event.state, event.clock.started_on, event.clock.allowed, event.due_on,
            event.envelope.entity_version, event.claw_back_id)

    def apply_appeal_taken(self, event: AppealTaken) -> None:
        self._appeal_state(event)
        self.execute("UPDATE appeals SET taken_by = %s WHERE appeal_id = %s", event.envelope.actor.person_id,
                     event.appeal_id)

    def apply_appeal_decided(self, event: AppealDecided) -> None:
        self._end_appeal(event)

    def apply_appeal_withdrawn(self, event: AppealWithdrawn) -> None:
        self._end_appeal(event)

    def apply_appeal_due_soon(self, event) -> None:
        self._appeal_state(event)

    def apply_appeal_due_day_moved(self, event) -> None:
        self._appeal_state(event)
        self.execute("UPDATE appeals SET due_on = %s WHERE appeal_id = %s", event.due_on, event.appeal_id)

    def apply_appeal_overdue(self, event) -> None:
        self._appeal_state(event)

    def _end_appeal(self, event) -> None:
        self._appeal_state(event)
        self.execute("UPDATE appeals SET due_on = NULL, decided_on = %s WHERE appeal_id = %s", self.today,
                     event.appeal_id)

    def _appeal_state(self, event) -> None:
        self.execute("UPDATE appeals SET state = %s, version = %s WHERE appeal_id = %s", event.state,
                     event.envelope.entity_version, event.appeal_id)


def _appeal(row: dict) -> Appeal:
    return Appeal(**{name: row[name] for name in _COLUMNS}, state=AppealState(row["state"]))
