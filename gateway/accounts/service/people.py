"""Registering people, what changes about them, and their target groups."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Role
from contracts.zone.commands import ConfirmStatus, LapseStatus, RegisterPerson, UpdatePerson
from gateway.accounts.model import DESK_ROLES
from gateway.accounts.rules.people import (
    decide_registration,
    decide_update,
    read_changes,
    read_identity,
    require_version,
)
from gateway.accounts.rules.statuses import decide_confirmation, decide_lapse


class PeopleCommands:
    """Commands about persons."""

    @command(RegisterPerson)
    def register_person(self, command):
        with self.store.transaction(command) as tx:
            identity = read_identity(command, tx.today)
            if command.actor.role in DESK_ROLES:
                require_area(command, identity.area)
            tx.hold_registers(importing=False)
            person_id, number = _id_for(command), identity.id_number
            known = tx.person(person_id) is not None and not tx.is_forgotten(person_id)
            taken = known or tx.person_with_id_number(number.number) is not None
            evidence = tx.register_says([number.number]).get(number.number, ())
            return tx.record(decide_registration(tx.prepare(person_id, identity), taken=taken, evidence=evidence,
                                                 doubt=number.doubt, today=tx.today))

    @command(UpdatePerson)
    def update_person(self, command):
        with self.store.transaction(command) as tx:
            changes = read_changes(command)
            person = tx.lock_person(command.person_id)
            require_version(command, person, tx.version_of(command.person_id))
            after = tx.prepare_change(person, changes) if person else None
            return tx.record(decide_update(person, command, after, tuple(sorted(changes))))

    @command(ConfirmStatus)
    def confirm_status(self, command):
        with self.store.transaction(command) as tx:
            person = tx.lock_person(command.person_id)
            if person:
                require_area(command, person.area)
            return tx.record(decide_confirmation(person, command, tx.today))

    @command(LapseStatus)
    def lapse_status(self, command):
        with self.store.transaction(command) as tx:
            person = tx.lock_person(command.person_id)
            evidence = tx.evidence_for(command.person_id, command.group)
            return tx.record(decide_lapse(person, command.group, evidence, tx.today))


def _id_for(command: RegisterPerson) -> str:
    """Citizens keep the id that they signed in with; for others a new one follows from the command's."""
    if command.actor.role is Role.CITIZEN and command.actor.person_id:
        return command.actor.person_id
    return derived_id("person", command.id)
