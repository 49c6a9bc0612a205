"""One row per message that a receiver has handled: a duplicate finds it, and its sender gets the first answer."""

import hashlib
import json
from datetime import datetime

import psycopg
from psycopg.types.json import Jsonb

from chassis.clock import technical_now
from contracts.messages import Envelope, Message
from contracts.problems import Problem

# The lock's time-out is set before the row is inserted: the insert reads from it.
# Business time without the call of a function that costs as much as a small statement.
NOW = "(SELECT clock_timestamp() + ahead FROM clock.business)"
# How many are published tells versions apart; the highest id does not, since a later commit can hold a lower one.
PUBLISHED = "nullif(count(*), 0) FROM published_policies"
_OPEN = ("WITH mine AS (INSERT INTO inbox (receiver, message_id, body_hash) SELECT %s, %s, %s"
         " FROM set_config('lock_timeout', coalesce(%s, current_setting('lock_timeout')), true)"
         " ON CONFLICT DO NOTHING RETURNING 1)"
         f" SELECT {NOW} AS now, (SELECT count(*) FROM mine) AS new,"
         f" (SELECT {PUBLISHED}) AS published")

_ANSWER = "answered AS (UPDATE inbox SET answer = %s, decided = %s WHERE receiver = %s AND message_id = %s)"

_SORTED = json.JSONEncoder(sort_keys=True).encode  # as rows of earlier versions were hashed


class Repeated(Exception):
    """This message was handled before; `answer` is what its sender got then (None for events)."""

    def __init__(self, answer: dict | None):
        self.answer = answer
        super().__init__("handled before")


def is_command(message: Message) -> bool:
    """Whether somebody waits for this message's answer and may give it again (events are just repeated)."""
    return hasattr(type(message), "by")


def body_hash(message: Message) -> str:
    """What was asked and by whom: the same key with another body, or from somebody else, is a conflict."""
    actor = message.actor
    who = [actor.role, actor.person_id, actor.organisation_id, actor.system]
    return hashlib.sha256(_SORTED([message.as_data(), who]).encode()).hexdigest()


def seconds_to_wait(envelope: Envelope) -> float:
    """How long a command may wait for a connection or a lock, a little time left for its answer to travel.

    Raises a Problem when its deadline has passed: nothing begins after the caller was told no.
    """
    left = (envelope.deadline - technical_now()).total_seconds()
    if left <= 0:
        raise Problem("已超过办理时限", code="not_accepted")
    return max(0.001, left - min(0.5, left / 5))


class Inbox:
    """What a transaction does about its own message; the transaction itself runs the statements."""

    _opening: psycopg.Cursor | None = None
    _digest: str | None = None
    _now: datetime | None = None
    _published_version = None

    @property
    def now(self) -> datetime:
        """Business time when this transaction began."""
        self.require_new()
        return self._now

    def open(self) -> None:
        """Put the inbox row in. What came of it is looked at before anything else is read, kept or committed."""
        envelope = self.message.envelope
        self._digest = self.digest() if is_command(self.message) else None
        wait = str(int(seconds_to_wait(envelope) * 1000)) if envelope.deadline else None
        self._opening = self._run(_OPEN, [envelope.receiver, envelope.id, self._digest, wait])

    @property
    def has_opened(self) -> bool:
        """Whether the database has put the inbox row in, or found the one that was there."""
        return self._opening is None or self._opening.pgresult is not None

    def require_new(self) -> None:
        """Raise Repeated when this message was handled before."""
        if self._opening is None:
            return
        opened = self._opening.fetchone()
        self._opening = None
        self._now, self._published_version = opened["now"], opened["published"]
        if not opened["new"]:
            self._repeat(self._digest)

    def look_only(self) -> None:
        """Begin without an inbox row, for what changes nothing or is no message."""
        began = self.one(f"SELECT {NOW} AS now, (SELECT {PUBLISHED}) AS published")
        self._now, self._published_version = began["now"], began["published"]

    def digest(self) -> str:
        """What is kept of a command's body, to tell another body under the same id."""
        return body_hash(self.message)

    def _repeat(self, digest: str | None) -> None:
        first = self.one("SELECT body_hash, answer, decided FROM inbox WHERE receiver = %s AND message_id = %s",
                         self.message.envelope.receiver, self.message.id)
        if digest and first["body_hash"] and first["body_hash"] != digest:
            raise Problem(code="same_key_other_body")
        with_decision = type(self).kept_answer(self, *first["decided"]) if first["decided"] else {}
        raise Repeated(first["answer"] and with_decision | first["answer"])

    def keep_answer(self, answer: dict, found_by: tuple[str, ...] | None) -> None:
        """Keep what this message's sender is told, for when it asks again; a decision that has it is only named."""
        own = {"events": answer["events"]} if found_by else answer
        self.write("inbox", _ANSWER, Jsonb(own), list(found_by) if found_by else None,
                   self.message.envelope.receiver, self.message.id)
