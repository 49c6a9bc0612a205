"""The log of deliveries as push keeps it: planned from the feed, claimed for a minute, settled with each try."""

from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

AT_ONCE = 20
PLANNED_AT_ONCE = 500
_LEASE_SECONDS = 60

_OPEN = "SELECT webhook_id, owner_id, everybody, pillars, after_seq FROM accounts.webhooks WHERE closed_at IS NULL"
_CHANGES = ("SELECT seq, event_id::text, person_id, occurred_at, pillar, type, label, title, entity, entity_id"
            " FROM changes WHERE seq > %s AND (%s OR person_id = %s) AND (%s::text[] = '{}' OR pillar = ANY(%s))"
            " ORDER BY seq LIMIT %s")
_PLAN = ("INSERT INTO accounts.webhook_deliveries (webhook_id, seq, event_id, payload) VALUES (%s, %s, %s, %s)"
         " ON CONFLICT DO NOTHING")
_PLACE = "UPDATE accounts.webhooks SET after_seq = %s WHERE webhook_id = %s AND after_seq < %s"
_CLAIM = ("UPDATE accounts.webhook_deliveries d SET next_try_at = clock_timestamp() + make_interval(secs => %s)"
          " FROM accounts.webhooks w WHERE w.webhook_id = d.webhook_id AND w.closed_at IS NULL AND d.delivery_id IN"
          " (SELECT delivery_id FROM accounts.webhook_deliveries WHERE state = 'waiting'"
          " AND next_try_at <= clock_timestamp() ORDER BY delivery_id LIMIT %s FOR UPDATE SKIP LOCKED)"
          " RETURNING d.delivery_id, d.webhook_id, d.event_id::text, d.payload, d.attempts, w.address, w.generation")
_NOTE = "INSERT INTO accounts.webhook_attempts (delivery_id, answered, fault, took_ms) VALUES (%s, %s, %s, %s)"
_SETTLE = ("UPDATE accounts.webhook_deliveries SET attempts = attempts + 1, answered = %s, fault = %s, state = %s,"
           " next_try_at = clock_timestamp() + make_interval(secs => %s),"
           " delivered_at = CASE WHEN %s = 'delivered' THEN clock_timestamp() END WHERE delivery_id = %s")


class Deliveries:
    """Statements on the webhooks' tables with push's role; asynchronous like the feed, on the same connections."""

    def __init__(self, pool: AsyncConnectionPool):
        self.pool = pool

    async def plan(self, payload) -> int:
        """Turn what the feed brought since into deliveries of what `payload(change, everybody)` makes; how many."""
        async with self.pool.connection() as connection:
            webhooks = await (await connection.execute(_OPEN)).fetchall()
            return sum([await self._plan_for(connection, webhook, payload) for webhook in webhooks])

    async def _plan_for(self, connection, webhook: dict, payload) -> int:
        everybody, pillars, id_ = webhook["everybody"], webhook["pillars"], webhook["webhook_id"]
        async with connection.transaction():
            rows = await (await connection.execute(_CHANGES, [
                webhook["after_seq"], everybody, webhook["owner_id"], pillars, pillars, PLANNED_AT_ONCE])).fetchall()
            for row in rows:
                await connection.execute(_PLAN, [id_, row["seq"], row["event_id"], Jsonb(payload(row, everybody))])
            if rows:
                await connection.execute(_PLACE, [rows[-1]["seq"], id_, rows[-1]["seq"]])
        return len(rows)

    async def claim(self) -> list[dict]:
        """What is due; nobody else sends it for a minute."""
        async with self.pool.connection() as connection:
            return await (await connection.execute(_CLAIM, [_LEASE_SECONDS, AT_ONCE])).fetchall()

    async def settle(self, delivery_id: int, posted, state: str, again_after: int) -> None:
        """Keep a try, and where its delivery stands after it."""
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute(_NOTE, [delivery_id, posted.answered, posted.fault, posted.took_ms])
            await connection.execute(_SETTLE, [posted.answered, posted.fault, state, again_after, state, delivery_id])
