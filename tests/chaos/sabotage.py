"""Processes that break one promise on purpose: `python -m tests.chaos.sabotage <switch> <process>`.

Only the test of the verdict starts them. Each switch takes away one mechanism, so that the verdict must turn red.
"""

import sys

from chassis.declarations import PILLARS
from chassis.green import go_green

if __name__ == "__main__" and sys.argv[2] in PILLARS:
    go_green()

import time
import uuid
from dataclasses import dataclass

from chassis import consumer, relay, run, store
from chassis.processes import Process
from chassis.settings import Settings


def skip_the_inbox() -> None:
    """A message that was handled before is handled again, as new."""
    store.Transaction._repeat = lambda self, digest: None
    store.derived_id = lambda *parts: str(uuid.uuid4())


def ack_before_commit() -> None:
    """A reaction's message is acked when it comes; the work takes its time after that."""
    take, process = consumer.ConsumerLoop._take, consumer.ConsumerLoop._delivery
    settle = consumer.ConsumerLoop._settle

    def take_and_ack(loop, message):
        take(loop, message)
        if not loop.queue.startswith("rpc-"):
            loop.channel.basic_ack(message.delivery_tag)

    def slowly(loop, message):
        if not loop.queue.startswith("rpc-"):
            time.sleep(0.3)
        return process(loop, message)

    def settle_calls_only(loop, message, **options):
        if loop.queue.startswith("rpc-"):
            settle(loop, message, **options)

    consumer.ConsumerLoop._take, consumer.ConsumerLoop._delivery = take_and_ack, slowly
    consumer.ConsumerLoop._settle = settle_calls_only


def cursor_by_id() -> None:
    """The relay remembers the last place in the log that it has seen, and asks for what is beyond."""
    last: dict[str, int] = {}

    def relay_schema(self, schema: str) -> int:
        with self.database.connection() as connection:
            connection.execute("SELECT set_config('search_path', %s, true)", [schema])
            rows = connection.execute("SELECT event_id::text, type, data::text, headers, seq FROM outbox_messages"
                                      " WHERE seq > %s ORDER BY seq LIMIT 500", [last.get(schema, 0)]).fetchall()
            if rows:
                self.publisher.publish(self.schemas[schema], [row[:4] for row in rows])
                connection.execute("DELETE FROM outbox WHERE event_id = ANY(%s::uuid[])", [[row[0] for row in rows]])
                last[schema] = rows[-1][4]
        return len(rows)

    relay.Relay.relay_schema = relay_schema


SWITCHES = {"skip_the_inbox": skip_the_inbox, "ack_before_commit": ack_before_commit, "cursor_by_id": cursor_by_id}


@dataclass(frozen=True)
class Sabotaged(Process):
    """A process of the table with one promise broken."""

    switch: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        return ("python", "-m", "tests.chaos.sabotage", self.switch, self.name)


def sabotaged(process: Process, switch: str) -> Sabotaged:
    """The process as the supervisor must start it."""
    return Sabotaged(process.name, process.database_roles, process.amqp_user, process.health_port_name,
                     process.extra_environment, switch=switch)


if __name__ == "__main__":
    SWITCHES[sys.argv[1]]()
    Settings.from_environment()
    run.main(sys.argv[2])
