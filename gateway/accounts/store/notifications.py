"""What was sent to people, what waits to be, and why something was not."""

from contracts.zone import ConsentPurpose, NotificationChannel
from gateway.accounts.rules.notifications import Notification, Wishes

_READER = "notifications"


class Notifications:
    """Reading and writing notifications; part of the accounts' transaction."""

    def feed_place(self) -> int | None:
        """How far the feed was read, held until the transaction ends; None before the first time."""
        return self.value("SELECT seq FROM feed_places WHERE reader = %s FOR UPDATE", _READER)

    def move_feed_place(self, seq: int) -> None:
        self.execute("INSERT INTO feed_places (reader, seq) VALUES (%s, %s) ON CONFLICT (reader) DO UPDATE"
                     " SET seq = excluded.seq", _READER, seq)

    def listeners(self, person_ids: list[str]) -> dict[str, dict]:
        """Of each registered person: whether they consent, whether their account is closed, and their wishes."""
        rows = self.rows(
            "SELECT p.person_id, p.closed_at IS NOT NULL AS closed, EXISTS (SELECT 1 FROM consents c"
            " WHERE c.person_id = p.person_id AND c.purpose = %s AND c.withdrawn_at IS NULL) AS consents, w.channels,"
            " w.quiet_from, w.quiet_until FROM persons p LEFT JOIN notification_wishes w USING (person_id)"
            " WHERE p.person_id = ANY(%s)",
            ConsentPurpose.OFFERS_AND_REMINDERS.value, person_ids)
        return {row["person_id"]: {"closed": row["closed"], "consents": row["consents"], "wishes": _wishes(row)}
                for row in rows}

    def wishes_of(self, person_id: str) -> Wishes:
        row = self.one("SELECT channels, quiet_from, quiet_until FROM notification_wishes WHERE person_id = %s",
                       person_id)
        return _wishes(row or {"channels": None})

    def keep_wishes(self, person_id: str, wishes: Wishes) -> None:
        self.execute("INSERT INTO notification_wishes (person_id, channels, quiet_from, quiet_until)"
                     " VALUES (%s, %s, %s, %s) ON CONFLICT (person_id) DO UPDATE SET channels = excluded.channels,"
                     " quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until", person_id,
                     [each.value for each in wishes.channels], wishes.quiet_from, wishes.quiet_until)

    def note_notification(self, person_id: str, event_id: str, told: Notification) -> None:
        """Keep what is to be sent, or why it is not; once for each change and way."""
        self.execute("INSERT INTO notifications (person_id, event_id, channel, text, state, reason, due_at)"
                     " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", person_id, event_id,
                     told.channel.value, told.text, told.state.value, told.reason, told.due_at)

    def due_notifications(self, limit: int) -> list[dict]:
        """What is due in business time, each held for who sends it."""
        return self.rows("SELECT notification_id, person_id, channel, text FROM notifications WHERE state = 'waiting'"
                         " AND due_at <= %s ORDER BY due_at, notification_id LIMIT %s FOR UPDATE SKIP LOCKED", self.now,
                         limit)

    def settle_notification(self, notification_id: int, state: str, reason: str | None) -> None:
        self.execute("UPDATE notifications SET state = %s, reason = %s, sent_at = CASE WHEN %s = 'sent' THEN %s END"
                     " WHERE notification_id = %s", state, reason, state, self.now, notification_id)

    def notifications_of(self, person_id: str, before: int | None, limit: int) -> list[dict]:
        """What was sent to a person or kept back, the newest first."""
        return self.rows("SELECT notification_id, event_id::text, channel, state, text, reason, due_at, sent_at"
                         " FROM notifications WHERE person_id = %s AND (%s::bigint IS NULL OR notification_id < %s)"
                         " ORDER BY notification_id DESC LIMIT %s", person_id, before, before, limit)


def _wishes(row: dict) -> Wishes:
    if row["channels"] is None:
        return Wishes()
    return Wishes(channels=tuple(map(NotificationChannel, row["channels"])), quiet_from=row["quiet_from"],
                  quiet_until=row["quiet_until"])
