"""Organisations, appointments, and the local accounts of staff."""

import threading
from contextlib import contextmanager
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chassis.clock import technical_now
from chassis.declare import command
from chassis.store import derived_id
from contracts.problems import Problem
from contracts.zone.commands import AppointStaff, DismissStaff, OpenSignIn, RegisterOrganisation
from gateway.accounts.model import Appointment, Organisation, SignIn
from gateway.accounts.rules.organisations import (
    decide_appointment,
    decide_dismissal,
    decide_organisation,
    decide_sign_in_account,
    read_organisation,
)
from gateway.accounts.rules.reading import read_all, read_area
from gateway.accounts.rules.sign_in import still_locked, wait_after

PASSWORDS = PasswordHasher()
# Verified against when an account is unknown, so that the time of the answer does not tell.
_NOBODY = PASSWORDS.hash("nobody's password")
# Each check takes 64 MB; strangers who try passwords must not take the memory, threads and connections of others.
_CHECKS_AT_ONCE = threading.BoundedSemaphore(4)
_WAIT_SECONDS = 2


class OrganisationCommands:
    """Commands about organisations and staff."""

    @command(RegisterOrganisation)
    def register_organisation(self, command):
        with self.store.transaction(command) as tx:
            read = read_organisation(command)
            tx.credit_code = read.pop("credit_code")
            organisation_id = command.organisation_id or derived_id("organisation", command.id)
            organisation = Organisation(organisation_id=organisation_id, kind=command.kind, **read)
            taken = tx.credit_code_taken(tx.credit_code) or tx.organisation(organisation_id) is not None
            return tx.record(decide_organisation(command, organisation, taken=taken))

    @command(AppointStaff)
    def appoint_staff(self, command):
        with self.store.transaction(command) as tx:
            area = read_all(area=lambda: read_area(command.area).code)["area"]
            appointment = Appointment(
                appointment_id=derived_id("appointment", command.id), person_id=command.person_id,
                role=command.role, area=area, organisation_id=command.organisation_id)
            return tx.record(decide_appointment(
                command, appointment, person=tx.lock_person(command.person_id),
                organisation=tx.organisation(command.organisation_id),
                standing=tx.appointments_of(command.person_id)))

    @command(DismissStaff)
    def dismiss_staff(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_dismissal(command, tx.appointment(command.appointment_id), tx.today))

    @command(OpenSignIn)
    def open_sign_in(self, command):
        with self.store.transaction(command) as tx:
            holder = tx.sign_in_account(command.account)
            decision = decide_sign_in_account(command, appointments=tx.appointments_of(command.person_id),
                                              holder=holder and holder.person_id)
            tx.keep_sign_in_account(command.account, command.person_id, PASSWORDS.hash(command.password))
            return tx.record(decision)


class SignIns:
    """Local sign-in and what a signed-in person may act as."""

    def organisation_name(self, organisation_id: str) -> str | None:
        """The public name of an organisation; None for one that is not registered."""
        with self.store.session() as tx:
            found = tx.organisation(organisation_id)
        return found.name if found else None

    def assignments_of(self, person_id: str) -> tuple[Appointment, ...]:
        """The appointments of a person that stand; each has the `actor` of a token."""
        with self.store.session() as tx:
            return tx.appointments_of(person_id)

    def sign_in(self, account: str, password: str) -> tuple[Appointment, ...]:
        """The appointments of whoever has this account and password.

        Raises the problem not_signed_in, or too_many_requests while the account waits after wrong passwords.
        The try is noted in its own transaction, since a refusal must not undo it.
        """
        with _one_check(), self.store.session() as tx:
            known = tx.sign_in_account(account)
            wait = _wait_left(known)
            right = not wait and _matches(known, password)
            if known and not wait:
                _note(tx, known, right)
            found = tx.appointments_of(known.person_id) if right else ()
        if wait:
            raise Problem(f"密码错误次数过多，请 {_minutes(wait)} 分钟后再试", code="too_many_requests")
        if not found:
            raise Problem("账号或密码不正确", code="not_signed_in")
        return found


@contextmanager
def _one_check():
    """A turn to check a password; raises too_many_requests when too many wait."""
    if not _CHECKS_AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        raise Problem("登录的人太多，请稍后再试", code="too_many_requests")
    try:
        yield
    finally:
        _CHECKS_AT_ONCE.release()


def _wait_left(known: SignIn | None) -> timedelta | None:
    now = technical_now()
    return known.locked_until - now if known and still_locked(known.locked_until, now) else None


def _minutes(wait: timedelta) -> int:
    return int(wait.total_seconds() // 60) + 1


def _matches(known: SignIn | None, password: str) -> bool:
    try:
        return PASSWORDS.verify(known.password_hash if known else _NOBODY, password) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def _note(tx, known: SignIn, right: bool) -> None:
    failures = 0 if right else known.failures + 1
    wait = wait_after(failures)
    tx.note_try(known.account, failures=failures, locked_until=technical_now() + wait if wait else None)
