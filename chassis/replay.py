"""Feeding logged events to one queue, and comparing the broker with what is declared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from psycopg import sql

from chassis.declarations import Binding
from chassis.relay import ConfirmingPublisher

BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which logged events are wanted: of which types, about whom, recorded since when."""

    types: tuple[str, ...] = ()
    person_id: str | None = None
    since: datetime | None = None


def logged(connection, schema: str, wanted: Wanted, keys: tuple[str, ...]) -> Iterator[list[tuple]]:
    """Rows (id, type, data, headers) of a schema's log in its order, in batches: those that the routing keys of a
    queue would bring to it and that are wanted."""
    after, types = 0, list(wanted.types)
    statement = sql.SQL(
        "SELECT seq, id::text, type, data::text, headers FROM {}.events WHERE seq > %s AND type ~ ANY(%s)"
        " AND (%s::text[] = '{{}}' OR type = ANY(%s)) AND (%s::text IS NULL OR person_id = %s)"
        " AND (%s::timestamptz IS NULL OR recorded_at >= %s) ORDER BY seq LIMIT %s").format(sql.Identifier(schema))
    while rows := connection.execute(statement, [after, [_pattern(key) for key in keys], types, types,
                                                 wanted.person_id, wanted.person_id, wanted.since, wanted.since,
                                                 BATCH]).fetchall():
        yield [tuple(row[1:]) for row in rows]
        after = rows[-1][0]


def remembered_since(connection, queue: str) -> datetime | None:
    """From when on it is known which logged events the receiver of `queue` has handled; None: of all of them."""
    place = sql.Identifier(queue.split(".", 1)[0], "forgotten")
    row = connection.execute(sql.SQL("SELECT up_to FROM {} WHERE receiver = %s").format(place), [queue]).fetchone()
    return row[0] if row else None


def _pattern(routing_key: str) -> str:
    """A topic's routing key as a regular expression: # any words, * one word."""
    return "^" + re.escape(routing_key).replace(r"\#", ".*").replace("#", ".*").replace(r"\*", "[^.]+") + "$"


def replay_log(connection, schema: str, wanted: Wanted, queue: str, keys: tuple[str, ...], url: str) -> int:
    """Send logged events to one queue by the default exchange, confirmed; how many. A receiver that handled
    one before does nothing with it, so feeding is safe to repeat and has no side effect elsewhere."""
    publisher, sent = ConfirmingPublisher(url), 0
    try:
        for rows in logged(connection, schema, wanted, keys):
            sent += len(publisher.publish_to_queue(queue, rows))
    finally:
        publisher.close()
    return sent


def differences(management, vhost: str, declared: list[Binding]) -> list[str]:
    """Where the broker differs from the declarations: queues or bindings that are missing, or that nobody declared.

    Bindings of queues that the platform does not declare (another team's stock service) are not its concern.
    """
    place = quote(vhost, safe="")
    queues = {queue["name"] for queue in management.call("GET", f"/queues/{place}")}
    bound = {(binding["destination"], binding["source"], binding["routing_key"])
             for binding in management.call("GET", f"/bindings/{place}") if binding["source"]}
    wanted = {(binding.queue, binding.exchange, binding.routing_key) for binding in declared}
    names = {binding.queue for binding in declared}
    faults = [f"missing queue {name}" for name in sorted(names - queues)]
    faults += [f"missing binding {queue} <- {exchange} {key}" for queue, exchange, key in sorted(wanted - bound)]
    return faults + [f"undeclared binding {queue} <- {exchange} {key}"
                     for queue, exchange, key in sorted(bound - wanted) if queue in names]
