"""Persons: facts in the clear, who they are sealed."""

from dataclasses import dataclass

from contracts.zone import EvidenceKind, TargetGroup
from contracts.zone.domain_events import GroupEvidence, PersonRegistered, PersonUpdated
from gateway.accounts.model import Identity, KnownPerson, Person, RosterEntry
from gateway.accounts.rules.reading import normal_address

_PERSON = ("SELECT person_id, birth_month, area, phone_token, address_token, account_token FROM persons"
           " WHERE person_id = ANY(%s)")
_FORGOTTEN = "person_id = %s AND id_index = 'erased/' || person_id"
_ANEW = ("UPDATE persons SET area = %s, birth_month = %s, id_index = %s, name_check = %s, name_sealed = %s,"
         " id_number_sealed = %s, phone_sealed = %s, address_sealed = %s, phone_token = %s, address_token = %s,"
         f" registered_at = %s, closed_at = NULL WHERE {_FORGOTTEN}")
_EVIDENCE = ("SELECT DISTINCT ON (person_id, group_name) person_id, group_name, kind, source, fetched_on,"
             " valid_until FROM statuses WHERE person_id = ANY(%s) AND lapsed_on IS NULL"
             " ORDER BY person_id, group_name, valid_until DESC NULLS FIRST, source")


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A person's data as its row holds it, waiting for the event that writes it."""

    id_index: str
    name_check: str
    name: str
    id_number: str
    phone: str
    address: str | None


def evidence_from(row: dict) -> GroupEvidence:
    """The evidence in a row of statuses or of a register."""
    return GroupEvidence(group=TargetGroup(row["group_name"]), kind=EvidenceKind(row["kind"]), source=row["source"],
                         fetched_on=row["fetched_on"], valid_until=row["valid_until"])


class People:
    """Reading and writing persons; part of the accounts' transaction."""

    def person(self, person_id: str) -> Person | None:
        return self.people([person_id]).get(person_id)

    def people(self, person_ids: list[str]) -> dict[str, Person]:
        """What rules may know of these persons, by id; unknown ids are left out."""
        rows = self.rows(_PERSON, person_ids)
        groups: dict[str, list[GroupEvidence]] = {}
        for row in self.rows(_EVIDENCE, person_ids) if rows else ():
            groups.setdefault(row["person_id"], []).append(evidence_from(row))
        return {row["person_id"]: Person(**row, groups=tuple(groups.get(row["person_id"], ()))) for row in rows}

    def person_with_id_number(self, number: str) -> str | None:
        """The id of whoever registered with this ID number."""
        return self.value("SELECT person_id FROM persons WHERE id_index = %s", self.vault.index(number))

    def is_forgotten(self, person_id: str) -> bool:
        """Whether somebody left, and nothing of who they are is kept."""
        return self.one(f"SELECT 1 FROM persons WHERE {_FORGOTTEN}", person_id) is not None

    def lock_person(self, person_id: str) -> Person | None:
        """The person, held until the transaction ends: two changes of one person follow each other."""
        self.one("SELECT 1 FROM persons WHERE person_id = %s FOR UPDATE", person_id)
        return self.person(person_id)

    def known_people(self, entries: list[RosterEntry]) -> dict[int, KnownPerson]:
        """Who of a roster is registered, by row, and whether under the same name."""
        indexes = {entry.row: self.vault.index(entry.id_number.number) for entry in entries}
        found = {row["id_index"]: row for row in self.rows(
            "SELECT id_index, person_id, name_check FROM persons WHERE id_index = ANY(%s)", list(indexes.values()))}
        return {entry.row: KnownPerson(person_id=row["person_id"], same_name=row["name_check"] ==
                                       self.vault.name_check(row["id_index"], entry.name))
                for entry in entries if (row := found.get(indexes[entry.row]))}

    def prepare(self, person_id: str, identity: Identity) -> Person:
        """Seal an identity for the event that will write it; what rules may know of it."""
        vault, number = self.vault, identity.id_number.number
        index = vault.index(number)
        clear = {"name": identity.name, "id_number": number, "phone": identity.phone, "address": identity.address}
        self.sealed[person_id] = Sealed(
            id_index=index, name_check=vault.name_check(index, identity.name),
            **{what: vault.seal(value, owner=person_id, what=what) for what, value in clear.items()})
        address = normal_address(identity.address) if identity.address else None
        return Person(person_id=person_id, birth_month=identity.id_number.birth_month, area=identity.area,
                      phone_token=vault.token("phone", identity.phone),
                      address_token=vault.token("address", address))

    def prepare_change(self, person: Person, changes: dict[str, str]) -> Person:
        """Seal what changes about a person; the person as rules may know them afterwards."""
        self.changes[person.person_id] = {
            what: self.vault.seal(value, owner=person.person_id, what=what)
            for what, value in changes.items() if what != "area"}
        token = self.vault.token
        tokens = {"phone": ("phone_token", lambda value: token("phone", value)),
                  "address": ("address_token", lambda value: token("address", normal_address(value))),
                  "bank_account": ("account_token", lambda value: token("account", value))}
        after = {tokens[what][0]: tokens[what][1](value) for what, value in changes.items() if what in tokens}
        return Person(**(vars(person) | after | {"area": changes.get("area", person.area)}))

    def apply_person_registered(self, event: PersonRegistered) -> None:
        """Write the sealed identity. Two registrations of one ID number at a time meet here. Who left and was
        forgotten comes back under the id that they sign in with."""
        sealed = self.sealed.pop(event.person_id)
        written = self.touched(_ANEW, event.area, event.birth_month, sealed.id_index, sealed.name_check, sealed.name,
                               sealed.id_number, sealed.phone, sealed.address, event.phone_token, event.address_token,
                               self.now, event.person_id) or self.touched(
            "INSERT INTO persons (person_id, id_index, name_check, birth_month, area, name_sealed,"
            " id_number_sealed, phone_sealed, address_sealed, phone_token, address_token, registered_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            event.person_id, sealed.id_index, sealed.name_check, event.birth_month, event.area, sealed.name,
            sealed.id_number, sealed.phone, sealed.address, event.phone_token, event.address_token, self.now)
        if not written:
            raise self.already_registered()

    def apply_person_updated(self, event: PersonUpdated) -> None:
        sealed = self.changes.pop(event.person_id)
        self.execute(
            "UPDATE persons SET area = %s, birth_month = %s, phone_token = %s, address_token = %s, account_token = %s,"
            " phone_sealed = coalesce(%s, phone_sealed), address_sealed = coalesce(%s, address_sealed),"
            " bank_account_sealed = coalesce(%s, bank_account_sealed), name_sealed = coalesce(%s, name_sealed),"
            " id_number_sealed = coalesce(%s, id_number_sealed), id_index = coalesce(%s, id_index),"
            " name_check = coalesce(%s, name_check) WHERE person_id = %s",
            event.area, event.birth_month, event.phone_token, event.address_token, event.account_token,
            *map(sealed.get, ("phone", "address", "bank_account", "name", "id_number", "id_index", "name_check")),
            event.person_id)
