"""Registers and rosters: sheets of people, judged row by row."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.zone.commands import ImportRegister, ResolveRoster
from gateway.accounts.model import Identity, RosterEntry
from gateway.accounts.rules.registers import check_register, decide_import
from gateway.accounts.rules.rosters import check_known, check_roster, decide_roster, read_roster_area


class SheetCommands:
    """Commands that bring a sheet. What only looks records nothing, so a look can be followed by the deed."""

    @command(ImportRegister)
    def import_register(self, command):
        opened = self.store.reading if command.preview else self.store.transaction
        with opened(command) as tx:
            require_area(command, command.area)
            entries, faults, doubts = check_register(command, tx.today)
            register_id = derived_id("register", command.id)
            decision = decide_import(
                command, register_id, rows=(len(command.rows), len(entries)), faults=faults, doubts=doubts,
                matches=tx.newly_matched(entries, lock=not command.preview), today=tx.today)
            if command.preview:
                return decision.as_answer() | {"events": []}
            if decision.events:
                tx.keep_entries(register_id, entries)
            return tx.record(decision)

    @command(ResolveRoster)
    def resolve_roster(self, command):
        opened = self.store.transaction if command.register_missing else self.store.reading
        with opened(command) as tx:
            area = read_roster_area(command)
            entries, faults = check_roster(command, tx.today)
            known = tx.known_people(entries)
            faults += check_known(entries, known, command.register_missing)
            ids = {row: person.person_id for row, person in known.items()}
            newcomers = self._newcomers(tx, command, [each for each in entries if each.row not in known], area)
            decision = decide_roster(
                command, derived_id("roster", command.id), faults=faults, newcomers=newcomers, today=tx.today,
                ids=ids | {row: person.person_id for row, (person, _) in newcomers.items()})
            return tx.record(decision) if command.register_missing else decision.as_answer() | {"events": []}

    def _newcomers(self, tx, command: ResolveRoster, entries: list[RosterEntry], area: str | None) -> dict:
        """The people to be registered from the roster with what the registers say about them, by row."""
        if not command.register_missing:
            return {}
        evidence = tx.register_says([entry.id_number.number for entry in entries])
        return {entry.row: (tx.prepare(derived_id("person", command.id, entry.row), _identity(entry, area)),
                            evidence.get(entry.id_number.number, ())) for entry in entries}


def _identity(entry: RosterEntry, area: str) -> Identity:
    return Identity(name=entry.name, id_number=entry.id_number, phone=entry.phone, area=area)
