"""Where a process can die: each point calls `crash(its name)` at the moment that its name says."""

from collections.abc import Callable
from contextlib import contextmanager
from functools import partial

from chassis.host import Host
from chassis.relay import Relay

Crash = Callable[[str], None]

HOST_POINTS = (
    "command delivered", "command recorded, not committed", "command committed, not answered",
    "command answered, not acked", "command acked",
    "event delivered", "effect written, not committed", "effect committed, event not acked", "event acked",
)
RELAY_POINTS = (
    "claimed, not published", "published, not confirmed", "confirmed, not deleted", "deleted, not committed",
    "deletion committed",
)


def rig_host(host: Host, crash: Crash) -> None:
    """Let the host crash around its transactions, answers and acks."""
    for loop in host.loops:
        kind = "command" if loop.queue.startswith("rpc-") else "event"
        _rig_loop(loop, kind, crash)
    original = host.store.transaction

    @contextmanager
    def transaction(message):
        command = hasattr(type(message), "by")
        with original(message) as tx:
            yield tx
            tx.be_heard()  # else the database would know nothing of it yet
            crash("command recorded, not committed" if command else "effect written, not committed")
        crash("command committed, not answered" if command else "effect committed, event not acked")

    host.store.transaction = transaction


def _rig_loop(loop, kind: str, crash: Crash) -> None:
    process, settle = loop.process, loop._settle

    def rigged_process(delivery, loop):
        crash(f"{kind} delivered")
        answer = process(delivery, loop)
        return answer and partial(rigged_answer, answer)

    def rigged_answer(answer):
        answer()
        loop.connection.connection.transport._write.send()  # it would go out together with the ack
        crash(f"{kind} answered, not acked")

    def rigged_settle(message, **options):
        settle(message, **options)
        crash(f"{kind} acked")

    loop.process, loop._settle = rigged_process, rigged_settle


def rig_relay(relay: Relay, crash: Crash) -> None:
    """Let the relay crash around publishing, confirming and deleting."""
    publisher, database = relay.publisher, relay.database
    await_confirms, publish, connection = publisher._await_confirms, publisher.publish, database.connection

    def rigged_await():
        crash("published, not confirmed")
        await_confirms()

    def rigged_publish(exchange, rows):
        crash("claimed, not published")
        confirmed = publish(exchange, rows)
        crash("confirmed, not deleted")
        relay.has_published = True
        return confirmed

    @contextmanager
    def rigged_connection(*arguments):
        with connection(*arguments) as connected:
            yield connected
            if getattr(relay, "has_published", False):
                crash("deleted, not committed")
        if getattr(relay, "has_published", False):
            crash("deletion committed")

    publisher._await_confirms, publisher.publish = rigged_await, rigged_publish
    database.connection = rigged_connection
