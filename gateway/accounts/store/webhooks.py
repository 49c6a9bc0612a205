"""Addresses that are told, and the log of what was sent to them."""

from contracts.zone.webhooks import NewWebhook

_SHOWN = "webhook_id, address, everybody, pillars, opened_at"


class Webhooks:
    """Reading and writing webhooks; part of the accounts' transaction. The push process sends."""

    def webhooks_of(self, owner_id: str) -> list[dict]:
        return self.rows(f"SELECT {_SHOWN} FROM webhooks WHERE owner_id = %s AND closed_at IS NULL"
                         " ORDER BY opened_at, webhook_id", owner_id)

    def webhook_of(self, owner_id: str, webhook_id: str) -> dict | None:
        """An open webhook of its owner, with the generation of its secret."""
        return self.one(f"SELECT {_SHOWN}, generation FROM webhooks WHERE webhook_id = %s AND owner_id = %s"
                        " AND closed_at IS NULL", webhook_id, owner_id)

    def open_webhook(self, webhook_id: str, owner_id: str, told: NewWebhook, after_seq: int) -> None:
        """Tell an address from the feed's present end on."""
        self.execute("INSERT INTO webhooks (webhook_id, owner_id, everybody, address, pillars, generation, after_seq)"
                     " VALUES (%s, %s, %s, %s, %s, 1, %s) ON CONFLICT DO NOTHING", webhook_id, owner_id, told.everybody,
                     told.address, list(told.pillars), after_seq)

    def renew_secret(self, webhook_id: str) -> None:
        self.execute("UPDATE webhooks SET generation = generation + 1 WHERE webhook_id = %s", webhook_id)

    def close_webhook(self, webhook_id: str) -> None:
        self.execute("UPDATE webhooks SET closed_at = clock_timestamp() WHERE webhook_id = %s", webhook_id)
        self.execute("UPDATE webhook_deliveries SET state = 'failed', fault = '订阅已取消' WHERE webhook_id = %s"
                     " AND state = 'waiting'", webhook_id)

    def deliveries_of(self, webhook_id: str, before: int | None, limit: int) -> list[dict]:
        """What was sent to an address, the newest first."""
        return self.rows("SELECT delivery_id, event_id::text, state, attempts, answered, fault,"
                         " CASE WHEN state = 'waiting' THEN next_try_at END AS next_try_at, delivered_at"
                         " FROM webhook_deliveries WHERE webhook_id = %s AND (%s::bigint IS NULL OR delivery_id < %s)"
                         " ORDER BY delivery_id DESC LIMIT %s", webhook_id, before, before, limit)

    def send_again(self, webhook_id: str, delivery_id: int) -> int:
        """Have a delivery sent anew; whether there is such a one."""
        return self.touched("UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, fault = NULL,"
                            " next_try_at = clock_timestamp() WHERE webhook_id = %s AND delivery_id = %s",
                            webhook_id, delivery_id)
