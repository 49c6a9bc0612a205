"""Addresses of one's own that are told what changes."""

from contracts.actors import Actor
from contracts.problems import NotFound
from contracts.zone.webhooks import NewWebhook
from gateway.accounts.rules.webhooks import require_webhook


class WebhookKeeping:
    """Opening, listing and closing webhooks; no message leaves the accounts for it."""

    def webhooks_of(self, owner_id: str) -> list[dict]:
        """The addresses that are told for somebody."""
        with self.store.session() as tx:
            return tx.webhooks_of(owner_id)

    def open_webhook(self, webhook_id: str, told: NewWebhook, owner: Actor, after_seq: int,
                     fault: str | None) -> dict:
        """Tell an address; opened twice with one id it is the same. Raises Invalid, Forbidden or Conflict. `fault` is
        what is wrong with the address."""
        with self.store.session() as tx:
            found = tx.webhook_of(owner.person_id, webhook_id)
            if found is None:
                require_webhook(told, owner, len(tx.webhooks_of(owner.person_id)), fault)
                tx.open_webhook(webhook_id, owner.person_id, told, after_seq)
            return _there(tx.webhook_of(owner.person_id, webhook_id))

    def renew_webhook_secret(self, webhook_id: str, owner_id: str) -> dict:
        """Have another secret sign from now on; raises NotFound."""
        with self.store.session() as tx:
            _there(tx.webhook_of(owner_id, webhook_id))
            tx.renew_secret(webhook_id)
            return _there(tx.webhook_of(owner_id, webhook_id))

    def close_webhook(self, webhook_id: str, owner_id: str) -> None:
        """Tell an address nothing more; raises NotFound."""
        with self.store.session() as tx:
            _there(tx.webhook_of(owner_id, webhook_id))
            tx.close_webhook(webhook_id)

    def deliveries_of(self, webhook_id: str, owner_id: str, before: int | None, limit: int) -> list[dict]:
        """What was sent to an address, the newest first; raises NotFound."""
        with self.store.session() as tx:
            _there(tx.webhook_of(owner_id, webhook_id))
            return tx.deliveries_of(webhook_id, before, limit)

    def send_again(self, webhook_id: str, owner_id: str, delivery_id: int) -> None:
        """Send a delivery anew, soon; raises NotFound."""
        with self.store.session() as tx:
            _there(tx.webhook_of(owner_id, webhook_id))
            if not tx.send_again(webhook_id, delivery_id):
                raise NotFound("没有这次投递")


def _there(webhook: dict | None) -> dict:
    if webhook is None:
        raise NotFound("没有这个订阅")
    return webhook
