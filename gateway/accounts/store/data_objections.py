"""Objections to what is known of a person, and the corrections of who somebody is."""

from dataclasses import replace

from contracts.actors import area_prefix
from contracts.zone import DataField, DataObjectionState, TargetGroup
from contracts.zone.data_objections import DataObjected, DataObjectionSettled, ObjectToData
from gateway.accounts.model import DataObjection, Person
from gateway.accounts.rules.data_objections import RightIdentity

_COLUMNS = "data_objection_id, person_id, area, field, group_name, state"
_SHOWN = (f"SELECT {_COLUMNS}, source, explanation_sealed, files, raised_at, ground, settled_at FROM data_objections")


class DataObjections:
    """Reading and writing objections; part of the accounts' transaction."""

    def data_objection(self, data_objection_id: str) -> DataObjection | None:
        """The objection, held until the transaction ends."""
        row = self.one(f"SELECT {_COLUMNS} FROM data_objections WHERE data_objection_id = %s FOR UPDATE",
                       data_objection_id)
        return row and _objection(row)

    def objection_waits(self, person_id: str, datum: DataField, group: TargetGroup | None) -> bool:
        """Whether one to the same datum is open."""
        found = self.one("SELECT 1 FROM data_objections WHERE person_id = %s AND field = %s AND state = 'open' AND"
                         " coalesce(group_name, '') = %s", person_id, datum.value, group.value if group else "")
        return found is not None

    def shown_objection(self, data_objection_id: str) -> dict | None:
        """One objection with its words opened."""
        row = self.one(f"{_SHOWN} WHERE data_objection_id = %s", data_objection_id)
        return row and self._shown(row)

    def shown_objections(self, person_id: str | None, area: str | None) -> list[dict]:
        """A person's objections, or those that are open in an area, the oldest first."""
        rows = self.rows(f"{_SHOWN} WHERE (%s::text IS NULL OR person_id = %s) AND (%s::text IS NULL OR"
                         " (area LIKE %s AND state = 'open')) ORDER BY raised_at, data_objection_id LIMIT 200",
                         person_id, person_id, area, area_prefix(area) + "%" if area else None)
        return [self._shown(row) for row in rows]

    def _shown(self, row: dict) -> dict:
        words = row.pop("explanation_sealed")
        opened = self.open_words(words, owner=row["data_objection_id"], what="explanation")
        return {**row, "group": row.pop("group_name"), "explanation": opened}

    def keep_words(self, data_objection_id: str, command: ObjectToData) -> None:
        """Seal what the person wrote for the event that writes it."""
        self.objected[data_objection_id] = (
            self.vault.seal(command.explanation, owner=data_objection_id, what="explanation"), list(command.files))

    def source_of(self, person_id: str, group: TargetGroup | None) -> str | None:
        """Where the evidence for a person's group comes from."""
        return group and self.value("SELECT string_agg(source, '、' ORDER BY source) FROM statuses WHERE person_id = %s"
                                    " AND group_name = %s AND lapsed_on IS NULL", person_id, group.value)

    def prepare_correction(self, person: Person, right: RightIdentity) -> Person | None:
        """Seal the right name and number for the event that writes them; the person as rules know them afterwards."""
        if right.name is None:
            return None
        seal, index = self.vault.seal, self.value("SELECT id_index FROM persons WHERE person_id = %s", person.person_id)
        sealed = {"name": seal(right.name, owner=person.person_id, what="name")}
        if right.id_number:
            number = right.id_number.number
            index = self.vault.index(number)
            sealed["id_number"] = seal(number, owner=person.person_id, what="id_number")
            person = replace(person, birth_month=right.id_number.birth_month)
        self.changes[person.person_id] = sealed | {
            "id_index": index, "name_check": self.vault.name_check(index, right.name)}
        return person

    def apply_data_objected(self, event: DataObjected) -> None:
        words, files = self.objected.pop(event.data_objection_id)
        self.execute(
            "INSERT INTO data_objections (data_objection_id, person_id, area, field, group_name, source, state,"
            " explanation_sealed, files, raised_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.data_objection_id, event.person_id, event.area, event.field.value,
            event.group and event.group.value, self.source_of(event.person_id, event.group), event.state.value, words,
            files, self.now)

    def apply_data_objection_settled(self, event: DataObjectionSettled) -> None:
        self.execute("UPDATE data_objections SET state = %s, ground = %s, settled_by = %s, settled_at = %s"
                     " WHERE data_objection_id = %s", event.state.value, event.ground, self.message.actor.person_id,
                     self.now, event.data_objection_id)


def _objection(row: dict) -> DataObjection:
    group = row.pop("group_name")
    return DataObjection(**row | {"field": DataField(row["field"]), "group": TargetGroup(group) if group else None,
                                  "state": DataObjectionState(row["state"])})
