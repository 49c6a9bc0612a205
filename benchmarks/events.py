"""(b) Events into the real projection, and (c) the relay; each beside the same done one at a time."""

import itertools
from dataclasses import dataclass
from time import perf_counter, process_time

import psycopg
from psycopg.types.json import Jsonb

from benchmarks.bench import Bench, middle
from benchmarks.peers.one_by_one import OneByOnePublisher
from benchmarks.peers.tables import HANDLER_QUEUE, TABLES
from benchmarks.running import processor_seconds
from benchmarks.seeding import COMPLETED, KINDS, wire_event
from chassis.database import Database
from chassis.declarations import ZONE_QUEUE
from chassis.relay import ConfirmingPublisher, Relay
from contracts.wire import as_json_bytes
from dev.by_pid import wait_until

PATIENCE_SECONDS = 120
_people = itertools.count()
_TYPES = {"event_id": "uuid", "id": "text"}
_APPEND = ("INSERT INTO training.events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at) VALUES (%s, %s, 'enrolment', %s, 1, %s, %s, %s, %s, now())")


@dataclass(frozen=True)
class Pace:
    """Events a second, and the milliseconds of processor time, servers included, that one took."""

    per_second: float
    processor_ms: float


def new_person() -> str:
    """Somebody of whom no event was seen before."""
    return f"p-new-{next(_people)}"


def measure_projection(bench: Bench) -> None:
    """Rounds of a full queue emptied by the projector, and one emptied by a stock handler.

    Processor time is counted from the first look after both are ready: what a start costs is in neither.
    """
    bench.begin("b", "事件到专区")
    bench.sql(TABLES)
    with bench.peer("handler"):
        bench.tell("    对照的队列已声明")
    pairs = [(project_once(bench), _handle_once(bench)) for _ in range(bench.sizes.rounds)]
    bench.found["projection"] = _compared(pairs, "projection", "handler")


def _compared(pairs: list[tuple[Pace, Pace]], ours: str, theirs: str) -> dict:
    found = {name: [pair[number] for pair in pairs] for number, name in enumerate((ours, theirs))}
    rates = {name: middle([each.per_second for each in paces]) for name, paces in found.items()}
    used = {name: middle([each.processor_ms for each in paces]) for name, paces in found.items()}
    return {"per_second": rates[ours], "peer_per_second": rates[theirs], "ratio": rates[ours] / rates[theirs],
            "processor_ms": used[ours], "peer_processor_ms": used[theirs],
            "rounds": {name: [each.per_second for each in paces] for name, paces in found.items()}}


def project_once(bench: Bench) -> Pace:
    """From the first event that the projector wrote to the last, by the database's own clock."""
    people = [new_person() for _ in range(bench.sizes.projected // len(KINDS))]
    rows = [wire_event(kind, each) for each in people for kind in KINDS]
    _fill(bench, ZONE_QUEUE, rows)
    with bench.process("projector") as process:
        found = _watched(bench, "zone.projected", "event_id", "projected_at", [row[0] for row in rows])
        bench.keep_memory("projector", process)
    return found


def _handle_once(bench: Bench) -> Pace:
    rows = []
    for _ in range(bench.sizes.handled_by_peer):
        event_id, type_, data, headers = wire_event(COMPLETED, new_person())
        rows.append((event_id, type_, data | {"event_id": event_id}, headers))
    _fill(bench, HANDLER_QUEUE, rows)
    with bench.peer("handler") as process:
        found = _watched(bench, "peer.inbox", "id", "handled_at", [row[0] for row in rows])
        bench.keep_memory("对照：nameko event_handler", process)
    return found


def _watched(bench: Bench, table: str, key: str, at: str, ids: list[str]) -> Pace:
    """How fast a table comes to hold all of `ids`. Processor time is of what is left at the first look, and 0 (not
    known) when that is less than half."""
    used, first = processor_seconds(bench.folder), _span(bench, table, key, at, ids)[0]
    wait_until(lambda: _span(bench, table, key, at, ids)[0] == len(ids), PATIENCE_SECONDS, "every event done",
               every=0.5)
    count, seconds = _span(bench, table, key, at, ids)
    spent = processor_seconds(bench.folder) - used
    return Pace(count / seconds, spent / (count - first) * 1000 if first * 2 < count else 0.0)


def _fill(bench: Bench, queue: str, rows: list[tuple]) -> None:
    publisher = ConfirmingPublisher(bench.broker_url)
    rows = [(event_id, type_, as_json_bytes(data).decode(), headers) for event_id, type_, data, headers in rows]
    for start in range(0, len(rows), 500):
        publisher.publish_to_queue(queue, rows[start:start + 500])
    publisher.close()


def _span(bench: Bench, table: str, key: str, at: str, ids: list[str]) -> tuple[int, float]:
    rows = bench.sql(f"SELECT count(*), coalesce(extract(epoch FROM max({at}) - min({at})), 0) FROM {table}"
                     f" WHERE {key} = ANY(%s::{_TYPES[key]}[])", ids)
    return rows[0][0], float(rows[0][1])


def measure_relay(bench: Bench) -> None:
    """The same relay over the same outbox, its confirms pipelined, and awaited one at a time."""
    bench.begin("c", "发件箱")
    sizes = bench.sizes
    pairs = [(relay_once(bench, ConfirmingPublisher(bench.broker_url), sizes.relayed),
              relay_once(bench, OneByOnePublisher(bench.broker_url), sizes.relayed_one_by_one))
             for _ in range(sizes.rounds)]
    bench.found["relay"] = _compared(pairs, "relay", "one_by_one")


def relay_once(bench: Bench, publisher, events: int) -> Pace:
    """From a full outbox to an empty one."""
    _fill_outbox(bench, events)
    database = Database(bench.settings.database_conninfo("relay"), "public", size=2)
    relay = Relay(database, publisher, {"training": "training.events"})
    relay.relay_schema("training")  # the first batch opens the connections
    begin, used, moved = perf_counter(), _used_by_all(bench), 0
    while batch := relay.relay_schema("training"):
        moved += batch
    found = Pace(moved / (perf_counter() - begin), (_used_by_all(bench) - used) / moved * 1000)
    publisher.close()
    database.close()
    bench.purge()
    return found


def _used_by_all(bench: Bench) -> float:
    return processor_seconds(bench.folder) + process_time()


def _fill_outbox(bench: Bench, events: int) -> None:
    rows = [wire_event(COMPLETED, new_person()) for _ in range(events + 500)]
    with psycopg.connect(bench.database_url) as connection, connection.cursor() as cursor:
        cursor.executemany(_APPEND, [(row[0], row[1], row[2]["enrolment_id"], row[2]["person_id"], Jsonb(row[2]),
                                      Jsonb(row[3]), row[0]) for row in rows])
        cursor.executemany("INSERT INTO training.outbox (event_id) VALUES (%s)", [(row[0],) for row in rows])
