"""Every place where the platform keeps or says something: tables, broker, files."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from dev.caller import TookTooLong
from dev.machine import Machine

SPY = "spy-on-everything"
RPC = "nameko-rpc"
_NOBODYS = ("pg_catalog", "information_schema", "pg_toast")
# Attempts without the right to them are meant to be kept; people and systems are told in their own time.
_NOT_COUNTED = ("audit", "notifications", "feed_places", "webhook_deliveries", "webhook_attempts")
# What the server itself or the keys' owner keeps, and what people hand in as files: the content is theirs.
_NOT_READ = ("files", "keys", "mnesia", "base", "pg_wal")


class Tables:
    """All tables of all schemas, read as the administrator."""

    def __init__(self, machine: Machine):
        self._url = machine.environment()["DATABASE_URL"]

    def counts(self) -> dict[str, int]:
        """Rows by table, but for those that grow whatever is asked."""
        with psycopg.connect(self._url) as connection:
            names = [(schema, table) for schema, table in _tables(connection) if table not in _NOT_COUNTED]
            one = sql.SQL("SELECT {} AS place, count(*) FROM {}")
            union = sql.SQL(" UNION ALL ").join(one.format(sql.Literal(f"{schema}.{table}"),
                                                           sql.Identifier(schema, table)) for schema, table in names)
            return dict(connection.execute(union).fetchall())

    def settled(self, seconds: float = 30, still_for: float = 1.0) -> dict[str, int]:
        """The counts once nothing has been written for a moment; raises TookTooLong saying what still grows."""
        end, before, since = time.monotonic() + seconds, self.counts(), time.monotonic()
        while time.monotonic() - since < still_for:
            now = self.counts()
            if now != before:
                if time.monotonic() > end:
                    raise TookTooLong(f"still grows: {differing(before, now)}")
                before, since = now, time.monotonic()
        return before

    def contents(self) -> Iterator[tuple[str, str]]:
        """Every row of every table: where it stands, and all its values as text."""
        with psycopg.connect(self._url) as connection:
            for schema, table in _tables(connection):
                rows = connection.execute(sql.SQL("SELECT t.* FROM {} t").format(sql.Identifier(schema, table)))
                names = [column.name for column in rows.description]
                yield from ((f"{schema}.{table}.{name}", _as_text(value)) for row in rows
                            for name, value in zip(names, row, strict=True) if value is not None)

    @contextmanager
    def planted(self, schema: str, text: str) -> Iterator[str]:
        """A table in `schema` with a row that holds `text`, while the block runs; where it stands."""
        table = sql.Identifier(schema, "planted")
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE TABLE {} (found jsonb)").format(table))
            try:
                connection.execute(sql.SQL("INSERT INTO {} VALUES (%s)").format(table), [Jsonb({"deep": [text]})])
                yield f"{schema}.planted.found"
            finally:
                connection.execute(sql.SQL("DROP TABLE {}").format(table))


def differing(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple]:
    """The tables whose number of rows is another."""
    return {name: (before.get(name), after.get(name)) for name in before | after
            if before.get(name) != after.get(name)}


def _tables(connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
        " AND table_schema <> ALL(%s) ORDER BY 1, 2", [list(_NOBODYS)]).fetchall()


def _as_text(value) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, (bytes, memoryview)) else str(value)


class Spy:
    """A queue of our own that gets a copy of everything which is published, calls and their answers included."""

    def __init__(self, machine: Machine):
        self._manage = machine.rabbitmq.manage

    def listen(self) -> None:
        """Hear everything from here on."""
        self._manage("PUT", f"/queues/%2F/{SPY}", {"durable": False, "auto_delete": False})
        for exchange in self._exchanges():
            self._manage("POST", f"/bindings/%2F/e/{exchange}/q/{SPY}", {"routing_key": "#"})

    def heard(self) -> Iterator[tuple[str, str]]:
        """Every message so far, headers included, by exchange and routing key; each is told once."""
        while messages := self._manage("POST", f"/queues/%2F/{SPY}/get", {
                "count": 1000, "ackmode": "ack_requeue_false", "encoding": "auto"}):
            for message in messages:
                place = f"broker {message['exchange']} {message['routing_key']}"
                yield place, f"{message['properties']} {message['payload']}"

    def publish(self, exchange: str, routing_key: str, payload: dict) -> None:
        """Publish a message as anybody could who has the administrator's password."""
        self._manage("POST", f"/exchanges/%2F/{exchange}/publish", {
            "properties": {}, "routing_key": routing_key, "payload": json.dumps(payload), "payload_encoding": "string"})

    def _exchanges(self) -> list[str]:
        found = [each["name"] for each in self._manage("GET", "/exchanges/%2F") if each["type"] == "topic"]
        return [name for name in found if not name.startswith("amq.")]


def files_of(machine: Machine) -> Iterator[tuple[str, str]]:
    """What every log and note below the machine's folder says, the servers' own logs included."""
    for path in sorted(machine.folder.rglob("*")):
        if path.is_file() and not set(_NOT_READ) & set(path.relative_to(machine.folder).parts):
            yield f"file {path.relative_to(machine.folder)}", path.read_bytes().decode("utf-8", "replace")


def logs_of(folder: Path) -> list[str]:
    """The names of the log files among them."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.log"))
