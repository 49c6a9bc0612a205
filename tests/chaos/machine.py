"""The platform behind two lines that can be made bad, and the hand that does it."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from kombu import Connection

from chassis.declarations import PUBLISHES_AS
from chassis.processes import PROCESSES
from chassis.relay import ConfirmingPublisher
from dev.by_pid import Running, command_line, poll, started_for
from dev.faults import FaultyLine, Line
from dev.machine import Machine
from tests.chaos.plan import Fault
from tests.chaos.sabotage import sabotaged

DUPLICATES_AT_ONCE = 30


class ChaosMachine(Machine):
    """A machine whose processes reach database and broker through bad lines; its administrator does not."""

    def __init__(self, folder: Path):
        super().__init__(folder, throwaway=True)
        self.lines: dict[str, FaultyLine] = {}

    def environment(self) -> dict[str, str]:
        straight = super().environment()
        for name, port in (("postgres", "DB_PORT"), ("amqp", "AMQP_PORT")):
            if name not in self.lines:
                self.lines[name] = FaultyLine(int(straight[port])).start()
        return straight | {"DB_PORT": str(self.lines["postgres"].port), "AMQP_PORT": str(self.lines["amqp"].port)}

    def remove(self) -> None:
        super().remove()
        for line in self.lines.values():
            line.stop()

    @property
    def database_url(self) -> str:
        return self.postgres.url

    def pids_of(self, name: str) -> list[Running]:
        """The processes that the supervisor started under this name."""
        return [process for process in started_for(self.folder) if command_line(process.pid).endswith(f" {name}")]

    def sabotage(self, switch: str, *names: str) -> None:
        """Start these processes anew with a promise broken; no names: all of them sound again."""
        self.processes = tuple(sabotaged(each, switch) if each.name in names else each for each in PROCESSES)
        self.supervisor.processes = self.processes
        self.start_processes()

    # faults

    def suffer(self, fault: Fault) -> None:
        """Let one fault happen; the platform is given no time to recover here."""
        getattr(self, f"_suffer_{fault.kind}")(fault)

    def _suffer_kill(self, fault: Fault) -> None:
        for process in self.pids_of(fault.target):
            process.send(signal.SIGKILL)

    def _suffer_freeze(self, fault: Fault) -> None:
        """What is in hand can't be committed, and then its processes die."""
        self.lines["postgres"].become(Line.SILENT)
        try:
            for target in fault.target.split():
                self._suffer_kill(Fault(kind="kill", target=target))
        finally:
            self.lines["postgres"].become(Line.GOOD)

    def _suffer_term(self, fault: Fault) -> None:
        for process in self.pids_of(fault.target):
            process.send(signal.SIGTERM)

    def _suffer_broker(self, fault: Fault) -> None:
        self.rabbitmq.kill()
        self.rabbitmq.start()

    def _suffer_database(self, fault: Fault) -> None:
        self.postgres.restart()

    def _suffer_line(self, fault: Fault) -> None:
        line = self.lines[fault.target]
        line.become(fault.line)
        try:
            time.sleep(fault.seconds)
        finally:
            line.become(Line.GOOD)

    def _suffer_latecomer(self, fault: Fault) -> None:
        """Whoever books seats now commits late: later events commit before it."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("SELECT 1 FROM training.ledger_accounts WHERE key LIKE '%:reserved' FOR UPDATE")
            time.sleep(fault.seconds)

    def _suffer_duplicates(self, fault: Fault) -> None:
        """Events are published again as they were, as after a crash between confirm and commit."""
        publisher = ConfirmingPublisher(self.rabbitmq.url)
        try:
            with psycopg.connect(self.database_url) as connection:
                for schema, service in PUBLISHES_AS.items():
                    rows = connection.execute(
                        f"SELECT id::text, type, data::text, headers FROM {schema}.events ORDER BY seq DESC LIMIT %s",
                        [DUPLICATES_AT_ONCE]).fetchall()
                    publisher.publish(f"{service}.events", rows)
        finally:
            publisher.close()

    def recover(self, within: float = 60.0) -> bool:
        """Whether every process became ready again in time."""
        return poll(lambda: not self.not_ready(), within, every=0.5)

    def waiting_messages(self) -> dict[str, int]:
        """How many messages stand in each of the platform's queues that has some."""
        from chassis.declarations import bindings

        found = {}
        with Connection(self.rabbitmq.url) as connection:
            for name in sorted({binding.queue for binding in bindings()} | {"dead-letters"}):
                found[name] = connection.default_channel.queue_declare(name, passive=True).message_count
        return {name: count for name, count in found.items() if count}


@contextmanager
def chaos_machine(folder: Path) -> Iterator[ChaosMachine]:
    """The whole platform behind its lines; gone when the block is left."""
    machine = ChaosMachine(folder)
    try:
        machine.up()
        yield machine
    finally:
        machine.remove()
