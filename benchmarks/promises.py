"""What each promise of a command costs: every statement of its transaction timed by what it is for.

Each is waited for here, so that its time can be told from the others'; in operation they travel together, and the sum
is more than a command takes.
"""

import re
import time
import uuid
from collections import defaultdict
from datetime import UTC, datetime

from amqp import Message as AmqpMessage
from kombu import Connection

from benchmarks.bench import Bench
from chassis.database import Database
from chassis.declarations import SERVICES, load
from chassis.policy_source import PolicySource
from chassis.store import Store
from contracts.actors import Actor, Role
from contracts.messages import Envelope
from contracts.training.commands import FileClass
from dev.story import JISHOU
from policies.reader import Policies

# The first that fits tells what a statement is for; all others are the business itself.
PROMISES = (
    (r"INTO inbox", "同一命令只生效一次（收件箱）"),
    (r"UPDATE inbox", "重复提交得到第一次的答复（留存答复）"),
    (r"INTO events", "历史与发件箱，同一事务"),
    (r"entity_versions", "次序无关（事项的版本号）"),
    (r"INTO decisions", "决定可重算（留存输入、政策、规则版本）"),
    (r"lock_timeout", "超过时限不再办理（等待锁的期限）"),
    (r"pg_notify", "立即送出（唤醒发件箱）"),
)
BUSINESS = "业务本身（计划、机构、台账、班级）"
COMMIT = "取连接（先确认可用）、开始与提交事务"
RULES = "规则、消息校验、序列化（Python）"
PUBLISHES = 300


def _purpose(sql: str) -> str:
    return next((words for pattern, words in PROMISES if re.search(pattern, sql)), BUSINESS)


def promise_costs(bench: Bench, data: dict) -> list[dict]:
    """Milliseconds a command for each promise, within the pillar and on the way to it."""
    count, spent = bench.sizes.timed_commands, defaultdict(float)
    service_class = load(SERVICES["training"])
    database = Database(bench.settings.database_conninfo("training"), "training", size=2)
    service = service_class()
    service.store = Store(_timed(service_class.transaction, spent), database, PolicySource(Policies.load()))
    for number in range(-5, count):
        if number == 0:
            spent.clear()
        _handle(service, database, data, spent)
    database.close()
    costs = [{"what": words, "ms": seconds / count * 1000} for words, seconds in spent.items()]
    return sorted(costs, key=lambda cost: -cost["ms"]) + _publishing_costs(bench)


def _timed(transaction_class: type, spent: dict[str, float]) -> type:
    class Timed(transaction_class):
        def write(self, table, parts, *parameters):
            super().write(table, parts, *parameters)
            self.end_gathering()

        def _run(self, sql, parameters):
            begin = time.perf_counter()
            cursor = super()._run(sql, parameters)
            self.pipeline.sync()
            spent[_purpose(str(sql))] += time.perf_counter() - begin
            return cursor

    return Timed


def _handle(service, database: Database, data: dict, spent: dict[str, float]) -> None:
    before, begin = sum(spent.values()), time.perf_counter()
    with database.connection() as connection:
        connection.execute("SELECT 1")
    around = time.perf_counter() - begin
    begin = time.perf_counter()
    service.file_class(_command(data))
    seconds = time.perf_counter() - begin
    statements = sum(spent.values()) - before
    spent[COMMIT] += around
    spent[RULES] += max(0.0, seconds - statements - around)


def _command(data: dict) -> FileClass:
    actor = Actor(role=Role.INSTITUTION_STAFF, person_id="staff-bench", area=JISHOU,
                  organisation_id=data["institution_id"])
    message_id = str(uuid.uuid4())
    return FileClass.from_data(data).with_envelope(Envelope(
        id=message_id, type=FileClass.name, source="benchmarks", actor=actor, correlation_id=message_id,
        occurred_at=datetime.now(UTC), receiver=FileClass.name))


def _publishing_costs(bench: Bench) -> list[dict]:
    """What it costs the gateway to know that the broker has the command, and that somebody consumes it."""
    plain, confirmed = (_publish(bench, confirm) for confirm in (False, True))
    return [{"what": "命令确已交给消息服务器（确认；答复先到就不等）", "ms": confirmed - plain},
            {"what": "对方停着就说“未受理”（查询消费者，每半秒至多一次）", "ms": _ask_for_consumers(bench)}]


def _publish(bench: Bench, confirm: bool) -> float:
    """Milliseconds for one persistent message to a queue of its own."""
    with Connection(bench.broker_url, transport_options={"confirm_publish": confirm}) as connection:
        channel = connection.default_channel
        queue = channel.queue_declare(exclusive=True).queue
        message = AmqpMessage("{}", delivery_mode=2)
        begin = time.perf_counter()
        for _ in range(PUBLISHES):
            channel.basic_publish(message, exchange="", routing_key=queue)
        return (time.perf_counter() - begin) / PUBLISHES * 1000


def _ask_for_consumers(bench: Bench) -> float:
    with Connection(bench.broker_url) as connection:
        queue = connection.default_channel.queue_declare(exclusive=True).queue
        begin = time.perf_counter()
        for _ in range(20):
            channel = connection.channel()
            channel.queue_declare(queue, passive=True)
            channel.close()
        return (time.perf_counter() - begin) / 20 * 1000
