"""Registers of target groups, judged row by row."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.zone.commands import ImportRegister
from gateway.accounts.rules.registers import check_register, decide_import


class RegisterCommands:
    """Taking in registers. A preview records nothing, so that the import can follow it."""

    @command(ImportRegister)
    def import_register(self, command):
        opened = self.store.reading if command.preview else self.store.transaction
        with opened(command) as tx:
            require_area(command, command.area)
            entries, faults, doubts = check_register(command, tx.today)
            if not command.preview:
                tx.hold_registers(importing=True)
            register_id = derived_id("register", command.id)
            decision = decide_import(
                command, register_id, rows=(len(command.rows), len(entries)), faults=faults, doubts=doubts,
                matches=tx.newly_matched(entries, lock=not command.preview), today=tx.today)
            if command.preview:
                return decision.as_answer() | {"events": []}
            if decision.events:
                tx.keep_entries(register_id, entries)
            return tx.record(decision)
