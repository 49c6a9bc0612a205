"""The one transaction of a handler: load, decide, record.

    with self.store.transaction(message) as tx:
        thing = tx.thing_of(message.thing_id)
        return tx.record(decide_something(message, thing, tx.policy(thing.area, on=tx.today)))

The inbox row goes in first, so a repeat of the same message finds it; state, history, outbox, decision and
answer commit together or not at all.
"""

import hashlib
import json
import re
import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from chassis.clock import business_day, technical_now
from chassis.database import POOL_SECONDS, Database
from chassis.many_events import MANY, keep_events, next_versions
from chassis.trace import child_of
from contracts.decisions import Decision
from contracts.messages import Envelope, Message
from contracts.problems import Problem
from contracts.wire import VERSION_HEADER, to_headers

NAMESPACE = uuid.UUID("5c0c1a2e-6a55-4d4c-9d0b-77e5c1a0f0a1")
_KEPT = ("id", "type", "entity", "entity_id", "person_id", "correlation_id", "occurred_at")
# The lock's time-out is set before the row is inserted: the insert reads from it.
# How many are published tells versions apart; the highest id does not, since a later commit can hold a lower one.
PUBLISHED = "nullif(count(*), 0) FROM published_policies"
_OPEN = ("WITH mine AS (INSERT INTO inbox (receiver, message_id, body_hash) SELECT %s, %s, %s"
         " FROM set_config('lock_timeout', coalesce(%s, current_setting('lock_timeout')), true)"
         " ON CONFLICT DO NOTHING RETURNING 1)"
         " SELECT clock.business_now() AS now, (SELECT count(*) FROM mine) AS new,"
         f" (SELECT {PUBLISHED}) AS published")
# The entity's next version goes into row and headers; the relay is woken by a transaction's first event.
_APPEND = ("WITH v AS (INSERT INTO entity_versions AS v (entity, entity_id, version) VALUES (%(entity)s, %(entity_id)s,"
           " 1) ON CONFLICT (entity, entity_id) DO UPDATE SET version = v.version + 1 RETURNING version),"
           " e AS (INSERT INTO events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at) SELECT %(id)s, %(type)s, %(entity)s, %(entity_id)s, version, %(person_id)s,"
           f" %(data)s, %(headers)s::jsonb || jsonb_build_object('{VERSION_HEADER}', version), %(correlation_id)s,"
           " %(occurred_at)s FROM v RETURNING id),"
           " o AS (INSERT INTO outbox (event_id) SELECT id FROM e)"
           " SELECT version, CASE WHEN %(wakes)s THEN pg_notify('outbox', %(schema)s) END FROM v")


class Repeated(Exception):
    """This message was handled before; `answer` is what its sender got then (None for events)."""

    def __init__(self, answer: dict | None):
        self.answer = answer
        super().__init__("handled before")


def derived_id(*parts) -> str:
    """The same id for the same parts, so that a repeat names the same thing."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def is_command(message: Message) -> bool:
    """Whether somebody waits for this message's answer and may give it again (events are just repeated)."""
    return hasattr(type(message), "by")


def body_hash(message: Message) -> str:
    """What was asked and by whom: the same key with another body, or from somebody else, is a conflict."""
    actor = message.actor
    who = [actor.role, actor.person_id, actor.organisation_id, actor.system]
    return hashlib.sha256(json.dumps([message.as_data(), who], sort_keys=True).encode()).hexdigest()


def seconds_to_wait(envelope: Envelope) -> float:
    """How long a command may wait for a connection or a lock, a little time left for its answer to travel.

    Raises a Problem when its deadline has passed: nothing begins after the caller was told no.
    """
    left = (envelope.deadline - technical_now()).total_seconds()
    if left <= 0:
        raise Problem("已超过办理时限", code="not_accepted")
    return max(0.001, left - min(0.5, left / 5))


def applier_name(event_class: type) -> str:
    """`ClassFiled` → `apply_class_filed`: the store method that writes what the event changes."""
    return "apply_" + re.sub(r"(?<!^)(?=[A-Z])", "_", event_class.__name__).lower()


class Transaction:
    """Base of each pillar's transaction: what a handler may read and record. See the module's text."""

    schema: str
    source: str
    keep_decision = None

    def __init__(self, connection: psycopg.Connection, message: Message, policies=None):
        self.connection, self.message, self.policies = connection, message, policies
        self.cursor = connection.cursor(row_factory=dict_row)
        self.now: datetime | None = None
        self._recorded = 0
        self._kept_answer: dict | None = None
        self._published_version = None

    @property
    def today(self) -> date:
        """Today's business day."""
        return business_day(self.now)

    # reading

    def rows(self, sql: str, *parameters) -> list[dict]:
        return self.cursor.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters) -> dict | None:
        return self.cursor.execute(sql, parameters).fetchone()

    def value(self, sql: str, *parameters):
        row = self.one(sql, *parameters)
        return None if row is None else next(iter(row.values()))

    def execute(self, sql: str, *parameters) -> None:
        """Run one writing statement; `touched` tells how many rows it met."""
        self.cursor.execute(sql, parameters)

    def touched(self, sql: str, *parameters) -> int:
        """Run one writing statement; the number of rows it touched, for which a pipeline must wait."""
        cursor = self.cursor.execute(sql, parameters)
        if self.connection.info.pipeline_status:
            with self.connection.pipeline() as pipeline:
                pipeline.sync()
        return cursor.rowcount

    def policy(self, area: str, on: date):
        """This pillar's policy for `area` as of `on`, run-time changes first."""
        return self.policies.view(self.schema, area, on, self._published())

    def policies_in_force(self):
        """The whole reader behind `policy`, run-time changes laid over."""
        return self.policies.reader(self._published())

    def next_policy_change(self, area: str, after: date) -> date | None:
        """The first day after `after` on which something of this pillar's policy for `area` begins or ends."""
        return self.policies.next_change(self.schema, area, after, self._published())

    def _published(self) -> tuple:
        if self._published_version is None:
            return ()
        return self.policies.published(self.schema, self._published_version, self._load_published)

    def _load_published(self) -> list[dict]:
        return [row["parameter"] for row in self.rows("SELECT parameter FROM published_policies ORDER BY id")]

    # recording

    def open(self) -> None:
        """Put the inbox row in; raises Repeated when this message was handled before."""
        envelope = self.message.envelope
        digest = self.digest() if is_command(self.message) else None
        wait = str(int(seconds_to_wait(envelope) * 1000)) if envelope.deadline else None
        try:
            with self.connection.pipeline():  # to begin and to open are one round trip
                self.cursor.execute(_OPEN, [envelope.receiver, envelope.id, digest, wait])
            opened = self.cursor.fetchone()
        except psycopg.errors.LockNotAvailable as error:
            raise Problem(code="still_running") from error
        self.now, self._published_version = opened["now"], opened["published"]
        if not opened["new"]:
            self._repeat(digest)

    def digest(self) -> str:
        """What is kept of a command's body, to tell another body under the same id."""
        return body_hash(self.message)

    def _repeat(self, digest: str | None) -> None:
        first = self.one("SELECT body_hash, answer FROM inbox WHERE receiver = %s AND message_id = %s",
                         self.message.envelope.receiver, self.message.id)
        if digest and first["body_hash"] and first["body_hash"] != digest:
            raise Problem(code="same_key_other_body")
        raise Repeated(first["answer"])

    def record(self, decision: Decision) -> dict:
        """Store the decision, its events and what they change; the answer for the caller."""
        return self._answer(self._record(decision))

    def record_all(self, decisions: list[Decision], *, subject: str) -> dict:
        """Record several decisions of one message; one answer on `subject`, granted when any was."""
        answers = [self._record(decision) for decision in decisions]
        outcome = next((a["outcome"] for a in answers if a["outcome"] == "granted"), answers[-1]["outcome"])
        return self._answer({"outcome": outcome, "subject": subject,
                             "reasons": [reason for answer in answers for reason in answer["reasons"]],
                             "events": [event for answer in answers for event in answer["events"]]})

    def _record(self, decision: Decision) -> dict:
        if type(self).keep_decision:
            type(self).keep_decision(self, decision)
        return decision.as_answer() | {"events": self._append_all(decision.events)}

    def _answer(self, answer: dict) -> dict:
        self._kept_answer = answer
        return answer

    def commit(self) -> None:
        """Keep the answer and commit, in one round trip."""
        with self.connection.pipeline():
            if self._kept_answer is not None:
                self.execute("UPDATE inbox SET answer = %s WHERE receiver = %s AND message_id = %s",
                             Jsonb(self._kept_answer), self.message.envelope.receiver, self.message.id)
            self.connection.commit()

    def _append_all(self, events: tuple[Message, ...]) -> list[str]:
        """Append events in their order; many of them set by set, each with the same effect as one by one."""
        if len(events) < MANY:
            return [self._append(event) for event in events]
        recorded = [event.with_envelope(self._envelope_for(event, version))
                    for event, version in zip(events, next_versions(self, events), strict=True)]
        if self._recorded == len(events):
            self.execute("SELECT pg_notify('outbox', %s)", self.schema)
        keep_events(self, recorded)
        self.execute("INSERT INTO outbox (event_id) SELECT * FROM unnest(%s::uuid[])",
                     [event.envelope.id for event in recorded])
        with self.connection.pipeline():
            for event in recorded:
                getattr(self, applier_name(type(event)))(event)
        return [event.envelope.id for event in recorded]

    def _append(self, event: Message) -> str:
        envelope = self._envelope_for(event)
        version = self.cursor.execute(_APPEND, {
            **{name: getattr(envelope, name) for name in _KEPT}, "data": Jsonb(event.as_data()), "schema": self.schema,
            "headers": Jsonb(to_headers(envelope)), "wakes": self._recorded == 1}).fetchone()["version"]
        event = event.with_envelope(replace(envelope, entity_version=version))
        getattr(self, applier_name(type(event)))(event)
        return envelope.id

    def _envelope_for(self, event: Message, version: int | None = None) -> Envelope:
        """The event's envelope; its version is known before it is appended, or comes of it."""
        cause = self.message.envelope
        self._recorded += 1
        return Envelope(
            id=derived_id(self.schema, cause.receiver, cause.id, self._recorded), type=event.type,
            source=self.source, actor=cause.actor, occurred_at=self._moment(), correlation_id=cause.correlation_id,
            causation_id=cause.id, traceparent=child_of(cause.traceparent), entity=event.entity,
            entity_id=getattr(event, f"{event.entity}_id"), entity_version=version,
            person_id=getattr(event, event.person_field) if event.person_field else None)

    def _moment(self) -> datetime:
        """Business time, a microsecond later for each further event, so that a timeline keeps their order."""
        return self.now + timedelta(microseconds=self._recorded - 1)

    # the calendar

    def set_timer(self, key: str, due_at: datetime, command: Message) -> None:
        """Have `command` delivered once when business time reaches `due_at`; the same key replaces."""
        self.execute(
            "INSERT INTO timers (key, id, due_at, command, data, correlation_id) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (key) DO UPDATE SET id = excluded.id, due_at = excluded.due_at,"
            " command = excluded.command, data = excluded.data, correlation_id = excluded.correlation_id",
            key, derived_id("timer", self.schema, key, self.message.id), due_at, type(command).name,
            Jsonb(command.as_data()), self.message.envelope.correlation_id)

    def drop_timer(self, key: str) -> None:
        self.execute("DELETE FROM timers WHERE key = %s", key)


class Store:
    """Opens a pillar's transactions on its database."""

    def __init__(self, transaction_class: type[Transaction], database: Database, policies=None):
        self.transaction_class, self.database, self.policies = transaction_class, database, policies

    @contextmanager
    def transaction(self, message: Message):
        """A transaction for `message`; raises Repeated when it was handled before."""
        with self.database.connection(_patience(message)) as connection:
            tx = self.transaction_class(connection, message, self.policies)
            tx.open()
            yield tx
            tx.commit()

    @contextmanager
    def reading(self, message: Message):
        """A transaction that only reads, for questions."""
        with self.database.connection(_patience(message)) as connection:
            connection.execute("SET TRANSACTION READ ONLY")
            tx = self.transaction_class(connection, message, self.policies)
            tx.now = tx.value("SELECT clock.business_now()")
            tx._published_version = tx.value(f"SELECT {PUBLISHED}")
            yield tx


def _patience(message: Message) -> float:
    """Seconds to wait for a connection: no longer than the message's sender waits."""
    envelope = message.envelope
    return min(POOL_SECONDS, seconds_to_wait(envelope)) if envelope.deadline else POOL_SECONDS
