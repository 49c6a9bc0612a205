"""What every measurement shares: one database and broker, sizes, tokens, and processes started for it alone."""

import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
from kombu import Connection

from benchmarks.load import Job, Seen, put_under_load
from benchmarks.running import busy_share, memory_mb, processor_seconds, running
from benchmarks.seeding import person
from benchmarks.sizes import Sizes
from chassis.declarations import bindings
from chassis.settings import Settings
from contracts.actors import Actor, Role
from dev.by_pid import Running
from dev.machine import Machine
from dev.ports import free_port
from dev.story import JISHOU
from gateway.http.issuers import LocalIssuer

VIEWERS = 40


@dataclass
class Bench:
    """One run: its machine, its sizes, and what was found so far."""

    machine: Machine
    sizes: Sizes
    tell: Callable[[str], None]
    found: dict = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.machine.folder

    @property
    def database_url(self) -> str:
        return self.machine.postgres.url

    @property
    def broker_url(self) -> str:
        return self.machine.rabbitmq.url

    @property
    def settings(self) -> Settings:
        return Settings.from_environment(self.machine.environment())

    def begin(self, part: str, words: str) -> None:
        """Say what is measured next, and keep how busy others make the machine just before."""
        self.busy[part] = busy_share()
        self.tell(f"({part}) {words}；此前其他程序占用处理器 {self.busy[part]:.0%}")

    def process(self, name: str, **settings: str) -> AbstractContextManager[Running]:
        """A process of the platform, with some settings of its own."""
        wanted = next(each for each in self.machine.processes if each.name == name)
        environment = self.machine.environment() | settings
        return running("chassis.run", name, environment=environment, folder=self.folder,
                       port=int(environment[wanted.health_port_name]))

    def step(self, name: str, port: int) -> AbstractContextManager[Running]:
        """The zone page with every guard up to a step of the ladder."""
        return running("benchmarks.ladder", name, environment=self.machine.environment() | {"PORT": str(port)},
                       folder=self.folder, port=port, ready=f"/people/{person(0)}")

    def peer(self, *names: str, port: int | None = None) -> AbstractContextManager[Running]:
        """Stock nameko services in one process."""
        port = port or free_port()
        environment = {"PEER_DATABASE_URL": self.database_url, "PEER_AMQP_URL": self.broker_url,
                       "PEER_PORT": str(port)}
        return running("benchmarks.peers.run", *names, environment=environment, folder=self.folder, port=port)

    def load(self, port: int, requests: list[str], *, seconds: float | None = None, connections: int = 16) -> Seen:
        """What a second process saw while it kept so many connections busy."""
        before = processor_seconds(self.folder)
        seen = put_under_load(Job(port=port, requests=requests, seconds=seconds or self.sizes.seconds,
                                  warm_seconds=self.sizes.warm_seconds, connections=connections))
        return replace(seen, processor_ms=(processor_seconds(self.folder) - before) / seen.whole * 1000)

    def keep_memory(self, name: str, process: Running) -> None:
        self.memory[name] = memory_mb(process)

    def tokens(self) -> dict[str, str]:
        """A signed token for each of some people."""
        issuer = LocalIssuer(self.settings.token_private_key())
        people = [person(number) for number in range(min(VIEWERS, self.sizes.real_people))]
        return {each: issuer.issue(Actor(role=Role.CITIZEN, person_id=each, area=JISHOU)) for each in people}

    def sql(self, statement: str, *parameters) -> list[tuple]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            answer = connection.execute(statement, parameters or None)
            return answer.fetchall() if answer.description else []

    def purge(self) -> None:
        """Empty every queue of the platform: what one measurement sent is not another's work."""
        with Connection(self.broker_url) as connection:
            for queue in {binding.queue for binding in bindings()}:
                connection.default_channel.queue_purge(queue)


def middle(values: list[float]) -> float:
    """The median of the rounds."""
    return statistics.median(values)
