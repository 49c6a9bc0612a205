"""The toy on a database and a virtual host of its own: everything a test of the backbone starts, asks and ends."""

import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from amqp.exceptions import NotFound
from kombu import Connection

from chassis.call_client import CallClient
from chassis.database import Database
from chassis.declarations import bindings
from chassis.failed import RetrySchedule
from chassis.host import Host
from chassis.migrate import READERS, migrate
from chassis.relay import ConfirmingPublisher, Relay
from chassis.topology import Management, declare, permissions
from contracts.actors import Actor, Role
from contracts.messages import COMMANDS, Envelope
from contracts.wire import to_headers
from dev.by_pid import poll
from dev.launch import tail
from dev.ports import free_port
from tests.integration.databases import PASSWORD
from tests.integration.toy.service import ToyService

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
SERVICES = {"toy": "tests.integration.toy.service:ToyService"}
REACTION = "toy.tally_points_on_task_done"
CITIZEN = Actor(role=Role.CITIZEN, person_id="p-1", area="433101")
QUICK = RetrySchedule(first=0.02, factor=1.5, longest=0.2, attempts=4)


def prepare_database(url: str, *, mode: str = "test") -> None:
    """The toy's schema, and a neighbour's, as `chassis.migrate` makes them."""
    roles = ("toy", "neighbour", "accounts", *READERS)
    folders = {"toy": HERE / "migrations", "neighbour": HERE / "none", "accounts": HERE / "none"}
    migrate(url, dict.fromkeys(roles, PASSWORD), mode=mode, folders=folders)


def envelope(name: str, *, id_: str | None = None, actor: Actor = CITIZEN) -> Envelope:
    """What surrounds a command that a person gives."""
    id_ = id_ or str(uuid.uuid4())
    return Envelope(id=id_, type=name, source="gateway", actor=actor, occurred_at=datetime.now(UTC),
                    correlation_id=id_)


def received(name: str, data: dict, *, id_: str | None = None, receiver: str | None = None):
    """A command as its handler gets it, without a broker."""
    around = replace(envelope(name, id_=id_), receiver=receiver or name)
    return COMMANDS[name].from_data(data).with_envelope(around)


class Surroundings:
    """The toy's surroundings; everything started through it is ended by `close`."""

    def __init__(self, admin_url: str, rabbitmq, vhost: str, folder: Path):
        self.admin_url, self.rabbitmq, self.vhost, self.folder = admin_url, rabbitmq, vhost, folder
        self.amqp_admin_url = rabbitmq.create_vhost(vhost)
        self._declare()
        self._ends: list[Callable[[], object]] = []
        self._client: CallClient | None = None
        self._recorder: Host | None = None

    def _declare(self) -> None:
        declare(self.amqp_admin_url, services=("toy",), pillars=("toy",), wanted=bindings(SERVICES))
        management = Management(self.rabbitmq.management_url)
        for user, rights in permissions(pillars=("toy", "neighbour"), services=("toy", "neighbour")).items():
            management.ensure_user(user, PASSWORD, rights, self.vhost)

    def add_user(self, name: str, rights: tuple[str, str, str]) -> None:
        """A broker user of another team, with permissions of its own."""
        Management(self.rabbitmq.management_url).ensure_user(name, PASSWORD, rights, self.vhost)

    def declare_exchange(self, name: str) -> None:
        with Connection(self.amqp_admin_url) as connection:
            connection.default_channel.exchange_declare(name, "topic", durable=True, auto_delete=False)

    # addresses

    def database_url(self, role: str = "toy") -> str:
        parts = urlsplit(self.admin_url)
        return parts._replace(netloc=f"{role}:{PASSWORD}@{parts.hostname}:{parts.port}").geturl()

    def amqp_url(self, user: str = "toy") -> str:
        return f"amqp://{user}:{PASSWORD}@127.0.0.1:{self.rabbitmq.port}/{quote(self.vhost, safe='')}"

    # processes, as threads

    def database(self, role: str = "toy", schema: str = "toy") -> Database:
        database = Database(self.database_url(role), schema)
        self._ends.append(database.close)
        return database

    def new_host(self, **options) -> Host:
        """A host of the toy, not started."""
        options = {"schedule": QUICK, "call_loops": 2, **options}
        return Host("toy", ToyService, self.database(), self.amqp_url(), **options)

    def host(self, **options) -> Host:
        """A running host of the toy."""
        host = self.new_host(**options)
        host.start()
        self._ends.append(lambda: (host.stop(), host.join()))
        self.wait(lambda: all(host.ready().values()), "the host to be ready")
        return host

    def new_relay(self) -> Relay:
        """A relay over the toy's outbox, not started."""
        publisher = ConfirmingPublisher(self.amqp_url("relay"))
        self._ends.append(publisher.close)
        return Relay(self.database("relay", "public"), publisher, {"toy": "toy.events"})

    def relay(self) -> Relay:
        """A running relay."""
        relay = self.new_relay()
        thread = threading.Thread(target=relay.run, daemon=True)
        thread.start()
        self._ends.append(lambda: (relay.stop(), thread.join(10)))
        return relay

    def client(self, **options) -> CallClient:
        """A gateway's call client."""
        client = CallClient(self.amqp_url("gateway"), **options)
        self._ends.append(client.stop)
        return client

    # processes, in earnest

    def spawn(self, what: str, **environment: str) -> subprocess.Popen:
        """`nameko`, `host` or `relay` as a process of its own (see `toy.run`)."""
        user = "relay" if what == "relay" else "toy"
        values = {"TOY_DATABASE": self.database_url(user), "TOY_AMQP": self.amqp_url(user), **environment}
        log = self.folder / f"{what}-{len(self._ends)}.log"
        process = subprocess.Popen([sys.executable, "-m", "tests.integration.toy.run", what], cwd=ROOT,
                                   env={**os.environ, **values}, stdout=log.open("wb"), stderr=subprocess.STDOUT)
        process.log = log
        self._ends.append(lambda: _end(process))
        return process

    def free_port(self) -> int:
        return free_port()

    # asking

    def call(self, name: str, data: dict, *, id_: str | None = None, actor: Actor = CITIZEN, **options) -> dict:
        """What the toy answers to a person's call through one shared client."""
        self._client = self._client or self.client()
        return self._client.call(name, data, envelope(name, id_=id_, actor=actor), **options)

    def do_task(self, task_id: str, points: int = 1, mood: str = "fine", **options) -> dict:
        return self.call("toy.do_task", {"task_id": task_id, "points": points, "mood": mood}, **options)

    def record_task(self, task_id: str, mood: str = "fine") -> None:
        """Do a task in this process, with neither broker nor host."""
        self._recorder = self._recorder or self.new_host()
        self._recorder.instance().do_task(received("toy.do_task", {"task_id": task_id, "points": 1, "mood": mood}))

    def fill_queue(self, tasks: dict[str, str]) -> None:
        """Put the events of these tasks (id → mood) into the reaction's queue, in order."""
        for task_id, mood in tasks.items():
            self.record_task(task_id, mood)
        relay = self.new_relay()
        while self.outbox():
            relay.relay_schema("toy")
        relay.publisher.close()

    def publish(self, body: bytes, headers: dict, *, exchange: str = "toy.events", key: str = "toy.done.v1",
                **properties) -> None:
        """Publish whatever it is, past all of our own care."""
        with Connection(self.amqp_admin_url) as connection:
            channel = connection.default_channel
            message = channel.prepare_message(body, headers=headers, properties=properties)
            channel.basic_publish(message, exchange=exchange, routing_key=key)

    def event_headers(self, type_: str = "toy.done.v1", id_: str | None = None) -> dict:
        """Headers as a pillar's event has them."""
        return to_headers(replace(envelope(type_, id_=id_), entity="task", entity_id="x", entity_version=1))

    def envelope_headers(self, name: str) -> dict:
        """Headers as the gateway's command of a citizen has them."""
        return to_headers(envelope(name))

    def take_all(self, name: str = REACTION) -> list[bool]:
        """Empty a queue; for each message, whether the broker had given it out before."""
        with Connection(self.amqp_admin_url) as connection:
            got = iter(lambda: connection.default_channel.basic_get(name, no_ack=True), None)
            return [message.delivery_info["redelivered"] for message in got]

    # looking

    def sql(self, statement: str, *parameters) -> list[tuple]:
        """The rows of a statement that the administrator runs in the toy's schema."""
        with psycopg.connect(self.admin_url, autocommit=True, options="-c search_path=toy") as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def one(self, statement: str, *parameters):
        """The first value of the first row."""
        return self.sql(statement, *parameters)[0][0]

    def effects(self) -> dict[str, int]:
        """How many effects each task had."""
        return dict(self.sql("SELECT task_id, count(*) FROM effects GROUP BY task_id"))

    def failed(self) -> list[tuple]:
        """Each failed message: status, cause, attempts."""
        return self.sql("SELECT status, cause, attempts FROM failed_messages ORDER BY id")

    def outbox(self) -> int:
        return self.one("SELECT count(*) FROM outbox")

    def refusal(self, url: str, statement: str) -> str:
        """What the database says when it refuses a statement; empty when it allows it."""
        try:
            with psycopg.connect(url, autocommit=True, options="-c search_path=toy") as connection:
                connection.execute(statement)
        except psycopg.Error as error:
            return str(error)
        return ""

    def is_napping(self, at_least: int = 1) -> bool:
        """Whether so many slow queries run now."""
        return self.one("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%%'"
                        " AND state = 'active' AND datname = current_database()") >= at_least

    def has_queue(self, name: str) -> bool:
        with Connection(self.amqp_admin_url) as connection:
            try:
                return bool(connection.default_channel.queue_declare(name, passive=True))
            except NotFound:
                return False

    def has_consumers(self, name: str = REACTION) -> bool:
        with Connection(self.amqp_admin_url) as connection:
            return connection.default_channel.queue_declare(name, passive=True).consumer_count > 0

    def waiting_messages(self, name: str = REACTION) -> int:
        """How many messages stand in a queue, given out to nobody, at this moment."""
        with Connection(self.amqp_admin_url) as connection:
            return connection.default_channel.queue_declare(name, passive=True).message_count

    def queue(self, name: str = REACTION) -> dict:
        """What the broker says about a queue."""
        return self.rabbitmq.manage("GET", f"/queues/{quote(self.vhost, safe='')}/{name}")

    def wait(self, condition: Callable[[], object], what: str, seconds: float = 60) -> None:
        """Poll until `condition` holds; says what was last seen when it does not."""
        assert poll(condition, seconds), f"waited {seconds} s for {what}; {self._seen()}"

    def _seen(self) -> str:
        logs = "\n".join(f"{log.name}: {tail(log)}" for log in sorted(self.folder.glob("*.log")))
        return f"effects {self.effects()}, failed {self.failed()}, outbox {self.outbox()}\n{logs}"

    def end_all(self) -> None:
        """End everything that was started, in order; what it had begun is finished."""
        while self._ends:
            self._ends.pop()()
        self._client = self._recorder = None

    def wait_until_queues_are_saved(self) -> None:
        """The broker writes its register of quorum queues a moment after it has declared one; when it is killed
        before that, the queue has no leader ever after. (RabbitMQ 3.10; only tests are so quick.) As for all others,
        see `save_declared`."""
        self.rabbitmq.save_declared()
        registers = list(self.rabbitmq.folder.glob("mnesia/*/quorum/*/names.dets"))
        name = f"{self.vhost}_{REACTION}".encode()
        self.wait(lambda: any(name in each.read_bytes() for each in registers), "the queue in the broker's register")

    def wait_plainly(self, condition: Callable[[], object], what: str, seconds: float = 60) -> None:
        """As `wait`, while the database is away."""
        assert poll(condition, seconds), f"waited {seconds} s for {what}"

    def close(self) -> None:
        self.end_all()
        self.rabbitmq.delete_vhost(self.vhost)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
