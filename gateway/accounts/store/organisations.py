"""Organisations, appointments and the local accounts of staff."""

from datetime import datetime

from contracts.actors import Role
from contracts.zone import OrganisationKind
from contracts.zone.domain_events import OrganisationRegistered, StaffAppointed, StaffDismissed
from gateway.accounts.model import Appointment, Organisation, SignIn

_APPOINTMENT = "SELECT appointment_id, person_id, role, area, organisation_id, ended_on FROM appointments"


class Organisations:
    """Reading and writing organisations and staff; part of the accounts' transaction."""

    def organisation(self, organisation_id: str | None) -> Organisation | None:
        row = self.one("SELECT organisation_id, kind, name, area FROM organisations WHERE organisation_id = %s",
                       organisation_id)
        return row and Organisation(**row | {"kind": OrganisationKind(row["kind"])})

    def organisation_names(self, organisation_ids: list[str]) -> dict[str, str]:
        """Names by id; unknown ids are left out."""
        rows = self.rows("SELECT organisation_id, name FROM organisations WHERE organisation_id = ANY(%s)",
                         organisation_ids)
        return {row["organisation_id"]: row["name"] for row in rows}

    def organisations_in(self, area_prefix: str, after: list | None, limit: int) -> list[dict]:
        """The organisations of an area and below, by area and id."""
        area, organisation_id = after or ["", ""]
        return self.rows(
            "SELECT organisation_id, kind, name, area, credit_code FROM organisations WHERE starts_with(area, %s)"
            " AND (area, organisation_id) > (%s, %s) ORDER BY area, organisation_id LIMIT %s",
            area_prefix, area, organisation_id, limit)

    def credit_code_taken(self, credit_code: str) -> bool:
        return self.one("SELECT 1 FROM organisations WHERE credit_code = %s", credit_code) is not None

    def apply_organisation_registered(self, event: OrganisationRegistered) -> None:
        """Two registrations of one credit code at a time meet here."""
        written = self.touched(
            "INSERT INTO organisations (organisation_id, kind, name, area, credit_code, registered_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            event.organisation_id, event.kind.value, event.name, event.area, self.credit_code, self.now)
        if not written:
            raise self.already_registered()

    # staff

    def appointment(self, appointment_id: str) -> Appointment | None:
        row = self.one(f"{_APPOINTMENT} WHERE appointment_id = %s FOR UPDATE", appointment_id)
        return row and _appointment(row)

    def appointments_of(self, person_id: str) -> tuple[Appointment, ...]:
        """The appointments of a person that stand."""
        return tuple(_appointment(row) for row in self.rows(
            f"{_APPOINTMENT} WHERE person_id = %s AND ended_on IS NULL ORDER BY appointment_id", person_id))

    def apply_staff_appointed(self, event: StaffAppointed) -> None:
        written = self.touched(
            "INSERT INTO appointments (appointment_id, person_id, role, area, organisation_id, appointed_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            event.appointment_id, event.person_id, event.role.value, event.area, event.organisation_id, self.now)
        if not written:
            raise self.already_registered()

    def apply_staff_dismissed(self, event: StaffDismissed) -> None:
        self.execute("UPDATE appointments SET ended_on = %s WHERE appointment_id = %s", event.ended_on,
                     event.appointment_id)

    # local accounts

    def sign_in_account(self, account: str) -> SignIn | None:
        """A local account by its name, held until the transaction ends."""
        row = self.one("SELECT account, person_id, password_hash, failures, locked_until FROM sign_in_accounts"
                       " WHERE account = %s FOR UPDATE", account.lower())
        return row and SignIn(**row)

    def keep_sign_in_account(self, account: str, person_id: str, password_hash: str) -> None:
        """A person has one local account; a new password ends a lock."""
        self.execute("DELETE FROM sign_in_accounts WHERE person_id = %s AND account <> %s", person_id,
                     account.lower())
        self.execute(
            "INSERT INTO sign_in_accounts (account, person_id, password_hash) VALUES (%s, %s, %s)"
            " ON CONFLICT (account) DO UPDATE SET password_hash = excluded.password_hash, failures = 0,"
            " locked_until = NULL", account.lower(), person_id, password_hash)

    def note_try(self, account: str, *, failures: int, locked_until: datetime | None) -> None:
        """How often in a row a password was wrong, and until when the account must wait."""
        self.execute("UPDATE sign_in_accounts SET failures = %s, locked_until = %s WHERE account = %s", failures,
                     locked_until, account.lower())


def _appointment(row: dict) -> Appointment:
    return Appointment(**row | {"role": Role(row["role"])})
