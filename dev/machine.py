"""The whole local machine below one folder: servers, secrets, ports, processes."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from chassis.processes import PROCESSES, Process
from chassis.settings import DEFAULT_GATEWAY_PORT
from dev import secrets
from dev.by_pid import Running, poll, started_for
from dev.launch import tail
from dev.ports import HOST, KeptPorts, free_port, is_free
from dev.postgres import PostgresServer
from dev.rabbitmq import RabbitPorts, RabbitServer
from dev.sources import ROOT, fingerprint
from dev.supervision import Supervisor

PASSED_ON = ("OIDC_ISSUER", "OIDC_AUDIENCE", "CORS_ORIGINS", "BIND_HOST", "LOG_LEVEL")
SECONDS_TO_READY = 120
SECONDS_OF_CRASHES = 30
POSTGRES_PORT = "POSTGRES_PORT"
RABBIT_PORTS = ("RABBITMQ_AMQP_PORT", "RABBITMQ_DISTRIBUTION_PORT", "RABBITMQ_MANAGEMENT_PORT",
                "RABBITMQ_PROMETHEUS_PORT", "RABBITMQ_EPMD_PORT")
PORT_TAKEN = """\
端口 {port} 已被其他程序占用，网关无法启动。请换一个：PORT=8001 make up
Port {port} is in use by another program; choose another one: PORT=8001 make up"""
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotReady(RuntimeError):
    """A step of starting failed or a process did not become ready; the message says which and why."""


class Machine:
    """Everything that `make up` starts, below `folder`; `throwaway` is for tests: free ports, no fsync."""

    def __init__(self, folder: Path, *, throwaway: bool = False, mode: str | None = None,
                 processes: Sequence[Process] = PROCESSES):
        self.folder = folder.absolute()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.throwaway = throwaway
        self.processes = processes
        self.mode = mode or ("test" if throwaway else os.environ.get("MODE", "demo"))
        self.secrets = secrets.ensure(self.folder)
        self.ports = KeptPorts(self.folder / "ports.env")
        self.supervisor = Supervisor(self.folder, processes=processes, dies_with_us=throwaway)

    @property
    def postgres(self) -> PostgresServer | None:
        """The private database server; None when DATABASE_URL names another one."""
        if self._override("DATABASE_URL"):
            return None
        return PostgresServer(self.folder / "postgres", self.ports.port(POSTGRES_PORT),
                              password=self.secrets[secrets.DATABASE_ADMIN_PASSWORD],
                              throwaway=self.throwaway)

    @property
    def rabbitmq(self) -> RabbitServer | None:
        """The private broker; None when AMQP_URL names another one."""
        if self._override("AMQP_URL"):
            return None
        return RabbitServer(self.folder / "rabbitmq", RabbitPorts(*map(self.ports.port, RABBIT_PORTS)),
                            password=self.secrets[secrets.AMQP_ADMIN_PASSWORD], throwaway=self.throwaway)

    @property
    def base_url(self) -> str:
        """Where people and programs reach the gateway."""
        return f"http://{HOST}:{self.ports.port('PORT')}"

    def environment(self) -> dict[str, str]:
        """Every variable of the platform, administrators' addresses included."""
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        for process in self.processes:
            self.ports.port(process.health_port_name)
        kept = self.secrets | secrets.signing_key_files(self.folder) | self.ports.as_environment()
        return (self._page_origins() | passed_on | kept | self._database() | self._broker()
                | {"MODE": self.mode, "FILES_FOLDER": str(self.folder / "files"), "SOURCES": fingerprint()})

    def _page_origins(self) -> dict[str, str]:
        """Where the pages are opened on this machine; from there they may follow their stream on push's port."""
        port = self.ports.as_environment().get("PORT")
        return {"CORS_ORIGINS": f"http://{HOST}:{port},http://localhost:{port}"} if port else {}

    def start_servers(self) -> None:
        """Starts what is private and does not run; raises Missing, DidNotStart, NotReady."""
        self._settle_gateway_port()
        self._move_away_from_taken_ports()
        for server in (self.postgres, self.rabbitmq):
            if server:
                server.start()

    def set_up(self) -> None:
        """Migrations, then exchanges, queues and broker users; raises NotReady with what the step said."""
        for module in ("chassis.migrate", "chassis.topology"):
            answer = subprocess.run([sys.executable, "-m", module], env=dict(os.environ) | self.environment(),
                                    cwd=ROOT, capture_output=True, text=True, check=False)
            if answer.returncode:
                raise NotReady(f"python -m {module} 失败（failed）：\n{answer.stdout}{answer.stderr}")

    def start_processes(self) -> None:
        """Starts all processes under the supervisor and waits until each says that it is ready."""
        if not self.supervisor.process:
            self._end_leftovers()
        self.supervisor.start(self.environment())
        self._wait_until_ready()

    def up(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Everything in order; `tell` hears each step. Safe to repeat."""
        for words, step in (("启动数据库与消息服务器", self.start_servers),
                            ("迁移数据库，声明消息拓扑", self.set_up),
                            ("启动各进程，等待就绪", self.start_processes)):
            tell(words)
            step()

    def down(self) -> list[Running]:
        """Stops everything; processes that had to be ended by force are returned (normally none)."""
        self.supervisor.stop()
        for server in (self.rabbitmq, self.postgres):
            if server:
                server.stop()
        return self._end_leftovers(servers_too=True)

    def remove(self) -> None:
        """Ends everything without regard for its data and deletes the folder's servers."""
        self.supervisor.stop()
        for server in (self.rabbitmq, self.postgres):
            if server:
                server.remove()
        self._end_leftovers(servers_too=True)

    def not_ready(self) -> dict[str, str]:
        """What each process that is not ready answers, by name."""
        answers = {process.name: self._readiness(process.health_port_name) for process in self.processes}
        return {name: answer for name, answer in answers.items() if answer}

    def _wait_until_ready(self) -> None:
        patience_ends = time.monotonic() + SECONDS_OF_CRASHES
        settled = poll(lambda: not self.not_ready()
                       or (time.monotonic() > patience_ends and self.supervisor.crashing()),
                       SECONDS_TO_READY, every=0.3)
        if not settled or self.not_ready():
            reports = [f"{name}：{answer}\n{tail(self.supervisor.logs / f'{name}.log', 8)}"
                       for name, answer in self.not_ready().items()]
            raise NotReady("以下进程未就绪（not ready）：\n" + "\n".join(reports))

    def _readiness(self, port_name: str) -> str:
        """Empty when ready, else what was seen."""
        try:
            with _direct.open(f"http://{HOST}:{self.ports.port(port_name)}/readyz", timeout=5):
                return ""
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read(500).decode(errors='replace')}"
        except OSError as error:
            return str(error)

    def _database(self) -> dict[str, str]:
        url = self._override("DATABASE_URL") or self.postgres.url
        parts = urlsplit(url)
        return {"DATABASE_URL": url, "DB_HOST": parts.hostname or HOST, "DB_PORT": str(parts.port or 5432),
                "DB_NAME": unquote(parts.path.lstrip("/")) or "postgres"}

    def _broker(self) -> dict[str, str]:
        url = self._override("AMQP_URL") or self.rabbitmq.url
        parts = urlsplit(url)
        private = self.rabbitmq
        management = private.management_url if private else os.environ.get("AMQP_MANAGEMENT_URL", "")
        return {"AMQP_URL": url, "AMQP_HOST": parts.hostname or HOST, "AMQP_PORT": str(parts.port or 5672),
                "AMQP_VHOST": unquote(parts.path[1:]) or "/", "AMQP_MANAGEMENT_URL": management}

    def _override(self, name: str) -> str | None:
        return None if self.throwaway else os.environ.get(name)

    def _move_away_from_taken_ports(self) -> None:
        """A kept port may have been taken by another program while our server was down."""
        postgres, rabbitmq = self.postgres, self.rabbitmq
        if postgres and not postgres.process:
            self._renew(POSTGRES_PORT)
        if rabbitmq and not rabbitmq.process and not rabbitmq.epmd:
            self._renew(*RABBIT_PORTS)
        if not self.supervisor.process:
            self._renew(*{each.health_port_name for each in self.processes} - {"PORT"})

    def _renew(self, *names: str) -> None:
        for name in names:
            if not is_free(self.ports.port(name)):
                self.ports.forget(name)

    def _settle_gateway_port(self) -> None:
        """PORT if told, else the one kept, else 8000 (a free one for tests); raises NotReady when taken."""
        kept = self.ports.as_environment().get("PORT")
        told = None if self.throwaway else os.environ.get("PORT")
        wanted = int(told or kept or (free_port() if self.throwaway else DEFAULT_GATEWAY_PORT))
        is_ours = self.supervisor.process and kept == str(wanted)
        if not is_ours and not is_free(wanted):
            raise NotReady(PORT_TAKEN.format(port=wanted))
        self.ports.keep("PORT", wanted)

    def _end_leftovers(self, *, servers_too: bool = False) -> list[Running]:
        """Ends what an earlier run that was killed left running for this folder."""
        leftovers = started_for(self.folder, or_below=servers_too)
        for process in leftovers:
            process.end(within=10)
        return leftovers


@contextmanager
def platform(folder: Path) -> Iterator[Machine]:
    """The whole platform for a test: own servers, free ports; gone when the block is left."""
    machine = Machine(folder, throwaway=True)
    try:
        machine.up()
        yield machine
    finally:
        machine.remove()
