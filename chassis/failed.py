"""Failed messages are rows: their schedule lives in PostgreSQL, so it survives the broker and reads the same
on every broker version."""

import random
import traceback
from dataclasses import dataclass

from psycopg.types.json import Jsonb

from chassis.database import Database
from chassis.delivery import Delivery

CALL_FAILED = "call_failed"


@dataclass(frozen=True, kw_only=True)
class RetrySchedule:
    """When a failing message is tried again (seconds), and after how many attempts it is parked."""

    first: float = 1.0
    factor: float = 4.0
    longest: float = 3600.0
    attempts: int = 10

    def delay(self, attempt: int, chance: float) -> float:
        """Seconds to wait after `attempt` failures; `chance` in [0, 1) spreads it by a quarter either way."""
        return min(self.longest, self.first * self.factor ** (attempt - 1)) * (0.75 + chance / 2)


class FailedMessages:
    """The failed messages of one schema."""

    def __init__(self, database: Database, schedule: RetrySchedule | None = None):
        self.database, self.schedule = database, schedule or RetrySchedule()

    def keep_error(self, delivery: Delivery, error: BaseException) -> str:
        """Keep a message whose handler raised, to be tried again by the schedule; the status it now has."""
        return self._keep(delivery, "handler_failed", *_told(error), "retrying")

    def keep_failed_call(self, delivery: Delivery, error: BaseException) -> str:
        """Keep a call whose handler raised. Its caller was told so, hence it is never run again from here."""
        return self._keep(delivery, CALL_FAILED, *_told(error), "parked")

    def quarantine(self, delivery: Delivery, cause: str, words: str) -> str:
        """Keep a message that must not be tried again by itself."""
        return self._keep(delivery, cause, words, "", "quarantined")

    def _keep(self, delivery: Delivery, cause: str, error: str, trace: str, status: str) -> str:
        with self.database.connection() as connection:
            row = connection.execute(
                "INSERT INTO failed_messages AS f (receiver, message_id, type, headers, body, status, cause, error,"
                " trace, attempts) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 1)"
                " ON CONFLICT (receiver, message_id) DO UPDATE SET attempts = f.attempts + 1, status ="
                " excluded.status, cause = excluded.cause, error = excluded.error, trace = excluded.trace,"
                " last_failed_at = clock_timestamp() RETURNING id, attempts",
                [delivery.receiver, delivery.message_id, delivery.type, Jsonb(_plain(delivery.headers)),
                 delivery.body, status, cause, _storable(error[:2000]), trace[:8000]]).fetchone()
            return self._plan(connection, row[0], row[1], status)

    def _plan(self, connection, row_id: int, attempts: int, status: str) -> str:
        if status != "retrying":
            return status
        if attempts >= self.schedule.attempts:
            connection.execute("UPDATE failed_messages SET status = 'parked', next_try_at = NULL WHERE id = %s",
                               [row_id])
            return "parked"
        wait = self.schedule.delay(attempts, random.random())  # noqa: S311 - spreads load, guards nothing
        connection.execute("UPDATE failed_messages SET next_try_at = clock_timestamp() + make_interval(secs => %s)"
                           " WHERE id = %s", [wait, row_id])
        return "retrying"

    def claim_due(self, lease_seconds: int = 120) -> Delivery | None:
        """The next message whose try is due, leased to the caller; None when nothing is due."""
        with self.database.connection() as connection:
            row = connection.execute(
                "UPDATE failed_messages SET next_try_at = clock_timestamp() + make_interval(secs => %s)"
                " WHERE id = (SELECT id FROM failed_messages WHERE status = 'retrying'"
                " AND next_try_at <= clock_timestamp()"
                " AND receiver NOT IN (SELECT receiver FROM paused_reactions)"
                " ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)"
                " RETURNING receiver, message_id, headers, body, type", [lease_seconds]).fetchone()
        if row is None:
            return None
        return Delivery(receiver=row[0], message_id=row[1], headers=row[2], body=bytes(row[3]), type=row[4],
                        redelivered=True)

    def retry(self, row_id: int, note: str) -> bool:
        """Have one parked or quarantined message tried once more; False for one that must not be (a call)."""
        with self.database.connection() as connection:
            return connection.execute(
                "UPDATE failed_messages SET status = 'retrying', next_try_at = clock_timestamp(), note = %s"
                " WHERE id = %s AND status IN ('parked', 'quarantined') AND cause <> %s",
                [note, row_id, CALL_FAILED]).rowcount == 1

    def close(self, delivery: Delivery) -> None:
        """A retried message was handled."""
        with self.database.connection() as connection:
            connection.execute("UPDATE failed_messages SET status = 'done', next_try_at = NULL"
                               " WHERE receiver = %s AND message_id = %s",
                               [delivery.receiver, delivery.message_id])

    def counts(self) -> dict[str, int]:
        """How many messages are retrying, parked and quarantined."""
        with self.database.connection() as connection:
            rows = connection.execute("SELECT status, count(*) FROM failed_messages GROUP BY status").fetchall()
        return {**dict.fromkeys(("retrying", "parked", "quarantined"), 0), **dict(rows)}

    def note_refusal(self, what: str, actor: dict, problem: dict) -> None:
        """Keep who tried what without the role or area for it."""
        with self.database.connection() as connection:
            connection.execute("INSERT INTO audit (what, actor, problem) VALUES (%s, %s, %s)",
                               [what, Jsonb(actor), Jsonb(problem)])


def _told(error: BaseException) -> tuple[str, str]:
    """An error's words and where it was raised. Drivers put the row's values on later lines; those stay out."""
    lines = str(error).strip().splitlines()
    words = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    return words, "".join(traceback.format_tb(error.__traceback__)[-8:])


def _plain(value):
    """Headers as JSON that PostgreSQL can hold, whatever a broker let through."""
    if isinstance(value, dict):
        return {_storable(str(key)): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (int, float, bool, type(None))) else _storable(str(value))


def _storable(text: str) -> str:
    """`text` without what PostgreSQL refuses: the zero character and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
