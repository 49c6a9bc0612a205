"""(b) Events into the real projection, and (c) the relay; each beside the same done one at a time."""

import itertools
from time import perf_counter

import psycopg
from psycopg.types.json import Jsonb

from benchmarks.bench import Bench, middle
from benchmarks.peers.one_by_one import OneByOnePublisher
from benchmarks.peers.tables import HANDLER_QUEUE, TABLES
from benchmarks.seeding import COMPLETED, KINDS, wire_event
from chassis.database import Database
from chassis.declarations import ZONE_QUEUE
from chassis.relay import ConfirmingPublisher, Relay
from dev.by_pid import wait_until

_people = itertools.count()
PATIENCE_SECONDS = 120
_TYPES = {"event_id": "uuid", "id": "text"}
_APPEND = ("INSERT INTO training.events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
           " correlation_id, occurred_at) VALUES (%s, %s, 'enrolment', %s, 1, %s, %s, %s, %s, now())")


def new_person() -> str:
    """Somebody of whom no event was seen before."""
    return f"p-new-{next(_people)}"


def measure_projection(bench: Bench) -> None:
    """Rounds of a full queue emptied by the projector, and one emptied by a stock handler."""
    bench.begin("b", "事件到专区")
    bench.sql(TABLES)
    with bench.peer("handler"):
        bench.tell("    对照的队列已声明")
    ours, peers = [], []
    for _ in range(bench.sizes.rounds):
        ours.append(project_once(bench))
        peers.append(_handle_once(bench))
    bench.found["projection"] = {"per_second": middle(ours), "peer_per_second": middle(peers),
                                 "rounds": {"projection": ours, "handler": peers},
                                 "ratio": middle(ours) / middle(peers)}


def project_once(bench: Bench) -> float:
    """Events a second, from the first that the projector wrote to the last, by the database's own clock."""
    people = [new_person() for _ in range(bench.sizes.projected // len(KINDS))]
    rows = [wire_event(kind, each) for each in people for kind in KINDS]
    _fill(bench, ZONE_QUEUE, rows)
    ids = [row[0] for row in rows]
    with bench.process("projector") as process:
        wait_until(lambda: _span(bench, "zone.projected", "event_id", "projected_at", ids)[0] == len(ids),
                   PATIENCE_SECONDS, "every event projected", every=0.5)
        bench.keep_memory("projector", process)
    return _rate(_span(bench, "zone.projected", "event_id", "projected_at", ids))


def _handle_once(bench: Bench) -> float:
    rows = []
    for _ in range(bench.sizes.handled_by_peer):
        event_id, type_, data, headers = wire_event(COMPLETED, new_person())
        rows.append((event_id, type_, data | {"event_id": event_id}, headers))
    _fill(bench, HANDLER_QUEUE, rows)
    ids = [row[0] for row in rows]
    with bench.peer("handler") as process:
        wait_until(lambda: _span(bench, "peer.inbox", "id", "handled_at", ids)[0] == len(ids),
                   PATIENCE_SECONDS, "every event handled", every=0.5)
        bench.keep_memory("对照：nameko event_handler", process)
    return _rate(_span(bench, "peer.inbox", "id", "handled_at", ids))


def _fill(bench: Bench, queue: str, rows: list[tuple]) -> None:
    publisher = ConfirmingPublisher(bench.broker_url)
    for start in range(0, len(rows), 500):
        publisher.publish_to_queue(queue, rows[start:start + 500])
    publisher.close()


def _span(bench: Bench, table: str, key: str, at: str, ids: list[str]) -> tuple[int, float]:
    rows = bench.sql(f"SELECT count(*), coalesce(extract(epoch FROM max({at}) - min({at})), 0) FROM {table}"
                     f" WHERE {key} = ANY(%s::{_TYPES[key]}[])", ids)
    return rows[0][0], float(rows[0][1])


def _rate(span: tuple[int, float]) -> float:
    return span[0] / span[1]


def measure_relay(bench: Bench) -> None:
    """The same relay over the same outbox, its confirms pipelined, and awaited one at a time."""
    bench.begin("c", "发件箱")
    ours, peers = [], []
    for _ in range(bench.sizes.rounds):
        ours.append(relay_once(bench, ConfirmingPublisher(bench.broker_url), bench.sizes.relayed))
        peers.append(relay_once(bench, OneByOnePublisher(bench.broker_url), bench.sizes.relayed_one_by_one))
    bench.found["relay"] = {"per_second": middle(ours), "peer_per_second": middle(peers),
                            "rounds": {"relay": ours, "one_by_one": peers}, "ratio": middle(ours) / middle(peers)}


def relay_once(bench: Bench, publisher, events: int) -> float:
    """Events a second from a full outbox to an empty one."""
    _fill_outbox(bench, events)
    database = Database(bench.settings.database_conninfo("relay"), "public", size=2)
    relay = Relay(database, publisher, {"training": "training.events"})
    relay.relay_schema("training")  # the first batch opens the connections
    begin, moved = perf_counter(), 0
    while batch := relay.relay_schema("training"):
        moved += batch
    seconds = perf_counter() - begin
    publisher.close()
    database.close()
    bench.purge()
    return moved / seconds


def _fill_outbox(bench: Bench, events: int) -> None:
    rows = [wire_event(COMPLETED, new_person()) for _ in range(events + 500)]
    with psycopg.connect(bench.database_url) as connection, connection.cursor() as cursor:
        cursor.executemany(_APPEND, [(row[0], row[1], row[2]["enrolment_id"], row[2]["person_id"], Jsonb(row[2]),
                                      Jsonb(row[3]), row[0]) for row in rows])
        cursor.executemany("INSERT INTO training.outbox (event_id) VALUES (%s)", [(row[0],) for row in rows])
