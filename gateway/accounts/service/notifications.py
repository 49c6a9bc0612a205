"""Telling people by short message: what the feed brings is decided, kept, and sent when it is due."""

from chassis.clock import SHANGHAI
from contracts.zone import STATE_LABELS
from contracts.zone.notifications import NotificationWishes
from gateway.accounts.rules.notifications import Wishes, decide_notifications, read_wishes
from gateway.accounts.service.reading import CONTACT

AT_ONCE = 100
_SENDING = "发送业务提醒"


class NotificationKeeping:
    """What the notifier does, in transactions of its own."""

    def wishes_of(self, person_id: str) -> dict:
        """By which ways somebody wants to be told, and when not."""
        with self.store.session() as tx:
            return _told(tx.wishes_of(person_id))

    def keep_wishes(self, person_id: str, told: NotificationWishes) -> dict:
        """Keep wishes; raises Invalid."""
        wishes = read_wishes(told)
        with self.store.session() as tx:
            tx.keep_wishes(person_id, wishes)
        return _told(wishes)

    def notifications_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """What was sent to a person, and what was not and why; the newest first."""
        with self.store.session() as tx:
            return [each | {"state_label": STATE_LABELS["notification"][each["state"]]}
                    for each in tx.notifications_of(person_id, before, limit)]

    def take_changes(self, read, newest) -> int:
        """Decide on the changes since the last time; how many there were. The first time nothing is told of the past.

        `read(after)` gives changes of the feed after a number, `newest()` the number that it ends with.
        """
        with self.store.session() as tx:
            place = tx.feed_place()
            changes = read(place) if place is not None else []
            listeners = tx.listeners(sorted({each["person_id"] for each in changes}))
            for change in (each for each in changes if each["person_id"] in listeners):
                _note(tx, change, listeners[change["person_id"]])
            if changes or place is None:
                tx.move_feed_place(changes[-1]["seq"] if changes else newest())
            return len(changes)

    def send_due(self, connector, system) -> int:
        """Hand what is due to the connector; how much it was. What cannot be sent is kept with the reason.

        A connector that needs a number in clear gets it, and the person sees that it was read, by whom and why.
        """
        with self.store.session() as tx:
            due = tx.due_notifications(AT_ONCE)
            for each in due:
                person_id = each["person_id"]
                data = (tx.read_clear([person_id], ("phone",), system, _SENDING) if connector.needs_clear
                        else tx.read_masked([person_id], CONTACT))
                fault = connector.send(each["channel"], data[person_id]["phone"], each["text"])
                tx.settle_notification(each["notification_id"], "failed" if fault else "sent", fault)
            return len(due)


def _note(tx, change: dict, listener: dict) -> None:
    now = tx.now.astimezone(SHANGHAI)
    for one in decide_notifications(change["label"], change["title"], now=now, **listener):
        tx.note_notification(change["person_id"], change["event_id"], one)


def _told(wishes: Wishes) -> dict:
    return {"channels": [each.value for each in wishes.channels], "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until}
