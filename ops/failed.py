"""Failed messages: grouped by cause, shown whole, tried again, parked or dropped with a reason."""

import click

from chassis.declarations import SCHEMAS
from chassis.failed import CALL_FAILED
from ops.platform import Platform
from ops.show import said, show, told

_GROUPS = ("SELECT receiver, status, cause, left(error, 80) AS error, count(*) AS messages,"
           " min(first_failed_at) AS since, (array_agg(id ORDER BY id))[1:20] AS ids FROM {schema}.failed_messages"
           " WHERE status NOT IN ('done', 'dropped')"
           " GROUP BY 1, 2, 3, 4 ORDER BY messages DESC")
_ONE = "SELECT * FROM {schema}.failed_messages WHERE id = %s"
_STATUSES = ("retrying", "parked", "quarantined")


@click.group()
def failed() -> None:
    """失败的消息。"""


@failed.command("list")
@click.pass_obj
def list_failed(platform: Platform) -> None:
    """按原因分组；ids 是其中最早的二十条的编号，供 show、retry、park、drop 使用。"""
    with platform.reading() as connection:
        rows = platform.every_schema(connection, _GROUPS)
    show("失败的消息", rows)
    told(not rows)


@failed.command("show")
@click.argument("schema", type=click.Choice(SCHEMAS))
@click.argument("id_", metavar="ID", type=int)
@click.pass_obj
def show_failed(platform: Platform, schema: str, id_: int) -> None:
    """一条消息的全部内容。"""
    with platform.reading() as connection:
        row = connection.execute(_ONE.format(schema=schema), [id_]).fetchone()
    if row is None:
        raise click.ClickException("没有这条消息")
    row["body"] = bytes(row["body"]).decode(errors="replace")
    show(f"{schema} {id_}", [{"field": name, "value": value} for name, value in row.items()])


@failed.command()
@click.argument("schema", type=click.Choice(SCHEMAS))
@click.argument("ids", nargs=-1, type=int, required=True)
@click.pass_obj
def retry(platform: Platform, schema: str, ids: tuple[int, ...]) -> None:
    """立即再试；成功后只生效一次。办理人已被告知失败的办理不再试。"""
    _move(platform, schema, ids, "status = 'retrying', next_try_at = clock_timestamp()", None,
          f" AND cause <> '{CALL_FAILED}'")


@failed.command()
@click.argument("schema", type=click.Choice(SCHEMAS))
@click.argument("ids", nargs=-1, type=int, required=True)
@click.pass_obj
def park(platform: Platform, schema: str, ids: tuple[int, ...]) -> None:
    """暂不再试。"""
    _move(platform, schema, ids, "status = 'parked', next_try_at = NULL", None)


@failed.command()
@click.argument("schema", type=click.Choice(SCHEMAS))
@click.argument("ids", nargs=-1, type=int, required=True)
@click.option("--reason", required=True, callback=said, help="为什么不再处理")
@click.pass_obj
def drop(platform: Platform, schema: str, ids: tuple[int, ...], reason: str) -> None:
    """不再处理；内容与理由保留。"""
    _move(platform, schema, ids, "status = 'dropped', next_try_at = NULL", reason)


def _move(platform: Platform, schema: str, ids: tuple[int, ...], change: str, note: str | None,
          only: str = "") -> None:
    with platform.repairing() as connection:
        rows = connection.execute(
            f"UPDATE {schema}.failed_messages SET {change}, note = coalesce(%s, note) WHERE id = ANY(%s)"
            f" AND status = ANY(%s){only} RETURNING id, receiver, status",
            [note, list(ids), list(_STATUSES)]).fetchall()
    show("已更新", rows)
    told(len(rows) == len(set(ids)))
