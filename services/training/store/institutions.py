"""Institutions, the last day of each accreditation and of each suspension."""

from collections.abc import Callable
from datetime import timedelta

from chassis.clock import start_of
from contracts.problems import NotFound
from contracts.training import InstitutionState
from contracts.training.commands import EndInstitutionSuspension, ExpireAccreditation
from contracts.training.domain_events import (
    AccreditationExpired,
    InstitutionAccredited,
    InstitutionPublic,
    InstitutionResumed,
    InstitutionSuspended,
)
from services.training.model import Institution

_COLUMNS = ("institution_id", "area", "courses", "valid_until", "title", "state", "suspended_until")


class Institutions:
    """Statements about institutions."""

    def institution(self, institution_id: str, *, lock: bool = False) -> Institution | None:
        """The institution as training knows it; with `lock` it stays as it is until commit."""
        return self.institution_soon(institution_id, lock=lock)()

    def institution_soon(self, institution_id: str, *, lock: bool = False) -> Callable[[], Institution | None]:
        """As `institution`, asked now and read later."""
        ending = " FOR UPDATE" if lock else ""
        asked = self.soon("SELECT * FROM institutions WHERE institution_id = %s" + ending, institution_id)
        return lambda: _institution(row) if (row := asked.one()) else None

    def known_institution(self, institution_id: str, *, lock: bool = True) -> Institution:
        """The institution, locked unless only read; raises NotFound."""
        if (found := self.institution(institution_id, lock=lock)) is None:
            raise NotFound("没有这个培训机构")
        return found

    def institutions_within(self, area_like: str) -> tuple[Institution, ...]:
        return tuple(_institution(row) for row in self.rows(
            "SELECT * FROM institutions WHERE area LIKE %s ORDER BY area, institution_id", area_like))

    def apply_institution_accredited(self, event: InstitutionAccredited) -> None:
        self._write_institution(event)
        self.set_timer(f"accreditation:{event.institution_id}", start_of(event.valid_until + timedelta(days=1)),
                       ExpireAccreditation(institution_id=event.institution_id, valid_until=event.valid_until))

    def apply_institution_suspended(self, event: InstitutionSuspended) -> None:
        self._write_institution(event)
        key, until = f"institution_suspension:{event.institution_id}", event.suspended_until
        if until is None:
            self.drop_timer(key)
        else:
            self.set_timer(key, start_of(until + timedelta(days=1)),
                           EndInstitutionSuspension(institution_id=event.institution_id, until=until))

    def apply_institution_resumed(self, event: InstitutionResumed) -> None:
        self._write_institution(event)

    def apply_accreditation_expired(self, event: AccreditationExpired) -> None:
        self._write_institution(event)

    def _write_institution(self, event: InstitutionPublic) -> None:
        self.execute(
            "INSERT INTO institutions (institution_id, area, courses, valid_until, title, state, suspended_until)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (institution_id) DO UPDATE SET area = excluded.area,"
            " courses = excluded.courses, valid_until = excluded.valid_until, title = excluded.title,"
            " state = excluded.state, suspended_until = excluded.suspended_until",
            event.institution_id, event.area, list(event.courses), event.valid_until, event.title, event.state,
            event.suspended_until)


def _institution(row: dict) -> Institution:
    return Institution(**{name: row[name] for name in _COLUMNS} | {
        "courses": tuple(row["courses"]), "state": InstitutionState(row["state"])})
