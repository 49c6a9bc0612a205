"""What runs, what waits, what is behind."""

import click

from chassis.declarations import bindings
from chassis.processes import PROCESSES
from ops.pause import paused_reactions
from ops.platform import Platform
from ops.show import show, told

OUTBOX_SECONDS, TIMER_SECONDS = 60, 300
_LAG = ("SELECT (SELECT count(*) FROM {schema}.outbox) AS unconfirmed,"
        " (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(added_at)), 0)::int FROM {schema}.outbox)"
        " AS oldest_seconds, (SELECT count(*) FROM {schema}.timers WHERE due_at <= (SELECT clock.business_now()))"
        " AS timers_due, (SELECT coalesce(extract(epoch FROM (SELECT clock.business_now()) - min(due_at)), 0)::int"
        " FROM {schema}.timers WHERE due_at <= (SELECT clock.business_now())) AS timers_late_seconds,"
        " (SELECT count(*) FROM {schema}.failed_messages WHERE status = 'retrying') AS retrying,"
        " (SELECT count(*) FROM {schema}.failed_messages WHERE status IN ('parked', 'quarantined')) AS waiting")
_UNPROJECTED = ("SELECT count(*) AS unprojected, coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)"
                "::int AS unprojected_seconds FROM {schema}.events e WHERE NOT EXISTS"
                " (SELECT 1 FROM zone.projected p WHERE p.event_id = e.id)")


@click.command()
@click.pass_obj
def processes(platform: Platform) -> None:
    """各进程：是否就绪，哪一部分没有就绪。"""
    rows = []
    for process in PROCESSES:
        state, parts = platform.health(process.name)
        rows.append({"process": process.name, "state": state, "parts": parts})
    show("进程", rows)
    told(all(row["state"] == "ready" for row in rows))


@click.command()
@click.pass_obj
def queues(platform: Platform) -> None:
    """各队列：等待、处理中、消费者、是否暂停。"""
    paused = paused_reactions(platform)
    rows = [{"queue": queue["name"], "ready": queue.get("messages_ready", 0),
             "unacked": queue.get("messages_unacknowledged", 0), "consumers": queue.get("consumers", 0),
             "paused": paused.get(queue["name"], "")} for queue in platform.queues()]
    show("队列", sorted(rows, key=lambda row: (-row["ready"], row["queue"])))
    ours = {binding.queue for binding in bindings()}
    told(not any(_in_trouble(row, ours) for row in rows))


def _in_trouble(row: dict, ours: set[str]) -> bool:
    """Nobody takes what stands in a queue that is not paused, or a message came to the dead letters."""
    if row["queue"] == "dead-letters":
        return row["ready"] > 0
    needs_consumer = row["queue"] in ours or row["queue"].startswith("rpc-")
    return needs_consumer and not row["consumers"] and not row["paused"]


@click.command()
@click.pass_obj
def lag(platform: Platform) -> None:
    """各模式：未确认与未投影的事件、到期的定时、失败的消息。"""
    with platform.reading() as connection:
        rows = platform.every_schema(connection, _LAG)
        behind = {row.pop("schema"): row for row in platform.every_schema(connection, _UNPROJECTED)}
    rows = [row | behind[row["schema"]] for row in rows]
    show("积压", rows)
    told(not any(row["oldest_seconds"] > OUTBOX_SECONDS or row["timers_late_seconds"] > TIMER_SECONDS
                 or row["unprojected_seconds"] > OUTBOX_SECONDS or row["waiting"] for row in rows))
