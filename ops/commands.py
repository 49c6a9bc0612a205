"""The operators' commands. Each asks, shows a table or JSON, and says by its exit code whether all is in order."""

import click
from psycopg.rows import tuple_row

from chassis.declarations import REBUILD, SCHEMAS, bindings, load
from chassis.replay import Wanted, differences, replay
from chassis.settings import Settings
from ops.failed import failed
from ops.platform import Platform
from ops.show import show, told

_LAG = ("SELECT (SELECT count(*) FROM {schema}.outbox) AS unconfirmed,"
        " (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(added_at)), 0)::int FROM {schema}.outbox)"
        " AS oldest_seconds, (SELECT count(*) FROM {schema}.timers WHERE due_at <= clock.business_now())"
        " AS timers_due, (SELECT count(*) FROM {schema}.failed_messages WHERE status = 'retrying') AS retrying,"
        " (SELECT count(*) FROM {schema}.failed_messages WHERE status IN ('parked', 'quarantined')) AS waiting")


@click.group()
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_context
def main(context: click.Context, as_json: bool) -> None:
    """平台运维。"""
    context.obj = Platform(Settings.from_environment())
    context.meta["as_json"] = as_json


main.add_command(failed)


@main.command()
@click.pass_obj
def queues(platform: Platform) -> None:
    """各队列：等待、处理中、消费者。"""
    vhost = platform.settings.amqp_vhost.replace("/", "%2F")
    rows = [{"queue": queue["name"], "ready": queue.get("messages_ready", 0),
             "unacked": queue.get("messages_unacknowledged", 0), "consumers": queue.get("consumers", 0)}
            for queue in platform.management.call("GET", f"/queues/{vhost}")
            if not queue["name"].startswith("rpc.reply-")]
    show("队列", sorted(rows, key=lambda row: (-row["ready"], row["queue"])))
    told(all(row["consumers"] for row in rows if row["queue"] != "dead-letters"))


@main.command()
@click.pass_obj
def lag(platform: Platform) -> None:
    """各模式：未确认的事件、到期的定时、失败的消息。"""
    with platform.reading() as connection:
        rows = platform.every_schema(connection, _LAG)
    show("积压", rows)
    told(not any(row["oldest_seconds"] > 60 or row["waiting"] for row in rows))


@main.command()
@click.pass_obj
def verify(platform: Platform) -> None:
    """消息服务器与声明是否一致。"""
    faults = differences(platform.management, platform.settings.amqp_vhost, bindings())
    show("与声明的差异", [{"fault": fault} for fault in faults])
    told(not faults)


@main.command("replay")
@click.argument("queue")
@click.option("--type", "types", multiple=True, help="事件类型，可多次")
@click.option("--person", help="只重放某人的事件")
@click.option("--since", type=click.DateTime(), help="此后记录的事件")
@click.pass_obj
def replay_command(platform: Platform, queue: str, types: tuple[str, ...], person: str | None, since) -> None:
    """把日志中的事件送到一个队列；处理过的不会再生效。"""
    wanted = Wanted(types=types, person_id=person, since=since)
    rows = []
    with platform.reading() as connection:
        connection.row_factory = tuple_row
        for schema in SCHEMAS:
            sent = replay(connection, schema, wanted, queue, platform.settings.amqp_url("ops"))
            rows.append({"schema": schema, "sent": sent})
    show(f"已送到 {queue}", rows)


@main.command("rebuild")
@click.pass_obj
def rebuild_command(platform: Platform) -> None:
    """由日志重建专区的读模型，期间照常服务。"""
    done = 0

    def progress(schema: str, count: int) -> None:
        nonlocal done
        done += count
        click.echo(f"\r{schema:12} {done}", nl=False, err=True)

    total = load(REBUILD)(platform.settings.database_admin_url(), progress=progress)
    click.echo(err=True)
    show("重建完成", [{"events": total}])
