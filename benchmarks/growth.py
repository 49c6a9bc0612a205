"""(g) The same at ten times the people and events."""

from benchmarks.bench import Bench
from benchmarks.commands import measure_filing
from benchmarks.events import project_once, relay_once
from benchmarks.pages import measure_served
from benchmarks.seeding import multiply
from chassis.relay import ConfirmingPublisher

_LOG = ("INSERT INTO training.events (id, type, entity, entity_id, entity_version, person_id, data, headers,"
        " correlation_id, occurred_at) SELECT gen_random_uuid(), type, entity, entity_id || '/' || k, entity_version,"
        " person_id || '/' || k, data, headers, correlation_id, occurred_at FROM training.events"
        " CROSS JOIN generate_series(1, %s) k")
_INBOX = ("INSERT INTO training.inbox (receiver, message_id, body_hash, answer) SELECT receiver,"
          " message_id || '/' || k, body_hash, answer FROM training.inbox CROSS JOIN generate_series(1, %s) k")


def measure_growth(bench: Bench) -> None:
    """Page, projection, relay and command before and after everything they read has grown."""
    bench.begin("g", f"人员和事件增加到 {bench.sizes.growth} 倍")
    before, small = _rates(bench), _amounts(bench)
    bench.tell(f"    {small} → 增长")
    multiply(bench.database_url, bench.sizes.copies, _copies(small["people"] * (bench.sizes.growth - 1), bench))
    for statement in (_LOG, _INBOX):
        bench.sql(statement, bench.sizes.growth - 1)
    bench.sql("VACUUM ANALYZE")
    after = _rates(bench)
    bench.found["growth"] = {"before": before, "after": after, "amounts_before": small,
                             "amounts_after": _amounts(bench),
                             "ratios": {name: after[name] / before[name] for name in before}}


def _copies(people: int, bench: Bench) -> int:
    """How often the seeded people are copied to be so many more."""
    return -(-people // bench.sizes.real_people)


def _rates(bench: Bench) -> dict[str, float]:
    return {"page": measure_served(bench), "projection": project_once(bench).per_second,
            "relay": relay_once(bench, ConfirmingPublisher(bench.broker_url), bench.sizes.relayed).per_second,
            "command": measure_filing(bench)}


def _amounts(bench: Bench) -> dict[str, int]:
    """How much there is of each kind."""
    tables = {"people": "zone.persons", "cases": "zone.cases", "projected_events": "zone.projected",
              "logged_events": "training.events", "handled_messages": "training.inbox"}
    return {name: bench.sql(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}
