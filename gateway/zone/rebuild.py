"""Building the read model again from the logs, beside the live one, and swapping it in during live traffic."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from chassis.declarations import PUBLISHES_AS
from chassis.migrate import READ_MODEL
from contracts.messages import Message, event_from_wire
from contracts.wire import from_headers
from gateway.zone.projection import project
from gateway.zone.projector import SWAP_LOCK

FOLDER = Path(__file__).parent / "migrations"
NEXT, OLD = "zone_next", "zone_old"
BATCH = 500

# The feed keeps its numbers; what a rebuild found first is added to it, since the queue will not bring it again.
_CHANGE = "event_id, person_id, occurred_at, pillar, type, label, title, entity, entity_id"
_MISSED_CHANGES = (f"INSERT INTO zone.changes ({_CHANGE}) SELECT {_CHANGE} FROM {NEXT}.changes ORDER BY seq"
                   " ON CONFLICT DO NOTHING")


def rebuild(admin_url: str, *, schemas: tuple[str, ...] = tuple(PUBLISHES_AS),
            progress: Callable[[str, int], None] = lambda schema, done: None) -> int:
    """Build the read model anew from every log and swap it in; how many events it holds.

    Live projection goes on meanwhile. Only for the swap does it wait: the events that were logged since are
    caught up under a lock, then the tables change places in the same transaction. Events in flight reach the
    new tables by the queue; those it already holds are recognised by their id.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _prepare(connection)
        seen = dict.fromkeys(schemas, 0)
        _copy(connection, seen, progress)
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [SWAP_LOCK])
            total = _catch_up(connection, schemas, progress)
            _swap(connection)
    return total


def _prepare(connection) -> None:
    connection.execute(f"DROP SCHEMA IF EXISTS {NEXT} CASCADE")
    connection.execute(f"CREATE SCHEMA {NEXT}")
    connection.execute(f"SET search_path TO {NEXT}")
    for migration in sorted(FOLDER.glob("*.sql")):
        connection.execute(migration.read_text())


def _copy(connection, seen: dict[str, int], progress) -> None:
    """Project each log up to where it ends now."""
    for schema in seen:
        for batch in logged(connection, schema, seen[schema]):
            with connection.transaction():
                project(connection, [event for _, event in batch])
            seen[schema] = batch[-1][0]
            progress(schema, len(batch))


def _catch_up(connection, schemas, progress) -> int:
    """Project what is missing. Asked by id, not by place in the log: a late commit may hold a low place."""
    for schema in schemas:
        missing = connection.execute(
            sql.SQL("SELECT seq, type, data, headers FROM {}.events e WHERE NOT EXISTS"
                    " (SELECT 1 FROM projected p WHERE p.event_id = e.id) ORDER BY seq").format(
                        sql.Identifier(schema))).fetchall()
        if missing:
            project(connection, [_event(*row[1:]) for row in missing])
            progress(schema, len(missing))
    return connection.execute("SELECT count(*) FROM projected").fetchone()[0]


def logged(connection, schema: str, after: int) -> Iterator[list[tuple[int, Message]]]:
    """The events of a schema's log after a place in it, in batches, each with its place."""
    while True:
        rows = connection.execute(
            sql.SQL("SELECT seq, type, data, headers FROM {}.events WHERE seq > %s ORDER BY seq LIMIT %s").format(
                sql.Identifier(schema)), [after, BATCH]).fetchall()
        if not rows:
            return
        yield [(row[0], _event(*row[1:])) for row in rows]
        after = rows[-1][0]


def _event(type_: str, data: dict, headers: dict) -> Message:
    return event_from_wire(type_, data, from_headers(headers))


def _swap(connection) -> None:
    """The tables change places; row security and indexes come along, the rights are given again."""
    connection.execute(f"DROP SCHEMA IF EXISTS {OLD} CASCADE")
    connection.execute(f"CREATE SCHEMA {OLD}")
    connection.execute(_MISSED_CHANGES)
    for table in READ_MODEL:
        connection.execute(f"ALTER TABLE zone.{table} SET SCHEMA {OLD}")
        connection.execute(f"ALTER TABLE {NEXT}.{table} SET SCHEMA zone")
        connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON zone.{table} TO zone")
        connection.execute(f"GRANT SELECT ON zone.{table} TO zone_reader, ops_read")
    connection.execute(f"DROP SCHEMA {OLD} CASCADE")
    connection.execute(f"DROP SCHEMA {NEXT} CASCADE")
