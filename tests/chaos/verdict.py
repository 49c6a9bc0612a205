"""The one reconciliation: what clients were told against tables, logs, outboxes, inboxes, ledgers and read model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from kombu.exceptions import OperationalError

from chassis.call_client import CallClient
from chassis.declarations import PILLARS, PUBLISHES_AS, READ_MODEL_DIFFERENCES, SCHEMAS, ZONE_QUEUE, bindings, load
from chassis.replay import differences
from chassis.settings import Settings
from chassis.topology import Management
from dev.by_pid import poll
from ops.verify import ask_pillar
from tests.chaos.clients import SEATS, ChaosStory, Desk
from tests.chaos.machine import ChaosMachine

SETTLE_SECONDS = 120.0
REACTIONS = {("incubators", "invitation"), ("loans", "prequalification"), ("subsidies", "assessment")}


@dataclass
class Verdict:
    """What was found; green when the three lists are empty and everything attempted was applied."""

    attempted: int = 0
    accepted: int = 0
    applied: int = 0
    lost: set[str] = field(default_factory=set)
    double: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)

    @property
    def green(self) -> bool:
        return not (self.lost or self.double or self.stuck) and self.attempted == self.accepted == self.applied

    @property
    def line(self) -> str:
        """The verdict in one line."""
        return (f"attempted {self.attempted} accepted {self.accepted} applied {self.applied}"
                f" lost {len(self.lost)} double {len(self.double)} stuck {len(self.stuck)}")

    def __str__(self) -> str:
        found = [f"  {kind}, {len(alike)} like this: {alike[0]}" for kind in ("lost", "double", "stuck")
                 for alike in grouped(getattr(self, kind))]
        return "\n".join([*found, self.line])

    def since(self, before: "Verdict") -> "Verdict":
        """What was found since an earlier look."""
        return Verdict(attempted=self.attempted, accepted=self.accepted, applied=self.applied,
                       lost=self.lost - before.lost, double=self.double - before.double,
                       stuck=self.stuck - before.stuck)


def grouped(found: set[str]) -> list[list[str]]:
    """What was found, alike together: the same words with other ids and numbers."""
    alike: dict[str, list[str]] = {}
    for what in sorted(found):
        alike.setdefault(re.sub(r"[0-9a-f-]{6,}|\d+", "#", what), []).append(what)
    return list(alike.values())


class Reconciliation:
    """Looks at everything once the platform had time to come to rest."""

    def __init__(self, machine: ChaosMachine, desk: Desk, stories: list[ChaosStory]):
        self.machine, self.desk, self.stories = machine, desk, stories

    def verdict(self, *, settle: float = SETTLE_SECONDS) -> Verdict:
        """Wait until nothing moves any more, at most `settle` seconds, then compare."""
        poll(self._at_rest, settle, every=0.5)
        verdict = Verdict()
        with psycopg.connect(self.machine.database_url, autocommit=True) as self.connection:
            self._compare_answers(verdict)
            verdict.lost |= {*self._unhandled(), *self._stories_without_reactions(), *self._unpaid_claims()}
            verdict.double |= {*self._doubled_events(), *self._doubled_classes(), *self._doubled_payments()}
            verdict.stuck |= {*self._left_over(), *self._told_trouble()}
        verdict.lost |= set(self._read_model_differences())
        verdict.stuck |= {*self._ledgers_and_topology()}
        return verdict

    def _at_rest(self) -> bool:
        try:
            with psycopg.connect(self.machine.database_url, autocommit=True) as self.connection:
                return not [*self._left_over(), *self._unhandled()]
        except (psycopg.OperationalError, OperationalError, OSError):
            return False

    def _rows(self, statement: str, *parameters) -> list[tuple]:
        return self.connection.execute(statement, parameters).fetchall()

    # what clients were told

    def _compare_answers(self, verdict: Verdict) -> None:
        logged = {row[0] for schema in PUBLISHES_AS for row in self._rows(f"SELECT id::text FROM {schema}.events")}
        projected = {row[0] for row in self._rows("SELECT event_id::text FROM zone.projected")}
        for record in self.desk.records:
            verdict.attempted += 1
            verdict.accepted += record.answer is not None
            missing = set((record.answer or {}).get("events") or []) - (logged & projected)
            verdict.applied += record.answer is not None and not missing
            verdict.lost |= {f"{record.name}: its event {event} is gone" for event in missing}
            if record.differing:
                verdict.double.add(f"{record.name}: answered differently when asked again")
            if record.answer is None:
                verdict.stuck.add(f"{record.name}: {record.refused or 'never answered'}")

    def _told_trouble(self) -> Iterator[str]:
        return (story.trouble for story in self.stories if story.trouble)

    # logs against inboxes and read model

    def _unhandled(self) -> Iterator[str]:
        """Logged events that a reaction was to handle and did not, nor kept as failed."""
        schema_of = {f"{service}.events": schema for schema, service in PUBLISHES_AS.items()}
        for binding in bindings():
            if binding.queue == ZONE_QUEUE:
                continue
            home = binding.queue.split(".", 1)[0]
            for row in self._rows(
                    f"SELECT e.id::text, e.type FROM {schema_of[binding.exchange]}.events e WHERE e.type LIKE %s"
                    f" AND NOT EXISTS (SELECT 1 FROM {home}.inbox i WHERE i.receiver = %s"
                    f" AND i.message_id = e.id::text) AND NOT EXISTS (SELECT 1 FROM {home}.failed_messages f"
                    " WHERE f.receiver = %s AND f.message_id = e.id::text)",
                    binding.routing_key.replace("*", "%"), binding.queue, binding.queue):
                yield f"{binding.queue} never handled {row[1]} {row[0]}"
        for schema in PUBLISHES_AS:
            for row in self._rows(f"SELECT e.id::text, e.type FROM {schema}.events e WHERE NOT EXISTS"
                                  " (SELECT 1 FROM zone.projected p WHERE p.event_id = e.id)"):
                yield f"{ZONE_QUEUE} never projected {row[1]} {row[0]}"

    def _stories_without_reactions(self) -> Iterator[str]:
        """People whose page, read by HTTP's own table, lacks what other pillars promised on a completed course."""
        cases: dict[str, set] = {}
        for person, pillar, entity in self._rows("SELECT person_id, pillar, entity FROM zone.cases"
                                                 " WHERE person_id IS NOT NULL"):
            cases.setdefault(person, set()).add((pillar, entity))
        for story in self.stories:
            if not story.trouble and (missing := REACTIONS - cases.get(story.known_as, set())):
                yield f"story {story.number}: no {sorted(missing)}"

    def _read_model_differences(self) -> list[str]:
        with psycopg.connect(self.machine.database_url) as connection:
            return load(READ_MODEL_DIFFERENCES)(connection, grace_seconds=0)

    # once, not twice

    def _doubled_events(self) -> Iterator[str]:
        """Events that one message caused more than once on one thing."""
        for schema in PUBLISHES_AS:
            for cause, type_, entity_id, times in self._rows(
                    "SELECT headers->>'cloudEvents:causationid', type, entity_id, count(*)"
                    f" FROM {schema}.events GROUP BY 1, 2, 3 HAVING count(*) > 1"):
                yield f"{times} times {type_} on {entity_id} by {cause}"

    def _doubled_classes(self) -> Iterator[str]:
        """One class a story, one completed enrolment a story, and as many seats taken as classes were given."""
        for title, times in self._rows("SELECT title, count(*) FROM training.classes WHERE title LIKE '混沌班%%'"
                                       " GROUP BY title HAVING count(*) > 1"):
            yield f"{title} filed {times} times"
        taken = self._rows("SELECT coalesce(sum(balance), 0)::bigint FROM training.ledger_accounts"
                           " WHERE key ~ ':(reserved|used)$'")[0][0]
        filed = self._rows("SELECT coalesce(sum(seats), 0)::bigint FROM training.classes"
                           " WHERE state <> 'referred'")[0][0]
        if taken != filed:
            yield f"{taken} seats taken for classes of {filed} ({SEATS} a story)"

    # money

    def _unpaid_claims(self) -> Iterator[str]:
        """Claims of which their people were told that they are approved and that were not paid when all was paid."""
        states = dict(self._rows("SELECT claim_id, state FROM subsidies.claims"))
        for story in self.stories:
            if story.claim_id and not story.trouble and states.get(story.claim_id) != "paid":
                yield f"story {story.number}: its claim is {states.get(story.claim_id)}, not paid"

    def _doubled_payments(self) -> Iterator[str]:
        """A claim is paid once, by the clean notice's amount, and the figures count each payment once."""
        for claim, times in self._rows("SELECT claim_id, count(*) FROM subsidies.payment_lines WHERE result = 'paid'"
                                       " GROUP BY claim_id HAVING count(*) > 1"):
            yield f"claim {claim} paid {times} times"
        paid = self._rows("SELECT coalesce(sum(amount), 0)::bigint FROM subsidies.payments WHERE state = 'paid'")[0][0]
        shown = self._rows("SELECT coalesce(sum(amount), 0)::bigint FROM zone.figures"
                           " WHERE measure LIKE 'subsidies.paid_fen.%%'")[0][0]
        if paid != shown:
            yield f"paid {paid}, the cockpit shows {shown}"

    # nothing is left standing

    def _left_over(self) -> Iterator[str]:
        for schema in SCHEMAS:
            for row in self._rows(f"SELECT event_id::text FROM {schema}.outbox"):
                yield f"{schema}.outbox holds {row[0]}"
            for row in self._rows(f"SELECT receiver, message_id, status, error FROM {schema}.failed_messages"
                                  " WHERE status NOT IN ('done', 'dropped')"):
                yield f"{schema} failed: {row[2]} {row[0]} {row[1]} {row[3][:200]}"
            for row in self._rows(f"SELECT key FROM {schema}.timers WHERE due_at <= (SELECT clock.business_now())"
                                  " - interval '5 seconds'"):
                yield f"{schema} timer {row[0]} is due"
        for name, count in self.machine.waiting_messages().items():
            yield f"queue {name} holds {count}"

    def _ledgers_and_topology(self) -> Iterator[str]:
        settings = Settings.from_environment(self.machine.environment())
        for fault in differences(Management(settings.amqp_management_url()), settings.amqp_vhost, bindings()):
            yield f"topology: {fault}"
        client = CallClient(settings.amqp_url("ops"), user="ops")
        try:
            for pillar in PILLARS:
                yield from (f"{pillar}: {fault}" for fault in ask_pillar(client, pillar))
        finally:
            client.stop()
