"""Sealing again, under the current key, what an older one sealed: some at a time, while people go on working."""

from dataclasses import dataclass

from chassis.database import Database
from chassis.settings import Settings
from gateway.accounts.store.vault import Vault

AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class SealedColumn:
    """A column that holds sealed values; `key` names their owner, `what` is what they are bound to."""

    table: str
    key: str
    column: str
    what: str

    @property
    def older(self) -> str:
        """The condition that a value is sealed with another key than a given one."""
        return f"split_part({self.column}, ':', 1) <> %s"


def _of_persons(what: str) -> SealedColumn:
    return SealedColumn(table="persons", key="person_id", column=f"{what}_sealed", what=what)


SEALED = (
    *map(_of_persons, ("name", "id_number", "phone", "address", "bank_account")),
    SealedColumn(table="businesses", key="business_id", column="address_sealed", what="address"),
    SealedColumn(table="organisations", key="organisation_id", column="bank_account_sealed", what="bank_account"),
    SealedColumn(table="matter_drafts", key="draft_id", column="content_sealed", what="draft"),
    SealedColumn(table="data_objections", key="data_objection_id", column="explanation_sealed", what="explanation"),
)


def reseal(settings: Settings, *, at_once: int = AT_ONCE) -> list[dict]:
    """Seal again whatever an older key sealed; how many of each column, and how many are left since somebody worked
    on them. Needs the gateway's keys, the older ones too: raises UnknownKey without one."""
    vault, database = Vault.from_settings(settings), Database(settings.database_conninfo("accounts"), "accounts")
    try:
        return [_reseal(database, vault, place, at_once) for place in SEALED]
    finally:
        database.close()


def _reseal(database: Database, vault: Vault, place: SealedColumn, at_once: int) -> dict:
    done = 0
    while some := _some(database, vault, place, at_once):
        done += some
    with database.connection() as connection:
        left = connection.execute(f"SELECT count(*) FROM {place.table} WHERE {place.older}",
                                  [vault.current]).fetchone()[0]
    return {"column": f"{place.table}.{place.column}", "resealed": done, "left": left}


def _some(database: Database, vault: Vault, place: SealedColumn, at_once: int) -> int:
    """One transaction; rows that somebody works on are passed over."""
    with database.connection() as connection, connection.cursor() as cursor:
        rows = cursor.execute(
            f"SELECT {place.key}, {place.column} FROM {place.table} WHERE {place.older} LIMIT %s"
            " FOR UPDATE SKIP LOCKED", [vault.current, at_once]).fetchall()
        cursor.executemany(f"UPDATE {place.table} SET {place.column} = %s WHERE {place.key} = %s", [
            (vault.reseal(sealed, owner=owner, what=place.what), owner) for owner, sealed in rows])
        return len(rows)
