"""Databases for integration tests: the whole schema is migrated once a run, and copied for each module."""

from datetime import datetime

import psycopg

from chassis.clock import SHANGHAI
from chassis.declarations import SCHEMAS
from chassis.migrate import READERS, migrate
from dev.postgres import PostgresServer

PASSWORD = "test-only"
# When the demonstration's business year begins to run.
START = datetime(2024, 5, 6, 9, 0, tzinfo=SHANGHAI)


def prepare_template(postgres: PostgresServer, name: str) -> None:
    """Every schema, migrated, with business time at the start of the demonstration."""
    url = postgres.create_database(name)
    migrate(url, dict.fromkeys((*SCHEMAS, *READERS), PASSWORD), mode="test")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT clock.move_to(%s)", [START])


def conninfo_for(url: str, role: str) -> str:
    """How `role` connects to the database at the administrator's `url`."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return psycopg.conninfo.make_conninfo(**{**parts, "user": role, "password": PASSWORD})
