"""A private RabbitMQ: own node, ports, files, password, and its own Erlang port mapper."""

import base64
import json
import os
import secrets
import shutil
import subprocess
import urllib.error
import urllib.request
from dataclasses import astuple, dataclass
from pathlib import Path
from urllib.parse import quote

from amqp import Connection
from amqp.exceptions import AMQPError

from dev import binaries
from dev.by_pid import Running, poll, recall, wait_until
from dev.launch import DidNotStart, spawn, tail
from dev.ports import HOST, answers, free_port

ADMIN = "admin"
NODE = "wuchuang@localhost"
SECONDS_TO_START = 90
PLUGINS = "[rabbitmq_management,rabbitmq_prometheus]."
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class RabbitPorts:
    """The five ports of one broker."""

    amqp: int
    distribution: int
    management: int
    prometheus: int
    epmd: int

    @classmethod
    def free(cls) -> "RabbitPorts":
        """Five ports that nobody uses."""
        return cls(*(free_port() for _ in range(5)))


class RabbitServer:
    """One private broker below `folder`; its data lives through stop and start."""

    def __init__(self, folder: Path, ports: RabbitPorts, *, password: str | None = None,
                 throwaway: bool = False):
        self.folder = Path(folder).absolute()
        self.ports = ports
        self.password = password or secrets.token_hex(16)
        self.throwaway = throwaway
        self.log = self.folder / "server.log"
        self._pid_file = self.folder / "server.pid"
        self._epmd_pid_file = self.folder / "epmd.pid"

    @property
    def port(self) -> int:
        """The AMQP port."""
        return self.ports.amqp

    @property
    def url(self) -> str:
        """AMQP address of the default virtual host for the administrator."""
        return self.vhost_url("/")

    @property
    def management_url(self) -> str:
        """Address of the management API, with the administrator's name and password."""
        return f"http://{ADMIN}:{self.password}@{HOST}:{self.ports.management}"

    @property
    def process(self) -> Running | None:
        """The broker's Erlang machine, or None when it does not run."""
        return recall(self._pid_file)

    @property
    def epmd(self) -> Running | None:
        """The broker's port mapper, or None when it does not run."""
        return recall(self._epmd_pid_file)

    def vhost_url(self, name: str) -> str:
        """AMQP address of a virtual host for the administrator."""
        return f"amqp://{ADMIN}:{self.password}@{HOST}:{self.ports.amqp}/{quote(name, safe='')}"

    def start(self) -> "RabbitServer":
        """Starts the broker (nothing to do if it runs) and waits until it answers; raises DidNotStart."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.process:
            self._configure()
            self._launch_epmd()
            self._launch()
        self._wait_until_it_answers()
        return self

    def stop(self) -> None:
        """Ends the broker in order, then its port mapper."""
        if process := self.process:
            process.end(within=45)
        self._pid_file.unlink(missing_ok=True)
        self._end_epmd()

    def kill(self) -> None:
        """Crashes the broker without a word; the port mapper stays for the next start."""
        if process := self.process:
            process.end(gently=9)

    def save_declared(self) -> None:
        """Have the broker put what was declared into its tables' files. Of what stands only in its log of changes, a
        crash now and then loses what came last, a durable queue with it (RabbitMQ 3.10, 4 times in 66)."""
        done = subprocess.run([binaries.rabbitmq() / "rabbitmqctl", "--quiet", "eval", "mnesia:dump_log()."],
                              env=self._environment(), capture_output=True, text=True, timeout=60)
        if done.stdout.strip() != "dumped":
            raise RuntimeError(f"the broker's log was not dumped: {done.stdout}{done.stderr}")

    def restart(self) -> None:
        """Stops and starts on the same ports with the same durable queues and messages."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Ends the broker without regard for its data and deletes that."""
        self.kill()
        self._end_epmd()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create_vhost(self, name: str) -> str:
        """Creates an empty virtual host (an old one of that name goes) and returns its AMQP address."""
        self.delete_vhost(name)
        self.manage("PUT", f"/vhosts/{quote(name, safe='')}")
        self.manage("PUT", f"/permissions/{quote(name, safe='')}/{ADMIN}",
                    {"configure": ".*", "write": ".*", "read": ".*"})
        return self.vhost_url(name)

    def delete_vhost(self, name: str) -> None:
        """Deletes a virtual host with all its queues, if there is one."""
        try:
            self.manage("DELETE", f"/vhosts/{quote(name, safe='')}")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise

    def manage(self, method: str, path: str, body: object = None) -> object:
        """One call of the management API below /api; the decoded answer, or None when it has no body."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.ports.management}/api{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": self._basic()})
        with _direct.open(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def _basic(self) -> str:
        return "Basic " + base64.b64encode(f"{ADMIN}:{self.password}".encode()).decode()

    def _configure(self) -> None:
        settings = {
            "listeners.tcp.local": f"{HOST}:{self.ports.amqp}",
            "management.tcp.ip": HOST,
            "management.tcp.port": self.ports.management,
            "prometheus.tcp.ip": HOST,
            "prometheus.tcp.port": self.ports.prometheus,
            "default_user": ADMIN,
            "default_pass": self.password,
            "log.file": "broker.log",
            "log.file.level": "info",
            "log.console": "false",
        }
        path = self.folder / "rabbitmq.conf"
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        (self.folder / "enabled_plugins").write_text(PLUGINS + "\n")

    def _environment(self) -> dict[str, str]:
        foreign = ("RABBITMQ_", "ERL_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return kept | {
            "HOME": str(self.folder),
            "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the broker instead of watching it
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "no-such-file"),
            "RABBITMQ_NODENAME": NODE,
            "RABBITMQ_NODE_PORT": str(self.ports.amqp),
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_DIST_PORT": str(self.ports.distribution),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self.folder / "advanced.config"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self.folder / "generated"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "broker.pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": str(self.ports.epmd),
            "ERL_EPMD_ADDRESS": HOST,
            "ERL_CRASH_DUMP": str(self.folder / "erl_crash.dump"),
        }

    def _launch_epmd(self) -> None:
        if self.epmd:
            return
        process = spawn([str(binaries.epmd()), "-port", str(self.ports.epmd), "-address", HOST], self.log,
                        environment=self._environment(), cwd=self.folder, mark=self.folder,
                        dies_with_us=self.throwaway)
        process.remember(self._epmd_pid_file)
        wait_until(lambda: answers(self.ports.epmd), 10, f"epmd on port {self.ports.epmd}")

    def _launch(self) -> None:
        process = spawn([str(binaries.rabbitmq() / "rabbitmq-server")], self.log,
                        environment=self._environment(), cwd=self.folder, mark=self.folder,
                        dies_with_us=self.throwaway)
        process.remember(self._pid_file)

    def _end_epmd(self) -> None:
        if epmd := self.epmd:
            epmd.end(within=10)
        self._epmd_pid_file.unlink(missing_ok=True)

    def _wait_until_it_answers(self) -> None:
        answered = poll(lambda: self._answers() or not self.process, SECONDS_TO_START, every=0.1)
        if not answered or not self.process:
            ended = "ended" if not self.process else "stayed silent"
            self.stop()
            raise DidNotStart(f"RabbitMQ on ports {astuple(self.ports)} {ended}:\n{tail(self.log)}")

    def _answers(self) -> bool:
        """Whether AMQP and the management API both let the administrator in."""
        try:
            connection = Connection(f"{HOST}:{self.port}", userid=ADMIN, password=self.password,
                                    connect_timeout=2, read_timeout=5)
            connection.connect()
            connection.close()
            self.manage("GET", "/whoami")
        except (OSError, AMQPError, urllib.error.URLError):
            return False
        return True
