"""Following what happened: one event, the newest ones, a person's line of events, a case across pillars."""

import time

import click

from chassis.declarations import PUBLISHES_AS
from ops.platform import Platform
from ops.show import show, told

_COLUMNS = ("recorded_at, occurred_at, type, id::text AS id, entity, entity_id, entity_version AS version, person_id,"
            " headers->>'cloudEvents:causationid' AS cause, correlation_id AS correlation")
_ONE = ("SELECT e.*, EXISTS (SELECT 1 FROM {schema}.outbox o WHERE o.event_id = e.id) AS unconfirmed,"
        " EXISTS (SELECT 1 FROM zone.projected p WHERE p.event_id = e.id) AS projected"
        " FROM {schema}.events e WHERE e.id::text = %s")
_NEWEST = "SELECT " + _COLUMNS + " FROM {schema}.events WHERE recorded_at > %s::timestamptz ORDER BY seq DESC LIMIT %s"
_OF_PERSON = "SELECT " + _COLUMNS + " FROM {schema}.events WHERE person_id = %s"
_OF_CASE = "SELECT correlation_id FROM {schema}.events WHERE entity_id = %s OR id::text = %s OR correlation_id = %s"
_IN_FLOW = "SELECT " + _COLUMNS + " FROM {schema}.events WHERE correlation_id = ANY(%s)"
_INBOX = "SELECT receiver, message_id, handled_at FROM {schema}.inbox WHERE message_id = ANY(%s)"
BEGINNING = "-infinity"


def _logs(platform: Platform, connection, statement: str, *parameters) -> list[dict]:
    return [row for row in platform.every_schema(connection, statement, *parameters) if row["schema"] in PUBLISHES_AS]


@click.group()
def event() -> None:
    """日志中的事件。"""


@event.command("show")
@click.argument("id_", metavar="ID")
@click.pass_obj
def show_event(platform: Platform, id_: str) -> None:
    """一个事件的全部内容，谁处理过它。"""
    with platform.reading() as connection:
        found = _logs(platform, connection, _ONE, id_)
        handled = platform.every_schema(connection, _INBOX, [id_])
    if not found:
        raise click.ClickException("没有这个事件")
    fields = [{"field": name, "value": value} for name, value in found[0].items()]
    show(id_, fields + [{"field": f"handled by {row['receiver']}", "value": row["handled_at"]} for row in handled])


@event.command()
@click.option("--count", default=20, help="先显示最近多少个")
@click.option("--follow", is_flag=True, help="持续显示新的事件")
@click.pass_obj
def tail(platform: Platform, count: int, follow: bool) -> None:
    """最近的事件。"""
    after = BEGINNING
    while True:
        with platform.reading() as connection:
            rows = sorted(_logs(platform, connection, _NEWEST, after, count), key=lambda row: row["recorded_at"])
        if rows or after == BEGINNING:
            show("事件", [_short(row) for row in rows[-count:]])
        after = str(rows[-1]["recorded_at"]) if rows else after
        if not follow:
            return
        time.sleep(1)


@click.command()
@click.argument("person")
@click.pass_obj
def timeline(platform: Platform, person: str) -> None:
    """一个人（编号）在各业务中的全部事件，按发生先后。"""
    with platform.reading() as connection:
        rows = sorted(_logs(platform, connection, _OF_PERSON, person), key=lambda row: row["occurred_at"])
    show(f"{person} 的事件", [_short(row) for row in rows])
    told(bool(rows))


@click.command()
@click.argument("case_id", metavar="CASE")
@click.pass_obj
def case(platform: Platform, case_id: str) -> None:
    """一件事（对象、事件或关联编号）在各业务间的经过：哪个事件引起哪个事件，经由哪个响应。"""
    with platform.reading() as connection:
        flows = {row["correlation_id"] for row in _logs(platform, connection, _OF_CASE, case_id, case_id, case_id)}
        rows = _logs(platform, connection, _IN_FLOW, sorted(flows))
        handled = platform.every_schema(connection, _INBOX, [row["cause"] for row in rows])
    via = {(row["schema"], row["message_id"]): row["receiver"] for row in handled}
    show(f"{case_id} 的经过", [
        {"event": "  " * depth + row["type"], "on": f"{row['entity']} {row['entity_id']}",
         "via": via.get((row["schema"], row["cause"]), ""), "at": row["recorded_at"], "id": row["id"]}
        for depth, row in in_order_of_cause(rows)])
    told(bool(rows))


def in_order_of_cause(rows: list[dict]) -> list[tuple[int, dict]]:
    """Each event after the one that caused it, with its depth; what commands caused stands at depth 0."""
    known, caused = {row["id"] for row in rows}, {}
    for row in sorted(rows, key=lambda row: row["recorded_at"]):
        caused.setdefault(row["cause"] if row["cause"] in known else None, []).append(row)
    found: list[tuple[int, dict]] = []
    waiting = [(0, row) for row in reversed(caused.get(None, []))]
    while waiting:
        depth, row = waiting.pop()
        found.append((depth, row))
        waiting += [(depth + 1, each) for each in reversed(caused.get(row["id"], []))]
    return found


def _short(row: dict) -> dict:
    return {"recorded_at": row["recorded_at"], "type": row["type"], "entity": f"{row['entity']} {row['entity_id']}",
            "version": row["version"], "person": row["person_id"], "id": row["id"]}
