"""Pausing one reaction: its messages wait in its queue, everything else goes on."""

import click

from chassis.declarations import bindings
from ops.platform import Platform
from ops.show import said, show

_PAUSED = "SELECT receiver, reason, paused_at FROM {schema}.paused_reactions"


def paused_reactions(platform: Platform) -> dict[str, str]:
    """The reason for each reaction that is paused now."""
    with platform.reading() as connection:
        return {row["receiver"]: row["reason"] for row in platform.every_schema(connection, _PAUSED)}


def schema_of(reaction: str) -> str:
    """The schema whose processes heed a reaction's pause; raises a click error for a name that nobody declared."""
    if reaction not in {binding.queue for binding in bindings()}:
        raise click.ClickException(f"没有这个响应：{reaction}（ops queues 列出全部）")
    return reaction.split(".", 1)[0]


@click.command()
@click.argument("reaction")
@click.option("--reason", required=True, callback=said, help="为什么暂停")
@click.pass_obj
def pause(platform: Platform, reaction: str, reason: str) -> None:
    """暂停一个响应（例如 zone.projection）；消息留在队列中。"""
    with platform.repairing() as connection:
        connection.execute(f"INSERT INTO {schema_of(reaction)}.paused_reactions (receiver, reason) VALUES (%s, %s)"
                           " ON CONFLICT DO NOTHING", [reaction, reason])
    show("已暂停", [{"reaction": reaction, "reason": reason}])


@click.command()
@click.argument("reaction")
@click.pass_obj
def resume(platform: Platform, reaction: str) -> None:
    """恢复一个响应；没有暂停时什么也不做。"""
    with platform.repairing() as connection:
        ended = connection.execute(f"DELETE FROM {schema_of(reaction)}.paused_reactions WHERE receiver = %s",
                                   [reaction]).rowcount
    show("已恢复", [{"reaction": reaction, "was_paused": bool(ended)}])
