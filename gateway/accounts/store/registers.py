"""Target groups: the evidence for them, and the registers it is looked up in."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.zone import TargetGroup
from contracts.zone.commands import LapseStatus
from contracts.zone.domain_events import GroupEvidence, RegisterImported, StatusConfirmed, StatusLapsed
from gateway.accounts.model import Person, RegisterEntry
from gateway.accounts.store.people import evidence_from

_ENTRY = "SELECT id_index, group_name, 'register' AS kind, source, fetched_on, valid_until FROM register_entries"


class Registers:
    """Reading and writing registers and statuses; part of the accounts' transaction."""

    # registers

    def hold_registers(self, *, importing: bool) -> None:
        """Let no import and no registration pass each other unseen: each must see what the other has written."""
        how = "pg_advisory_xact_lock" if importing else "pg_advisory_xact_lock_shared"
        self.execute(f"SELECT {how}(hashtext('registers'), hashtext(current_schema()))")

    def register_says(self, numbers: list[str]) -> dict[str, tuple[GroupEvidence, ...]]:
        """What the registers say about these ID numbers, by number; who is in none is left out."""
        indexes = {self.vault.index(number): number for number in numbers}
        found: dict[str, list[GroupEvidence]] = {}
        for row in self.rows(f"{_ENTRY} WHERE id_index = ANY(%s) ORDER BY group_name, source", list(indexes)):
            found.setdefault(indexes[row["id_index"]], []).append(evidence_from(row))
        return {number: tuple(evidence) for number, evidence in found.items()}

    def newly_matched(self, entries: list[RegisterEntry], *,
                      lock: bool) -> list[tuple[Person, tuple[GroupEvidence, ...]]]:
        """Registered people in these entries, with what is not known about them yet; `lock` holds their rows."""
        by_index: dict[str, list[GroupEvidence]] = {}
        for entry in entries:
            by_index.setdefault(self.vault.index(entry.id_number.number), []).append(entry.evidence)
        rows = self.rows("SELECT person_id, id_index FROM persons WHERE id_index = ANY(%s) ORDER BY person_id"
                         + (" FOR UPDATE" if lock else ""), list(by_index))
        ids = [row["person_id"] for row in rows]
        people, known = self.people(ids), self._known_evidence(ids)
        news = ((people[row["person_id"]], tuple(
            each for each in by_index[row["id_index"]] if (row["person_id"], _place(each)) not in known))
            for row in rows)
        return [(person, evidence) for person, evidence in news if evidence]

    def _known_evidence(self, person_ids: list[str]) -> set[tuple]:
        rows = self.rows("SELECT person_id, group_name, source, valid_until FROM statuses"
                         " WHERE person_id = ANY(%s) AND lapsed_on IS NULL", person_ids)
        return {(row["person_id"], (row["group_name"], row["source"], row["valid_until"])) for row in rows}

    def keep_entries(self, register_id: str, entries: list[RegisterEntry]) -> None:
        """Keep a register's rows by blind index; a later import from the same source replaces them."""
        self.execute_each(
            "INSERT INTO register_entries (id_index, group_name, source, register_id, fetched_on, valid_until)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (id_index, group_name, source) DO UPDATE SET"
            " register_id = excluded.register_id, fetched_on = excluded.fetched_on,"
            " valid_until = excluded.valid_until WHERE register_entries.fetched_on <= excluded.fetched_on",
            [(self.vault.index(entry.id_number.number), entry.evidence.group.value, entry.evidence.source,
              register_id, entry.evidence.fetched_on, entry.evidence.valid_until) for entry in entries])

    def apply_register_imported(self, event: RegisterImported) -> None:
        self.execute(
            "INSERT INTO registers (register_id, source, area, rows, kept, refused, matched, imported_by,"
            " imported_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            event.register_id, event.source, event.area, event.rows, event.kept, event.refused, event.matched,
            self.message.actor.person_id, self.now)

    # statuses

    def evidence_for(self, person_id: str, group: TargetGroup) -> tuple[GroupEvidence, ...]:
        """All evidence for a person's group that has not lapsed."""
        rows = self.rows("SELECT group_name, kind, source, fetched_on, valid_until FROM statuses"
                         " WHERE person_id = %s AND group_name = %s AND lapsed_on IS NULL", person_id, group.value)
        return tuple(map(evidence_from, rows))

    def apply_status_confirmed(self, event: StatusConfirmed) -> None:
        self.execute(
            "INSERT INTO statuses (person_id, group_name, source, kind, fetched_on, valid_until)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (person_id, group_name, source) DO UPDATE SET"
            " kind = excluded.kind, fetched_on = excluded.fetched_on, valid_until = excluded.valid_until,"
            " lapsed_on = NULL",
            event.person_id, event.group.value, event.source, event.kind.value, event.fetched_on, event.valid_until)
        self._set_lapse_timer(event)

    def _set_lapse_timer(self, event: StatusConfirmed) -> None:
        """The group lapses when the last of its evidence ends; evidence without an end drops the timer."""
        key = f"lapse/{event.person_id}/{event.group.value}"
        ends = [each.valid_until for each in self.evidence_for(event.person_id, event.group)]
        if None in ends:
            self.drop_timer(key)
            return
        due = start_of(max(ends) + timedelta(days=1))
        self.set_timer(key, due, LapseStatus(person_id=event.person_id, group=event.group))

    def apply_status_lapsed(self, event: StatusLapsed) -> None:
        self.execute("UPDATE statuses SET lapsed_on = %s WHERE person_id = %s AND group_name = %s"
                     " AND lapsed_on IS NULL", event.lapsed_on, event.person_id, event.group.value)


def _place(evidence: GroupEvidence) -> tuple:
    return evidence.group.value, evidence.source, evidence.valid_until
