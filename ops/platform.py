"""What the commands look at: the database as its reader, the broker's management API, the declarations."""

from contextlib import contextmanager

import psycopg
from psycopg.rows import dict_row

from chassis.declarations import SCHEMAS
from chassis.settings import Settings
from chassis.topology import Management


class Platform:
    """One running platform, reached through its settings."""

    def __init__(self, settings: Settings):
        self.settings = settings

    @contextmanager
    def reading(self):
        """A connection of the reader's role; nothing can be changed through it."""
        conninfo = self.settings.database_conninfo("ops_read")
        with psycopg.connect(conninfo, row_factory=dict_row, options="-c default_transaction_read_only=on") as found:
            yield found

    @contextmanager
    def repairing(self):
        """A connection of the role that may move failed messages on, and nothing else."""
        with psycopg.connect(self.settings.database_conninfo("ops_repair"), row_factory=dict_row) as found:
            yield found

    @property
    def management(self) -> Management:
        """The broker's management API as the monitoring user."""
        address = self.settings.amqp_management_url().split("@", 1)[1]
        return Management(f"http://ops:{self.settings.amqp_password('ops')}@{address}")

    def every_schema(self, connection, statement: str, *parameters) -> list[dict]:
        """The rows of `statement` (with {schema} in it) in every schema, each with its schema's name."""
        return [{"schema": schema, **row} for schema in SCHEMAS
                for row in connection.execute(statement.format(schema=schema), parameters).fetchall()]
