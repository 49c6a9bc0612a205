"""Starting one process for a measurement, waiting until it answers, and what it holds in memory."""

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.by_pid import Running, descendants, poll, started_for
from dev.launch import spawn, tail
from dev.ports import HOST
from dev.sources import ROOT

READY_SECONDS = 40
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def running(module: str, *arguments: str, environment: dict[str, str], folder: Path, port: int,
            ready: str = "/readyz") -> Iterator[Running]:
    """A process of `python -m module arguments` that answers at `ready`; ended when the block is left."""
    log = folder / f"{module}-{'-'.join(arguments)}.log"
    process = spawn([sys.executable, "-m", module, *arguments], log, environment=dict(os.environ) | environment,
                    cwd=ROOT, mark=folder, dies_with_us=True)
    try:
        if not poll(lambda: _answers(port, ready), READY_SECONDS):
            raise RuntimeError(f"{module} {arguments} is not ready:\n{tail(log)}")
        yield process
    finally:
        process.end(signal.SIGTERM, within=15)


def _answers(port: int, path: str) -> bool:
    try:
        with _direct.open(f"http://{HOST}:{port}{path}", timeout=2):
            return True
    except urllib.error.HTTPError as error:
        return error.code == 404  # a peer has no such page, but it answers
    except OSError:
        return False


def memory_mb(process: Running) -> float:
    """Megabytes that a process and its children hold, what they share counted by share (PSS)."""
    return round(sum(_pss_kb(each.pid) for each in [process, *descendants(process.pid)]) / 1024, 1)


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def processor_seconds(folder: Path) -> float:
    """Processor time that all processes started for `folder` have used, the servers and what has ended included.

    Unlike a rate it hardly depends on what else the machine does.
    """
    started = started_for(folder, or_below=True)
    pids = {each.pid for one in started for each in [one, *descendants(one.pid)]} - {os.getpid()}
    return sum(_ticks_of(pid) for pid in pids) / os.sysconf("SC_CLK_TCK")


def _ticks_of(pid: int) -> int:
    """The ticks of a process and of its children that have ended; 0 when it has ended itself."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(map(int, line[line.rindex(")") + 2:].split()[11:15]))


def busy_share(seconds: float = 0.5) -> float:
    """How much of the machine's processors others use now, 0 to 1."""
    before = _ticks()
    time.sleep(seconds)
    idle, total = (now - then for now, then in zip(_ticks(), before, strict=True))
    return round(1 - idle / total, 2) if total else 0.0


def _ticks() -> tuple[int, int]:
    numbers = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)
