"""Rosters: sheets of people that become person ids, judged row by row."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.decisions import Decision
from contracts.zone.commands import ResolveRoster
from gateway.accounts.model import Identity, RosterEntry
from gateway.accounts.rules.rosters import check_known, check_roster, decide_roster, read_roster_area


class RosterCommands:
    """Resolving rosters. What only looks records nothing but who looked."""

    @command(ResolveRoster)
    def resolve_roster(self, command):
        if command.register_missing:
            with self.store.transaction(command) as tx:
                tx.hold_registers(importing=False)
                return tx.record(self._resolved(tx, command))
        with self.store.session() as tx:
            decision = self._resolved(tx, command)
            tx.note_lookup(command.actor, len(command.rows), len(decision.details["person_ids"]))
            return decision.as_answer() | {"events": []}

    def _resolved(self, tx, command: ResolveRoster) -> Decision:
        area = read_roster_area(command)
        entries, faults = check_roster(command, tx.today)
        known = tx.known_people(entries)
        faults += check_known(entries, known, command.register_missing)
        ids = {row: person.person_id for row, person in known.items()}
        newcomers = self._newcomers(tx, command, [each for each in entries if each.row not in known], area)
        return decide_roster(
            command, derived_id("roster", command.id), faults=faults, newcomers=newcomers, today=tx.today,
            ids=ids | {row: person.person_id for row, (person, _) in newcomers.items()})

    def _newcomers(self, tx, command: ResolveRoster, entries: list[RosterEntry], area: str | None) -> dict:
        """The people to be registered from the roster with what the registers say about them, by row."""
        if not command.register_missing:
            return {}
        evidence = tx.register_says([entry.id_number.number for entry in entries])
        return {entry.row: (tx.prepare(derived_id("person", command.id, entry.row), _identity(entry, area)),
                            evidence.get(entry.id_number.number, ())) for entry in entries}


def _identity(entry: RosterEntry, area: str) -> Identity:
    return Identity(name=entry.name, id_number=entry.id_number, phone=entry.phone, area=area)
