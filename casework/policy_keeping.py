"""Keeping what two people put into force: each schema holds its own copy and uses it from its date."""

from psycopg.types.json import Jsonb


def keep_policy(tx, event) -> None:
    """Add a published parameter to the schema's layer above the YAML."""
    tx.execute("INSERT INTO published_policies (event_id, parameter) VALUES (%s, %s) ON CONFLICT DO NOTHING",
               event.envelope.id, Jsonb(event.as_data()))
