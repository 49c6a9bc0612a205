"""The change feed, handed to everyone who waits for it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import psycopg
import structlog

from gateway.zone.changes import BACKLOG, Changes, follow

log = structlog.get_logger()


class Feed:
    """Follows the feed of all persons with one listening connection and hands each change to its listeners.

    What is in `beside` runs as long as the feed is followed.
    """

    def __init__(self, conninfo: str):
        self.conninfo, self.changes = conninfo, Changes(conninfo)
        self.listeners: dict[str, set[asyncio.Queue]] = defaultdict(set)
        self.seen: int | None = None
        self.has_place = asyncio.Event()
        self.following = False
        self.beside: list[Callable[[], Awaitable[None]]] = []

    async def start(self) -> None:
        """Connect and begin to follow."""
        await self.changes.pool.open()
        self.tasks = [asyncio.create_task(run()) for run in (self._follow_through_outages, *self.beside)]

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await self.changes.pool.close()

    async def listen(self, person_id: str) -> asyncio.Queue:
        """A queue on which this person's changes arrive from now on; a full one means that too much was missed.

        Waits until the feed has its place: what came before that is handed to nobody.
        """
        await self.has_place.wait()
        queue: asyncio.Queue = asyncio.Queue(maxsize=BACKLOG)
        self.listeners[person_id].add(queue)
        return queue

    def leave(self, person_id: str, queue: asyncio.Queue) -> None:
        self.listeners[person_id].discard(queue)
        if not self.listeners[person_id]:
            del self.listeners[person_id]

    async def _follow_through_outages(self) -> None:
        while True:
            try:
                await self._follow()
            except psycopg.Error as error:
                self.following = False
                log.warning("database_away", part="push", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _follow(self) -> None:
        async with await psycopg.AsyncConnection.connect(self.conninfo, autocommit=True) as connection:
            async for _ in follow(connection):
                await self._catch_up()
                self.following = True

    async def _catch_up(self) -> None:
        """Hand out what came since; at the very first, only note where the feed ends."""
        if self.seen is None:
            self.seen = await self.changes.newest()
            self.has_place.set()
        while rows := await self.changes.everybodys_since(self.seen):
            for row in rows:
                self._hand_out(row)
            self.seen = rows[-1]["seq"]

    def _hand_out(self, row: dict) -> None:
        for queue in self.listeners.get(row["person_id"], ()):
            try:
                queue.put_nowait(row)
            except asyncio.QueueFull:
                log.warning("listener_overrun")


def public(row: dict) -> dict:
    """A change as clients see it; the number is the cursor."""
    return {name: value for name, value in row.items() if name != "person_id"}
