"""One pillar in this process on a private database: what the measurements of single pillars stand on."""

import resource
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from chassis.database import Database
from chassis.declarations import SCHEMAS, SERVICES, load
from chassis.declare import receivers_of
from chassis.host import Host
from chassis.migrate import READERS, migrate
from chassis.policy_source import PolicySource
from chassis.store import Store
from contracts.actors import Actor, Role
from contracts.messages import Envelope
from policies.reader import Policies

CITY, ORGANISATION, PASSWORD = "433100", "institution-bench", "bench-only"
_MB = 1024


def prepare(url: str, opened: datetime) -> None:
    """Every schema in the database at `url`, business time at `opened`."""
    migrate(url, dict.fromkeys((*SCHEMAS, *READERS), PASSWORD), mode="test")
    move_clock(url, opened)


@dataclass
class Measured:
    """Seconds by step, in the order in which they were taken."""

    seconds: dict[str, float] = field(default_factory=dict)

    def take(self, step: str, act: Callable):
        started = time.perf_counter()
        answer = act()
        self.seconds[step] = time.perf_counter() - started
        return answer


class Desk:
    """The pillar in this process, under its own database role, with its calendar."""

    def __init__(self, url: str, pillar: str):
        parts = psycopg.conninfo.conninfo_to_dict(url) | {"user": pillar, "password": PASSWORD}
        self.database = Database(psycopg.conninfo.make_conninfo(**parts), pillar, size=4)
        service_class, policies = load(SERVICES[pillar]), PolicySource(Policies.load())
        self.service = service_class()
        self.service.store = Store(service_class.transaction, self.database, policies)
        self.methods = {mark.message: mark.method for mark in receivers_of(service_class)}
        self.timers = Host(pillar, service_class, self.database, "amqp://unused", policies).timers

    def give(self, message_class: type, role: Role, *, acts_in: str = CITY, **fields) -> dict:
        """What the pillar answers to a command or question of somebody in `role`; for the area `acts_in`."""
        key = str(uuid.uuid4())
        actor = Actor(role=role, person_id=f"{role.value}-1", area=acts_in, organisation_id=ORGANISATION)
        envelope = Envelope(id=key, type=message_class.name, source="bench", actor=actor,
                            occurred_at=datetime.now(UTC), correlation_id=key, receiver=message_class.name)
        message = message_class(**fields).with_envelope(envelope)
        return getattr(self.service, self.methods[message_class])(message)

    def run_calendar(self) -> None:
        """Carry out everything that is due."""
        with self.database.connection() as connection:
            connection.autocommit = True
            while self.timers.run_one(connection):
                pass
            connection.autocommit = False


def move_clock(url: str, moment: datetime) -> None:
    query(url, "SELECT clock.move_to(%s)", moment)


def query(url: str, statement: str, *parameters):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement, parameters).fetchone()[0]


def peak_mb() -> float:
    """The most memory that this process ever held, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB, 1)
