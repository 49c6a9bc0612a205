"""Recording many events of one decision: versions and rows set by set, what they change in one pipeline."""

from collections import Counter

from psycopg.types.json import Jsonb

from contracts.messages import Message
from contracts.wire import to_headers

# From so many events on, one statement each would be felt.
MANY = 20
_VERSIONS = ("INSERT INTO entity_versions AS v (entity, entity_id, version)"
             " SELECT * FROM unnest(%s::text[], %s::text[], %s::integer[]) ON CONFLICT (entity, entity_id)"
             " DO UPDATE SET version = v.version + excluded.version RETURNING entity, entity_id, version")
_MADE = "versions AS (INSERT INTO entity_versions (entity, entity_id, version) VALUES (%s, %s, %s))"
_EVENTS = ("WITH given AS (SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::integer[],"
           " %s::text[], %s::jsonb[], %s::jsonb[], %s::text[], %s::timestamptz[]) WITH ORDINALITY AS g (id, type,"
           " entity, entity_id, entity_version, person_id, data, headers, correlation_id, occurred_at, place))"
           " INSERT INTO events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at) SELECT id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at FROM given ORDER BY place")


def next_versions(tx, events: tuple[Message, ...]) -> list[int]:
    """The version of each event's entity after it, in the order of the events; entities are locked in order of id.

    What this transaction made has no other events, so that its versions are known without waiting; should it be
    otherwise, the history refuses a version that is there.
    """
    keys = [(event.entity, getattr(event, f"{event.entity}_id")) for event in events]
    counted = sorted(Counter(keys).items())
    before = {key: tx.versions_made[key] for key, _ in counted if key[1] in tx.made}
    if len(counted) == len(before) == 1 and not any(before.values()):
        tx.write("entity_versions", _MADE, *counted[0][0], counted[0][1])
    else:
        asked = tx.soon(_VERSIONS, [key[0] for key, _ in counted], [key[1] for key, _ in counted],
                        [number for _, number in counted])
        if len(before) < len(counted):
            told = {(row["entity"], row["entity_id"]): row["version"] for row in asked.rows()}
            before |= {key: told[key] - number for key, number in counted if key not in before}
    tx.versions_made.update(dict(counted))
    versions = []
    for key in keys:
        before[key] += 1
        versions.append(before[key])
    return versions


def keep_events(tx, events: list[Message]) -> None:
    """The rows of these events, in their order."""
    sent = [event.envelope for event in events]
    tx.execute(_EVENTS, [each.id for each in sent], [each.type for each in sent], [each.entity for each in sent],
               [each.entity_id for each in sent], [each.entity_version for each in sent],
               [each.person_id for each in sent], [Jsonb(event.as_data()) for event in events],
               [Jsonb(to_headers(each)) for each in sent], [each.correlation_id for each in sent],
               [each.occurred_at for each in sent])
