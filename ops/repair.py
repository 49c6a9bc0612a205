"""Feeding the log to one queue again, and building the read model anew."""

import click
from psycopg.rows import tuple_row
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from chassis.declarations import PUBLISHES_AS, REBUILD, RESEAL, bindings, load
from chassis.replay import Wanted, remembered_since, replay_log
from ops.platform import Platform
from ops.show import show, told


@click.command()
@click.argument("queue")
@click.option("--type", "types", multiple=True, help="事件类型，可多次")
@click.option("--person", help="只重放某人的事件")
@click.option("--since", type=click.DateTime(), help="此后记录的事件")
@click.pass_obj
def replay(platform: Platform, queue: str, types: tuple[str, ...], person: str | None, since) -> None:
    """把日志中该队列应得的事件送到这一个队列；处理过的不会再生效，处理记录已清理的时段不再送。"""
    listens = [binding for binding in bindings() if binding.queue == queue]
    if not listens:
        raise click.ClickException(f"没有这个队列：{queue}（ops queues 列出全部）")
    rows = []
    with platform.reading(tuple_row) as connection:
        known = remembered_since(connection, queue)
        asked = since.astimezone() if since else None  # as a day is typed: this machine's time
        wanted = Wanted(types=types, person_id=person, since=max(filter(None, (known, asked)), default=None))
        for schema in PUBLISHES_AS:
            keys = tuple(each.routing_key for each in listens if each.exchange == f"{PUBLISHES_AS[schema]}.events")
            if keys:
                sent = replay_log(connection, schema, wanted, queue, keys, platform.settings.amqp_url("ops"))
                rows.append({"schema": schema, "sent": sent})
    show(f"已送到 {queue}" + (f"（{known:%Y-%m-%d} 以前的处理记录已清理，未送）" if known else ""), rows)


@click.command()
@click.pass_obj
def rebuild(platform: Platform) -> None:
    """由日志重建专区的读模型，期间照常服务（需要管理员的 DATABASE_URL）。"""
    bars = Progress(TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                    console=Console(stderr=True))
    with bars:
        tasks = {schema: bars.add_task(schema, total=total) for schema, total in _sizes(platform).items()}
        total = load(REBUILD)(platform.settings.database_admin_url(),
                              progress=lambda schema, count: bars.advance(tasks[schema], count))
    show("重建完成", [{"events": total}])


@click.command()
@click.pass_obj
def reseal(platform: Platform) -> None:
    """以现用密钥分批重新加密旧密钥加密的个人信息，期间照常服务（须有网关的新旧密钥和账户库密码）。"""
    rows = load(RESEAL)(platform.settings)
    show("重新加密", rows)
    told(not any(row["left"] for row in rows))


def _sizes(platform: Platform) -> dict[str, int]:
    with platform.reading() as connection:
        rows = platform.every_schema(connection, "SELECT count(*) AS events FROM {schema}.events")
    return {row["schema"]: row["events"] for row in rows if row["schema"] in PUBLISHES_AS}
