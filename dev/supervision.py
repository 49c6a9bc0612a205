"""The local supervisor: its configuration, made from the process table, and its life."""

import hashlib
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.processes import PROCESSES, Process
from dev.by_pid import MARK, Running, poll, recall
from dev.launch import DidNotStart, fits_a_socket, spawn, tail
from dev.sources import ROOT

SECONDS_TO_STOP = 30
LOG_BYTES = "10MB"
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")


class Supervisor:
    """The supervisor of one folder; its unix socket, configuration and logs stand below it."""

    def __init__(self, folder: Path, *, processes: Sequence[Process] = PROCESSES, dies_with_us: bool = False):
        self.folder = folder.absolute()
        self.processes = processes
        self.dies_with_us = dies_with_us
        self.configuration = self.folder / "supervisord.conf"
        self.logs = self.folder / "log"
        self._pid_file = self.folder / "supervisor.pid"

    @property
    def process(self) -> Running | None:
        """The supervisor itself, or None when it does not run."""
        return recall(self._pid_file)

    def start(self, environment: Mapping[str, str]) -> None:
        """Starts all processes; when they run already, restarts those whose configuration or code changed."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self._write(render(self, environment))
        if self.process:
            self.control("update")
            return
        self.socket.unlink(missing_ok=True)
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        command = [sys.executable, "-m", "supervisor.supervisord", "--nodaemon",
                   "-c", str(self.configuration)]
        process = spawn(command, self.logs / "supervisor.log", environment=kept, cwd=self.folder,
                        mark=self.folder, dies_with_us=self.dies_with_us)
        process.remember(self._pid_file)
        poll(lambda: self.socket.exists() or not self.process, within=15)
        if not self.socket.exists():
            raise DidNotStart(f"the supervisor did not start: {tail(self.logs / 'supervisor.log')}")

    def stop(self) -> None:
        """Ends all processes in order (each may finish its work), then the supervisor."""
        if process := self.process:
            process.end(within=SECONDS_TO_STOP + 15)
        self._pid_file.unlink(missing_ok=True)

    def control(self, *command: str) -> str:
        """What supervisorctl answers, for example to `("restart", "training")`."""
        answer = subprocess.run(
            [sys.executable, "-m", "supervisor.supervisorctl", "-c", str(self.configuration), *command],
            capture_output=True, text=True, check=False)
        return answer.stdout + answer.stderr

    def crashing(self) -> list[str]:
        """Names of the processes that ended by themselves and wait to be started again."""
        lines = (line.split() for line in self.control("status").splitlines())
        return [words[0] for words in lines if len(words) > 1 and words[1] in ("BACKOFF", "FATAL")]

    def pid_of(self, name: str) -> int | None:
        """The id of one of the processes; None when it does not run."""
        answer = self.control("pid", name).strip()
        return int(answer) if answer.isdigit() and answer != "0" else None

    def kill(self, name: str) -> None:
        """Crashes one process; the supervisor starts it again."""
        if pid := self.pid_of(name):
            os.kill(pid, signal.SIGKILL)

    @property
    def socket(self) -> Path:
        """The supervisor's unix socket; in the system's temporary folder when ours has too long a name."""
        wanted = self.folder / "supervisor.sock"
        if fits_a_socket(wanted):
            return wanted
        private = Path(tempfile.gettempdir()) / f"supervisor-{os.getuid()}-{_short(wanted)}"
        private.mkdir(mode=0o700, exist_ok=True)
        return private / "supervisor.sock"

    def _write(self, text: str) -> None:
        self.configuration.touch(mode=0o600)
        self.configuration.chmod(0o600)
        self.configuration.write_text(text)


def render(supervisor: Supervisor, environment: Mapping[str, str]) -> str:
    """The supervisor's configuration; it holds secrets, so its file is the owner's only."""
    sections = {
        "unix_http_server": {"file": supervisor.socket, "chmod": "0600"},
        "supervisord": {"logfile": supervisor.logs / "supervisord.log", "logfile_maxbytes": LOG_BYTES,
                        "pidfile": supervisor.folder / "supervisord.pid",
                        "childlogdir": supervisor.logs, "directory": ROOT} | _as_root(),
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"},
        "supervisorctl": {"serverurl": f"unix://{supervisor.socket}"},
    }
    for process in supervisor.processes:
        sections[f"program:{process.name}"] = _program(process, supervisor, environment)
    return "\n".join(_section(name, values) for name, values in sections.items())


def _program(process: Process, supervisor: Supervisor, environment: Mapping[str, str]) -> dict[str, object]:
    own = {name: environment[name] for name in process.environment if name in environment}
    own |= {name: environment[name] for name in ("SOURCES",) if name in environment}
    own |= {MARK: str(supervisor.folder), "PYTHONUNBUFFERED": "1"}
    return {
        "command": shlex.join([sys.executable, *process.command[1:]]),
        "directory": ROOT,
        "environment": ",".join(f'{name}="{_plain(name, value)}"' for name, value in sorted(own.items())),
        "stopsignal": "TERM",
        "stopwaitsecs": SECONDS_TO_STOP,
        "killasgroup": "true",
        "autorestart": "true",
        "startsecs": 1,
        "startretries": 100,
        "redirect_stderr": "true",
        "stdout_logfile": supervisor.logs / f"{process.name}.log",
        "stdout_logfile_maxbytes": LOG_BYTES,
        "stdout_logfile_backups": 3,
    }


def _section(name: str, values: Mapping[str, object]) -> str:
    lines = (f"{key}={str(value).replace('%', '%%')}" for key, value in values.items())
    return "\n".join([f"[{name}]", *lines, ""])


def _plain(name: str, value: str) -> str:
    if any(character in value for character in '"\n'):
        raise ValueError(f"环境变量 {name} 不能含引号或换行（no quote or line break allowed）")
    return value


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _as_root() -> dict[str, str]:
    """Says that running as root is meant, so that the supervisor does not warn about it."""
    return {"user": "root"} if os.geteuid() == 0 else {}
