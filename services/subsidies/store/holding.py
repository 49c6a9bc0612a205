"""Warnings about paid claims that must go on fulfilling their conditions."""

from contracts.decisions import Status
from contracts.problems import NotFound
from contracts.subsidies import WarningState
from services.subsidies.model import PaidWarning

_COLUMNS = ("warning_id", "claim_id", "person_id", "area", "programme", "title", "due_on", "organisation_id")


class Holding:
    """Statements about warnings."""

    def open_warning(self, claim_id: str) -> PaidWarning | None:
        """The warning of a claim that is not settled yet."""
        row = self.one("SELECT * FROM warnings WHERE claim_id = %s AND state IN ('asked', 'warned')", claim_id)
        return _warning(row) if row else None

    def warning_of(self, warning_id: str) -> PaidWarning:
        """The warning, with its person locked until commit; raises NotFound."""
        person_id = self.value("SELECT person_id FROM warnings WHERE warning_id = %s", warning_id)
        if person_id is None:
            raise NotFound("没有这项提醒")
        self.lock_person(person_id)
        return _warning(self.one("SELECT * FROM warnings WHERE warning_id = %s FOR UPDATE", warning_id))

    def apply_holding_asked(self, event) -> None:
        self._warn(event)

    def apply_holding_warned(self, event) -> None:
        self._warn(event)

    def _warn(self, event) -> None:
        codes = [reason.code for reason in event.reasons if reason.status is not Status.MET]
        self.execute(
            "INSERT INTO warnings (warning_id, claim_id, person_id, area, programme, state, title, due_on, codes,"
            " organisation_id, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (warning_id)"
            " DO UPDATE SET"
            " state = excluded.state, due_on = excluded.due_on, codes = excluded.codes, version = excluded.version",
            event.warning_id, event.claim_id, event.person_id, event.area, event.programme, event.state, event.title,
            event.due_on, codes, event.organisation_id, event.envelope.entity_version)

    def apply_warning_lifted(self, event) -> None:
        self._settle_warning(event)

    def apply_warning_referred(self, event) -> None:
        self._settle_warning(event)

    def _settle_warning(self, event) -> None:
        self.execute("UPDATE warnings SET state = %s, version = %s WHERE warning_id = %s",
                     event.state, event.envelope.entity_version, event.warning_id)


def _warning(row: dict) -> PaidWarning:
    return PaidWarning(**{name: row[name] for name in _COLUMNS}, state=WarningState(row["state"]),
                       codes=tuple(row["codes"]))
