"""Whether what must agree agrees: broker and declarations, ledgers, read model and logs, figures and recount."""

import uuid
from datetime import UTC, datetime

import click
from psycopg.rows import tuple_row

from chassis.call_client import CallClient
from chassis.declarations import PILLARS, READ_MODEL_DIFFERENCES, bindings, load
from chassis.replay import differences
from contracts.actors import Actor, Role
from contracts.messages import Envelope
from contracts.problems import Problem
from ops.platform import Platform
from ops.show import show, told

VERIFY_SECONDS = 60.0  # every account and case is counted


@click.command()
@click.option("--grace", default=30.0, help="多少秒之内记录的事件可以尚未投影")
@click.pass_obj
def verify(platform: Platform, grace: float) -> None:
    """核对：消息拓扑与声明、各业务的账、账户、读模型与日志、数字与重新计数。"""
    rows = [{"where": where, "fault": fault} for where, faults in _all_faults(platform, grace) for fault in faults]
    show("不一致之处", rows)
    told(not rows)


def _all_faults(platform: Platform, grace: float):
    yield "broker", differences(platform.management, platform.settings.amqp_vhost, bindings())
    client = CallClient(platform.settings.amqp_url("ops"), user="ops")
    try:
        for pillar in PILLARS:
            yield pillar, ask_pillar(client, pillar)
    finally:
        client.stop()
    with platform.reading(tuple_row) as connection:
        yield "accounts", account_faults(connection)
    with platform.reading(tuple_row) as connection:
        yield "zone", load(READ_MODEL_DIFFERENCES)(connection, grace_seconds=grace)  # first: it begins the snapshot
        yield "trail", heads_that_differ(connection)


def account_faults(connection) -> list[str]:
    """What zone.verify finds: the gateway answers it to its own callers only, so its numbers are asked for here."""
    rows = connection.execute("SELECT fault, number FROM accounts.verification() WHERE number > 0").fetchall()
    return [f"{fault}：{number}" for fault, number in rows]


def heads_that_differ(connection) -> list[str]:
    """Seals of subsidies' trail that are not what loans was told of them: somebody made the chain anew."""
    rows = connection.execute(
        "SELECT w.number, s.hash IS NULL FROM loans.witnessed_heads w LEFT JOIN subsidies.seals s USING (number)"
        " WHERE w.service = 'subsidies' AND s.hash IS DISTINCT FROM w.hash ORDER BY w.number").fetchall()
    return [f"subsidies 第 {number} 号封存{'不见了' if gone else '与 loans 保存的不同'}" for number, gone in rows]


def ask_pillar(client: CallClient, pillar: str) -> list[str]:
    """The faults that a pillar finds in its own tables; one that cannot be asked is a fault too."""
    id_ = str(uuid.uuid4())
    around = Envelope(id=id_, type=f"{pillar}.verify", source="ops", correlation_id=id_,
                      actor=Actor(role=Role.SYSTEM, system="ops"), occurred_at=datetime.now(UTC))
    try:
        return client.call(f"{pillar}.verify", {}, around, deadline=VERIFY_SECONDS)["faults"]
    except Problem as problem:
        return [f"cannot be asked: {problem.code} {problem.detail or problem.title}"]
