"""The one transaction of a handler: load, decide, record.

    with self.store.transaction(message) as tx:
        thing = tx.thing_of(message.thing_id)
        return tx.record(decide_something(message, thing, tx.policy(thing.area, on=tx.today)))

The inbox row goes in first, so a repeat of the same message finds it; state, history, outbox, decision and
answer commit together or not at all. All statements of a transaction travel in one pipeline: the database is waited
for only where an answer is read, and once for the commit.
"""

import functools
import re
import uuid
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import psycopg
from psycopg.types.json import Jsonb

from chassis.clock import business_day
from chassis.database import POOL_SECONDS, Database
from chassis.inbox import Inbox, is_command, seconds_to_wait
from chassis.listening import TELL_WHO_SLEEPS, lock_of
from chassis.many_events import MANY, keep_events, next_versions
from chassis.pipeline import transaction
from chassis.statements import Statements
from chassis.trace import child_of
from contracts.decisions import Decision
from contracts.messages import Envelope, Message
from contracts.problems import Problem
from contracts.wire import to_headers

NAMESPACE = uuid.UUID("5c0c1a2e-6a55-4d4c-9d0b-77e5c1a0f0a1")
# The relay is woken by a transaction's first event.
_APPEND = ("kept_event AS (INSERT INTO events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id),"
           " to_send AS (INSERT INTO outbox (event_id) SELECT id FROM kept_event"
           f" RETURNING {TELL_WHO_SLEEPS})")


def derived_id(*parts) -> str:
    """The same id for the same parts, so that a repeat names the same thing."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


@functools.cache
def applier_name(event_class: type) -> str:
    """`ClassFiled` → `apply_class_filed`: the store method that writes what the event changes."""
    return "apply_" + re.sub(r"(?<!^)(?=[A-Z])", "_", event_class.__name__).lower()


class Transaction(Statements, Inbox):
    """Base of each pillar's transaction: what a handler may read and record. See the module's text."""

    schema: str
    source: str
    # How decisions are kept with their answers: the first keeps one and tells where its answer is found again, the
    # second finds it. Unset: no decisions are kept.
    keep_decision = kept_answer = None

    def __init__(self, connection: psycopg.Connection, message: Message, policies=None):
        self.connection, self.message, self.policies = connection, message, policies
        self.pipeline: psycopg.Pipeline | None = None
        self._gathered = {}
        self._recorded, self._keeps = 0, set()
        self.made: set[str] = set()
        self.versions_made: Counter[tuple[str, str]] = Counter()
        self._told: tuple[dict, tuple[str, ...] | None] | None = None

    @property
    def today(self) -> date:
        """Today's business day."""
        return business_day(self.now)

    # policies

    def policy(self, area: str, on: date):
        """This pillar's policy for `area` as of `on`, run-time changes first."""
        return self.policies.view(self.schema, area, on, self._published())

    def policies_in_force(self):
        """The whole reader behind `policy`, run-time changes laid over."""
        return self.policies.reader(self._published())

    def next_policy_change(self, area: str, after: date) -> date | None:
        """The first day after `after` on which something of this pillar's policy for `area` begins or ends."""
        return self.policies.next_change(self.schema, area, after, self._published())

    def has_kept_policy(self, hash_: str) -> bool:
        """Whether an earlier transaction of this process is known to have kept this policy; else this one must."""
        if hash_ in self._keeps or (self.policies and self.policies.has_kept(self.schema, hash_)):
            return True
        self._keeps.add(hash_)
        return False

    def note_committed(self) -> None:
        """Remember what this transaction kept; nothing is remembered of one that was rolled back."""
        if self.policies and self._keeps:
            self.policies.note_kept(self.schema, self._keeps)

    def _published(self) -> tuple:
        self.require_new()
        if self._published_version is None:
            return ()
        return self.policies.published(self.schema, self._published_version, self._load_published)

    def _load_published(self) -> list[dict]:
        return [row["parameter"] for row in self.rows("SELECT parameter FROM published_policies ORDER BY id")]

    # recording

    def new_id(self, kind: str) -> str:
        """The id of a thing that this message makes: a repeat names the same. Its events are counted from 1 unasked."""
        made = derived_id(kind, self.message.id)
        self.made.add(made)
        return made

    def record(self, decision: Decision) -> dict:
        """Store the decision, its events and what they change; the answer for the caller."""
        answer, found_by = self._as_kept(decision)
        return self._answer(answer | {"events": self._append_all(decision.events)}, found_by)

    def record_all(self, decisions: list[Decision], *, subject: str) -> dict:
        """Record several decisions of one message; one answer on `subject`, granted when any was."""
        answers = [self._record(decision) for decision in decisions]
        outcome = next((a["outcome"] for a in answers if a["outcome"] == "granted"), answers[-1]["outcome"])
        return self._answer({"outcome": outcome, "subject": subject,
                             "reasons": [reason for answer in answers for reason in answer["reasons"]],
                             "events": [event for answer in answers for event in answer["events"]]})

    def _record(self, decision: Decision) -> dict:
        return self._as_kept(decision)[0] | {"events": self._append_all(decision.events)}

    def _as_kept(self, decision: Decision) -> tuple[dict, tuple[str, ...] | None]:
        """The decision's answer, and by what it is found again where the decision is kept."""
        answer, keep = decision.as_answer(), type(self).keep_decision
        return answer, keep(self, decision, answer) if keep else None

    def _answer(self, answer: dict, found_by: tuple[str, ...] | None = None) -> dict:
        """What the message's sender is told; with `found_by` all but the events' ids is kept with the decision."""
        self._told = answer, found_by
        return answer

    def commit(self) -> None:
        """Keep the answer and commit; done once the pipeline has ended."""
        self.require_new()
        if self._told is not None and is_command(self.message):
            self.keep_answer(*self._told)
        self.end_gathering()
        self.pipeline.say(b"COMMIT")

    def _append_all(self, events: tuple[Message, ...]) -> list[str]:
        """Append events in their order; many of them set by set, each with the same effect as one by one."""
        if not events:
            return []
        recorded = [event.with_envelope(self._envelope_for(event, version))
                    for event, version in zip(events, next_versions(self, events), strict=True)]
        wakes = self._recorded == len(events)
        if len(events) < MANY:
            for event in recorded:
                self._append(event, wakes=wakes and event is recorded[0])
        else:
            keep_events(self, recorded)
            self.execute("WITH o AS (INSERT INTO outbox (event_id) SELECT * FROM unnest(%s::uuid[]))"
                         f" SELECT {TELL_WHO_SLEEPS}",
                         [event.envelope.id for event in recorded], wakes, lock_of(self.schema), self.schema)
        for event in recorded:
            getattr(self, applier_name(type(event)))(event)
        return [event.envelope.id for event in recorded]

    def _append(self, event: Message, *, wakes: bool) -> None:
        sent = event.envelope
        self.write("events", _APPEND, sent.id, sent.type, sent.entity, sent.entity_id, sent.entity_version,
                   sent.person_id, Jsonb(event.as_data()), Jsonb(to_headers(sent)), sent.correlation_id,
                   sent.occurred_at, wakes, lock_of(self.schema), self.schema)

    def _envelope_for(self, event: Message, version: int) -> Envelope:
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
            try:
                with transaction(connection) as tx.pipeline:
                    tx.open()
                    yield tx
                    tx.commit()
            except psycopg.errors.LockNotAvailable as error:
                if tx.has_opened:
                    raise
                raise Problem(code="still_running") from error
            tx.note_committed()

    @contextmanager
    def reading(self, message: Message):
        """A transaction that only reads, for questions."""
        with self.database.connection(_patience(message)) as connection:
            connection.execute("SET TRANSACTION READ ONLY")
            tx = self.transaction_class(connection, message, self.policies)
            tx.look_only()
            yield tx


def _patience(message: Message) -> float:
    """Seconds to wait for a connection: no longer than the message's sender waits."""
    envelope = message.envelope
    return min(POOL_SECONDS, seconds_to_wait(envelope)) if envelope.deadline else POOL_SECONDS
