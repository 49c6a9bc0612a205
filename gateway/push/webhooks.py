"""Outgoing webhooks: from the feed to a log of deliveries, from the log to their addresses, again after a failure."""

import asyncio
import json
import time
from collections.abc import Callable

import psycopg
import structlog

from gateway.push.posting import Posted, post
from gateway.push.signing import secret_of, signed_headers
from gateway.zone.deliveries import Deliveries

# Seconds until the next try after each failure; after the last one the delivery has failed, and its owner may resend.
AGAIN_AFTER = (10, 60, 600, 3600, 6 * 3600)
_EVERY_SECONDS = 5.0

log = structlog.get_logger()


class Webhooks:
    """Plans and sends. Several push processes may run: a delivery is claimed by one, and only for a minute."""

    def __init__(self, deliveries: Deliveries, key: bytes, *, private: bool = False,
                 send: Callable[..., Posted] = post):
        self.deliveries, self.key, self.private, self.send = deliveries, key, private, send

    async def run(self) -> None:
        """Plan and send for as long as the process lives; an outage of the database only delays."""
        while True:
            try:
                busy = await self.deliveries.plan(payload) + await self.deliver()
            except psycopg.Error as error:
                log.warning("database_away", part="webhooks", error=type(error).__name__)
                busy = 0
            if not busy:
                await asyncio.sleep(_EVERY_SECONDS)

    async def deliver(self) -> int:
        """Send what is due, several at a time; how much it was."""
        due = await self.deliveries.claim()
        await asyncio.gather(*map(self._deliver_one, due))
        return len(due)

    async def _deliver_one(self, delivery: dict) -> None:
        body = json.dumps(delivery["payload"], ensure_ascii=False, separators=(",", ":")).encode()
        secret = secret_of(self.key, delivery["webhook_id"], delivery["generation"])
        headers = signed_headers(secret, delivery["event_id"], int(time.time()), body)
        posted = await asyncio.to_thread(self.send, delivery["address"], headers, body, private=self.private)
        again = AGAIN_AFTER[delivery["attempts"]] if delivery["attempts"] < len(AGAIN_AFTER) else None
        state = "delivered" if posted.arrived else "failed" if again is None else "waiting"
        await self.deliveries.settle(delivery["delivery_id"], posted, state, again or 0)


def payload(row: dict, everybody: bool) -> dict:
    """What is sent of a change; whom it concerns only where it may concern several."""
    told = {name: value for name, value in row.items() if name != "person_id" or everybody}
    return told | {"occurred_at": row["occurred_at"].isoformat()}
