"""Compares the read model with the logs: nothing is missing, nothing is behind, every figure is its recount."""

from collections import Counter
from collections.abc import Iterator

from psycopg import sql

from chassis.declarations import PUBLISHES_AS
from gateway.zone.projection import Batch
from gateway.zone.rebuild import logged

GRACE_SECONDS = 30
_LATE = ("SELECT e.id::text, e.type FROM {}.events e WHERE recorded_at < clock_timestamp() - make_interval(secs => %s)"
         " AND NOT EXISTS (SELECT 1 FROM zone.projected p WHERE p.event_id = e.id) ORDER BY e.seq LIMIT 100")


def differences(connection, *, grace_seconds: float = GRACE_SECONDS) -> list[str]:
    """Each difference between read model and logs in words; none when they agree. Reads only; `connection` gives
    plain rows.

    Events recorded within the last `grace_seconds` may be on their way. Everything else is compared within one
    snapshot, against those events that count as projected in it, so live traffic does not disturb.
    """
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    found = [f"event {id_} {type_} is not projected" for schema in PUBLISHES_AS
             for id_, type_ in _rows(connection, _LATE, schema, grace_seconds)]
    expected = Recount()
    projected = {row[0] for row in _plain(connection, "SELECT event_id::text FROM zone.projected")}
    for schema in PUBLISHES_AS:
        for batch in logged(connection, schema, 0):
            expected.add([event for _, event in batch if event.id in projected])
    return found + list(expected.compared(connection))


class Recount:
    """What the read model must hold, counted anew from events."""

    def __init__(self):
        self.cases: dict[tuple, int] = {}
        self.persons: dict[str, int] = {}
        self.figures: Counter = Counter()
        self.lines = 0

    def add(self, events: list) -> None:
        batch = Batch()
        for event in events:
            batch.add(event)
        self.lines += len(batch.timeline)
        for row in batch.figures:
            self.figures[(row["measure"], row["area"], row["year"])] += row["amount"]
        for key, row in batch.cases.items():
            self.cases[key] = max(self.cases.get(key, 0), row["version"])
        for key, row in batch.persons.items():
            self.persons[key] = max(self.persons.get(key, 0), row["version"])

    def compared(self, connection) -> Iterator[str]:
        """Where the tables say otherwise."""
        cases = _plain(connection, "SELECT pillar, entity, entity_id, version FROM zone.cases")
        yield from _unequal("case", self.cases, {tuple(row[:3]): row[3] for row in cases})
        persons = _plain(connection, "SELECT person_id, version FROM zone.persons")
        yield from _unequal("person", self.persons, dict(persons))
        figures = _plain(connection, "SELECT measure, area, year, sum(amount)::bigint FROM zone.figures"
                                     " GROUP BY measure, area, year")
        yield from _unequal("figure", self.figures, {tuple(row[:3]): row[3] for row in figures})
        lines = _plain(connection, "SELECT count(*) FROM zone.timeline")[0][0]
        yield from _unequal("timeline", {"lines": self.lines}, {"lines": lines})


def _unequal(what: str, wanted: dict, found: dict) -> Iterator[str]:
    for key in sorted(wanted.keys() | found.keys(), key=str):
        if wanted.get(key, 0) != found.get(key, 0):
            yield f"{what} {key}: {found.get(key, 0)} in the read model, {wanted.get(key, 0)} by the logs"


def _rows(connection, statement: str, schema: str, *parameters) -> list[tuple]:
    return connection.execute(sql.SQL(statement).format(sql.Identifier(schema)), parameters).fetchall()


def _plain(connection, statement: str) -> list[tuple]:
    return connection.execute(statement).fetchall()
