"""The one place where sealed data is opened. What leaves it in clear is noted first: who, whom, what and why."""

from psycopg.types.json import Jsonb

from contracts.actors import Actor
from gateway.accounts.rules.masking import MASKS

_COLUMNS = {"name": "name_sealed", "id_number": "id_number_sealed", "phone": "phone_sealed",
            "address": "address_sealed", "bank_account": "bank_account_sealed"}


class ClearReads:
    """Reading personal data; part of the accounts' transaction."""

    def read_masked(self, person_ids: list[str], what: tuple[str, ...]) -> dict[str, dict[str, str | None]]:
        """The data by person and kind as anybody with business there may see them."""
        return {person_id: {kind: value and MASKS[kind](value) for kind, value in data.items()}
                for person_id, data in self._open(person_ids, what).items()}

    def read_clear(self, person_ids: list[str], what: tuple[str, ...], viewer: Actor,
                   reason: str) -> dict[str, dict[str, str | None]]:
        """The data in clear, after it was noted that `viewer` read them for `reason`. The caller has judged
        that they may; the note commits with the transaction that reads."""
        self.note_clear_read(person_ids, what, viewer, reason)
        return self._open(person_ids, what)

    def accounts_masked(self, organisation_ids: list[str]) -> dict[str, str | None]:
        """The accounts to which organisations are paid, by id, as anybody with business there may see them."""
        opened = self._open_accounts(organisation_ids)
        return {each: account and MASKS["bank_account"](account) for each, account in opened.items()}

    def accounts_clear(self, organisation_ids: list[str], viewer: Actor, reason: str) -> dict[str, str | None]:
        """The same in clear, after it was noted that `viewer` read them for `reason`."""
        self.note_clear_read(organisation_ids, ("bank_account",), viewer, reason)
        return self._open_accounts(organisation_ids)

    def note_clear_read(self, person_ids: list[str], what: tuple[str, ...], viewer: Actor, reason: str) -> None:
        """Note that `viewer` reads what belongs to these persons, and why."""
        self.execute_each(
            "INSERT INTO clear_reads (viewer, person_id, what, reason) VALUES (%s, %s, %s, %s)",
            [(Jsonb(viewer.as_data()), person_id, list(what), reason) for person_id in person_ids])

    def open_words(self, sealed: str, *, owner: str, what: str) -> str:
        """What somebody wrote, for themself or for the desk to which they wrote it; the caller notes a desk."""
        return self.vault.open(sealed, owner=owner, what=what)

    def clear_reads_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """Who read a person's data in clear, newest first: role, what, why and when."""
        return self.rows(
            "SELECT id, viewer ->> 'role' AS role, viewer ->> 'person_id' AS viewer_id, what, reason, read_at"
            " FROM clear_reads WHERE person_id = %s AND (%s::bigint IS NULL OR id < %s) ORDER BY id DESC LIMIT %s",
            person_id, before, before, limit)

    def note_lookup(self, viewer: Actor, asked: int, found: int) -> None:
        """Note that `viewer` asked for people by ID number."""
        self.execute("INSERT INTO lookups (viewer, asked, found) VALUES (%s, %s, %s)", Jsonb(viewer.as_data()),
                     asked, found)

    def _open_accounts(self, organisation_ids: list[str]) -> dict[str, str | None]:
        rows = self.rows("SELECT organisation_id, bank_account_sealed FROM organisations"
                         " WHERE organisation_id = ANY(%s)", list(organisation_ids))
        return {row["organisation_id"]: row["bank_account_sealed"] and self.vault.open(
            row["bank_account_sealed"], owner=row["organisation_id"], what="bank_account") for row in rows}

    def _open(self, person_ids: list[str], what: tuple[str, ...]) -> dict[str, dict[str, str | None]]:
        columns = ", ".join(f"{_COLUMNS[kind]} AS {kind}" for kind in what)
        rows = self.rows(f"SELECT person_id, {columns} FROM persons WHERE person_id = ANY(%s)", list(person_ids))
        return {row["person_id"]: {kind: row[kind] and self.vault.open(row[kind], owner=row["person_id"], what=kind)
                                   for kind in what} for row in rows}
