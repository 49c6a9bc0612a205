"""Objections to wrong data, and what a desk makes of them."""

from chassis.calls import require_area
from chassis.declare import command
from chassis.store import derived_id
from contracts.actors import Actor
from contracts.problems import Conflict, NotFound
from contracts.zone import STATE_LABELS
from contracts.zone.data_objections import ObjectToData, SettleDataObjection
from gateway.accounts.model import DESK_ROLES
from gateway.accounts.rules.data_objections import decide_data_objection, decide_settlement, read_right_identity

_WORDS, _CHECKING = ("explanation",), "核实信息异议"


class DataObjectionCommands:
    """Commands about objections to data, and reading them."""

    @command(ObjectToData)
    def object_to_data(self, command):
        with self.store.transaction(command) as tx:
            mine, objection_id = command.actor.person_id, derived_id("data_objection", command.id)
            tx.keep_words(objection_id, command)
            return tx.record(decide_data_objection(
                command, objection_id, tx.lock_person(mine),
                own_files=tx.files_of((mine, command.actor.person_id), command.files),
                waiting=tx.objection_waits(mine, command.field, command.group)))

    @command(SettleDataObjection)
    def settle_data_objection(self, command):
        with self.store.transaction(command) as tx:
            objection = tx.data_objection(command.data_objection_id)
            if objection is None:
                raise NotFound("没有这项异议")
            require_area(command, objection.area)
            right = read_right_identity(command, tx.today)
            if right.id_number and tx.person_with_id_number(right.id_number.number) not in (None, objection.person_id):
                raise Conflict("该身份证号已由另一人登记", code="already_registered")
            person = tx.lock_person(objection.person_id)
            return tx.record(decide_settlement(
                command, objection, person, right, tx.prepare_correction(person, right),
                tx.source_of(person.person_id, objection.group), tx.today))

    def data_objections_of(self, person_id: str) -> list[dict]:
        """A person's own objections."""
        with self.store.session() as tx:
            return [_labelled(each) for each in tx.shown_objections(person_id, None)]

    def open_data_objections(self, area: str, viewer: Actor) -> list[dict]:
        """The open objections of an area and below, for its desk; each person sees that it was read."""
        with self.store.session() as tx:
            found = [_labelled(each) for each in tx.shown_objections(None, area)]
            tx.note_clear_read(sorted({each["person_id"] for each in found}), _WORDS, viewer, _CHECKING)
        return found

    def show_data_objection(self, data_objection_id: str, viewer: Actor) -> dict:
        """One objection for its person or a desk of its area; raises NotFound."""
        with self.store.session() as tx:
            found = tx.shown_objection(data_objection_id)
            if found is None or not _may_read(viewer, found):
                raise NotFound("没有这项异议，或您不能查看")
            if viewer.person_id != found["person_id"]:
                tx.note_clear_read([found["person_id"]], _WORDS, viewer, _CHECKING)
        return _labelled(found)


def _may_read(viewer: Actor, objection: dict) -> bool:
    if viewer.person_id == objection["person_id"]:
        return True
    return viewer.role in DESK_ROLES and viewer.covers(objection["area"])


def _labelled(objection: dict) -> dict:
    return objection | {"state_label": STATE_LABELS["data_objection"][objection["state"]]}
