"""The change feed: read from the zone, and handed to everyone who waits for it."""

import asyncio
import hashlib
from collections import defaultdict

import psycopg
import structlog
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

log = structlog.get_logger()

BACKLOG = 500
_COLUMNS = "seq, event_id::text, person_id, occurred_at, pillar, type, label, title, entity, entity_id"


class Overrun(Exception):
    """A listener fell too far behind; it reconnects with the last number it saw."""


class Feed:
    """Follows the feed of all persons with one listening connection and hands each change to its listeners."""

    def __init__(self, conninfo: str):
        self.conninfo = conninfo
        self.pool = AsyncConnectionPool(conninfo, min_size=1, max_size=6, open=False,
                                        kwargs={"row_factory": dict_row, "autocommit": True,
                                                "options": "-c search_path=zone"})
        self.listeners: dict[str, set[asyncio.Queue]] = defaultdict(set)
        self.seen = 0
        self.following = False

    async def start(self) -> None:
        await self.pool.open()
        self.task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        self.task.cancel()
        await self.pool.close()

    def listen(self, person_id: str) -> asyncio.Queue:
        """A queue on which this person's changes arrive from now on."""
        queue: asyncio.Queue = asyncio.Queue(maxsize=BACKLOG)
        self.listeners[person_id].add(queue)
        return queue

    def leave(self, person_id: str, queue: asyncio.Queue) -> None:
        self.listeners[person_id].discard(queue)
        if not self.listeners[person_id]:
            del self.listeners[person_id]

    async def since(self, person_id: str, after: int) -> list[dict]:
        """A person's changes after number `after`, oldest first."""
        return await self._rows(f"SELECT {_COLUMNS} FROM changes WHERE person_id = %s AND seq > %s ORDER BY seq"
                                " LIMIT %s", person_id, after, BACKLOG)

    async def newest(self, person_id: str) -> int:
        """The number of a person's newest change; 0 when there is none."""
        rows = await self._rows("SELECT coalesce(max(seq), 0) AS seq FROM changes WHERE person_id = %s", person_id)
        return rows[0]["seq"]

    async def take_ticket(self, ticket: str) -> str | None:
        """The person whom a ticket admits; the ticket is used up. None when it is none, or too old."""
        rows = await self._rows("DELETE FROM push_tickets WHERE ticket_hash = %s RETURNING person_id,"
                                " expires_at > clock_timestamp() AS valid", ticket_hash(ticket))
        return rows[0]["person_id"] if rows and rows[0]["valid"] else None

    async def _rows(self, sql: str, *parameters) -> list[dict]:
        async with self.pool.connection() as connection:
            return await (await connection.execute(sql, parameters)).fetchall()

    async def _follow(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self.conninfo, autocommit=True) as connection:
                    await connection.execute("LISTEN zone")
                    await self._catch_up(first=self.seen == 0)
                    self.following = True
                    async for _ in connection.notifies():
                        await self._catch_up()
            except psycopg.Error as error:
                self.following = False
                log.warning("database_away", part="push", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _catch_up(self, *, first: bool = False) -> None:
        if first:
            rows = await self._rows("SELECT coalesce(max(seq), 0) AS seq FROM changes")
            self.seen = rows[0]["seq"]
            return
        while rows := await self._rows(f"SELECT {_COLUMNS} FROM changes WHERE seq > %s ORDER BY seq LIMIT 1000",
                                       self.seen):
            for row in rows:
                self._hand_out(row)
            self.seen = rows[-1]["seq"]

    def _hand_out(self, row: dict) -> None:
        for queue in self.listeners.get(row["person_id"], ()):
            try:
                queue.put_nowait(row)
            except asyncio.QueueFull:
                log.warning("listener_overrun")


def ticket_hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()


def public(row: dict) -> dict:
    """A change as clients see it; the number is the cursor."""
    return {name: value for name, value in row.items() if name != "person_id"}
