"""The change feed as push reads it: a person's changes after a cursor, tickets, and everybody's for handing out."""

import hashlib

from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

BACKLOG = 500
AT_ONCE = 1000
CHANNEL = "zone"
_COLUMNS = "seq, event_id::text, person_id, occurred_at, pillar, type, label, title, entity, entity_id"


class Changes:
    """Queries on the feed with push's role; asynchronous, since thousands of streams share one process."""

    def __init__(self, conninfo: str):
        self.pool = AsyncConnectionPool(conninfo, min_size=1, max_size=6, open=False,
                                        kwargs={"row_factory": dict_row, "autocommit": True,
                                                "options": "-c search_path=zone"})

    async def since(self, person_id: str, after: int) -> list[dict]:
        """A person's changes after number `after`, oldest first."""
        return await self._rows(f"SELECT {_COLUMNS} FROM changes WHERE person_id = %s AND seq > %s ORDER BY seq"
                                " LIMIT %s", person_id, after, BACKLOG)

    async def everybodys_since(self, after: int) -> list[dict]:
        """All changes after number `after`, oldest first, a thousand at a time."""
        return await self._rows(f"SELECT {_COLUMNS} FROM changes WHERE seq > %s ORDER BY seq LIMIT %s", after, AT_ONCE)

    async def newest(self, person_id: str | None = None) -> int:
        """The number of a person's newest change, or of anybody's; 0 when there is none."""
        rows = await self._rows("SELECT coalesce(max(seq), 0) AS seq FROM changes"
                                " WHERE %s::text IS NULL OR person_id = %s", person_id, person_id)
        return rows[0]["seq"]

    async def revocations(self) -> list[dict]:
        """The tokens that were ended before their time, as the accounts know them."""
        return await self._rows("SELECT kind, key, given_before FROM accounts.revocations"
                                " WHERE until >= extract(epoch FROM clock_timestamp())")

    async def take_ticket(self, ticket: str) -> str | None:
        """The person whom a ticket admits; the ticket is used up. None when it is none, or too old."""
        rows = await self._rows("DELETE FROM push_tickets WHERE ticket_hash = %s RETURNING person_id,"
                                " expires_at > clock_timestamp() AS valid", hashlib.sha256(ticket.encode()).hexdigest())
        return rows[0]["person_id"] if rows and rows[0]["valid"] else None

    async def _rows(self, sql: str, *parameters) -> list[dict]:
        async with self.pool.connection() as connection:
            return await (await connection.execute(sql, parameters)).fetchall()


async def follow(connection):
    """Yields once when listening has begun, and again whenever the zone has projected something."""
    await connection.execute(f"LISTEN {CHANNEL}")
    yield
    async for _ in connection.notifies():
        yield
