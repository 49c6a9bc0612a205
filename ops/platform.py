"""What the commands look at: the database as its reader, the broker's management API, the processes' health."""

import functools
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from psycopg.rows import dict_row

from chassis.declarations import SCHEMAS
from chassis.settings import Settings
from chassis.topology import Management

READ_ONLY = "-c default_transaction_read_only=on"
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Platform:
    """One running platform, reached through its settings."""

    def __init__(self, read_settings: Callable[[], Settings]):
        """Settings are read when they are first needed: a command's help needs none."""
        self._read_settings = read_settings

    @functools.cached_property
    def settings(self) -> Settings:
        """Raises MissingSetting."""
        return self._read_settings()

    @contextmanager
    def reading(self, row_factory=dict_row):
        """A connection of the reader's role; nothing can be changed through it."""
        with psycopg.connect(self.settings.database_conninfo("ops_read"), row_factory=row_factory,
                             options=READ_ONLY) as connection:
            yield connection

    @contextmanager
    def repairing(self):
        """A connection of the role that may move failed messages on and pause reactions, and nothing else."""
        with psycopg.connect(self.settings.database_conninfo("ops_repair"), row_factory=dict_row) as connection:
            yield connection

    @property
    def management(self) -> Management:
        """The broker's management API as the monitoring user."""
        address = self.settings.amqp_management_url().split("://", 1)[1].split("@")[-1]
        return Management(f"http://ops:{self.settings.amqp_password('ops')}@{address}")

    def queues(self) -> list[dict]:
        """What the broker says about every queue that is not one process's own."""
        vhost = quote(self.settings.amqp_vhost, safe="")
        return [queue for queue in self.management.call("GET", f"/queues/{vhost}")
                if not queue["name"].startswith("rpc.reply-")]

    def health(self, process: str) -> tuple[str, dict]:
        """(ready, not_ready or down, the parts that a process names)."""
        address = f"{self.settings.health_host(process)}:{self.settings.health_port(process)}"
        try:
            with _direct.open(f"http://{address}/readyz", timeout=5) as answer:
                return "ready", _parts(answer.read())
        except urllib.error.HTTPError as error:
            return "not_ready", _parts(error.read())
        except OSError as error:
            return "down", {"error": str(error)}

    def every_schema(self, connection, statement: str, *parameters) -> list[dict]:
        """The rows of `statement` (with {schema} in it) in every schema, each with its schema's name."""
        return [{"schema": schema, **row} for schema in SCHEMAS
                for row in connection.execute(statement.format(schema=schema), parameters).fetchall()]


def _parts(body: bytes) -> dict:
    try:
        return json.loads(body).get("parts", {})
    except (ValueError, AttributeError):
        return {}
