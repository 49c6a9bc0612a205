"""Processes known by their id and start time, so that a reused id is never taken for ours."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

MARK = "LOCAL_MACHINE"  # the variable that says which folder a process was started for


class Timeout(RuntimeError):
    """Something was waited for and did not happen in time; the message says what was last seen."""


@dataclass(frozen=True)
class Running:
    """One process; `started` is the kernel's start tick, which tells it from a later one with the same id."""

    pid: int
    started: int

    @property
    def alive(self) -> bool:
        """Whether exactly this process still runs; one that ended and was not reaped counts as ended."""
        return _stat(self.pid) == ("alive", self.started)

    def send(self, number: int) -> None:
        """Sends a signal if this very process is still there."""
        if self.alive:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return

    def end(self, gently: int = signal.SIGTERM, within: float = 30.0) -> None:
        """Ends the process: `gently` first, by force (children too) after `within` seconds."""
        offspring = descendants(self.pid) if self.alive else []
        self.send(gently)
        if not poll(lambda: not self.alive, within):
            self.send(signal.SIGKILL)
            for child in offspring:
                child.send(signal.SIGKILL)
            wait_until(lambda: not self.alive, 10, f"process {self.pid} to end after SIGKILL")
        reap(self.pid)

    def remember(self, path: Path) -> None:
        """Writes the process to a pid file."""
        path.write_text(json.dumps(asdict(self)))


def running(pid: int) -> Running | None:
    """The process with this id, or None when there is none."""
    state, started = _stat(pid)
    return Running(pid, started) if state == "alive" else None


def recall(path: Path) -> Running | None:
    """The process of a pid file if it still runs; None when the file is missing, broken or out of date."""
    try:
        remembered = Running(**json.loads(path.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return remembered if remembered.alive else None


def descendants(pid: int) -> list[Running]:
    """Every living process below this one, nearest first."""
    children: dict[int, list[int]] = {}
    for each, parent in _parents():
        children.setdefault(parent, []).append(each)
    found, todo = [], list(children.get(pid, []))
    while todo:
        each = todo.pop(0)
        todo += children.get(each, [])
        if process := running(each):
            found.append(process)
    return found


def started_for(folder: Path, *, or_below: bool = False) -> list[Running]:
    """Every living process that was started for this folder (see MARK), ours excluded."""
    found = [running(pid) for pid in _pids() if pid != os.getpid() and _is_for(pid, folder, or_below)]
    return [process for process in found if process]


def _is_for(pid: int, folder: Path, or_below: bool) -> bool:
    place = _marked_folder(pid)
    return place == folder or bool(or_below and place and folder in place.parents)


def _marked_folder(pid: int) -> Path | None:
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    start = f"{MARK}=".encode()
    places = [each.removeprefix(start) for each in environment.split(b"\0") if each.startswith(start)]
    return Path(os.fsdecode(places[0])) if places else None


def mentioning(text: str) -> list[int]:
    """Ids of all living processes whose command line contains the text (ours excluded)."""
    return [pid for pid in _pids() if pid != os.getpid() and running(pid) and text in command_line(pid)]


def command_line(pid: int) -> str:
    """The process's command line with spaces between the arguments; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def poll(happened: Callable[[], object], within: float, every: float = 0.05) -> bool:
    """Whether the condition came true within so many seconds."""
    end = time.monotonic() + within
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def wait_until(happened: Callable[[], object], within: float, what: str, every: float = 0.05) -> None:
    """Polls until the condition holds; raises Timeout naming what was waited for."""
    if not poll(happened, within, every):
        raise Timeout(f"waited {within:g} s for {what}")


def reap(pid: int) -> None:
    """Collects the exit status when the process was a child of ours."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def _pids() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())


def _parents() -> Iterator[tuple[int, int]]:
    for pid in _pids():
        if fields := _stat_fields(pid):
            yield pid, int(fields[1])


def _stat(pid: int) -> tuple[str, int]:
    fields = _stat_fields(pid)
    if not fields or fields[0] == "X" or (fields[0] == "Z" and int(fields[17]) <= 1):
        return "ended", 0  # a zombie with more than one thread is still ending
    return "alive", int(fields[19])


def _stat_fields(pid: int) -> list[str]:
    try:
        line = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return line[line.rindex(")") + 2:].split()
