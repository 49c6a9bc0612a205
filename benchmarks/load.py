"""The load generator, in a process of its own: so many keep-alive connections, each asking again once answered.

`python -m benchmarks.load` reads one job as JSON and writes what it saw as JSON. Raw sockets on one thread, so
that it costs the shared machine little; loopback only.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import asdict, dataclass, field

from dev.ports import HOST
from dev.sources import ROOT

SETTLE_SECONDS = 10.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
_UNIQUE = b"{unique}"


@dataclass(kw_only=True)
class Job:
    """`requests` are taken in turn; `{unique}` in one becomes an id of its own each time it is sent."""

    port: int
    requests: list[str]
    seconds: float
    warm_seconds: float = 0.0
    connections: int = 16


@dataclass(kw_only=True)
class Seen:
    """What came of a job: per second, milliseconds, and how many answers were not 2xx.

    `whole` counts the answers of the warm-up as well; `processor_ms` is what servers and services used for one.
    """

    answered: int
    per_second: float
    p50: float
    p99: float
    refused: int
    bytes: int
    first_refusal: str = ""
    whole: int = 0
    processor_ms: float = 0.0


def request(method: str, path: str, headers: dict[str, str] | None = None, body: str = "") -> str:
    """One HTTP/1.1 request as it goes over the wire."""
    length = {"Content-Length": str(len(body.encode()))} if body else {}
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}",
             *(f"{name}: {value}" for name, value in ((headers or {}) | length).items())]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def put_under_load(job: Job) -> Seen:
    """Run a job in a second process; raises RuntimeError when it fails or nothing was answered well."""
    ran = subprocess.run([sys.executable, "-m", "benchmarks.load"], input=json.dumps(asdict(job)), text=True,
                         capture_output=True, cwd=ROOT, check=False,
                         timeout=job.seconds + job.warm_seconds + 3 * SETTLE_SECONDS)
    if ran.returncode:
        raise RuntimeError(f"the load generator failed: {ran.stderr[-2000:]}")
    seen = Seen(**json.loads(ran.stdout))
    if seen.refused * 100 > seen.answered or not seen.answered:
        raise RuntimeError(f"{seen.refused} of {seen.answered} answers were refusals: {seen.first_refusal}")
    return seen


@dataclass
class _Connection:
    socket: socket.socket
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)


class Generator:
    """Keeps every connection busy until the time is over."""

    def __init__(self, job: Job):
        self.job, self.requests = job, [text.encode() for text in job.requests]
        self.selector, self.turn = selectors.DefaultSelector(), 0
        self.milliseconds: list[float] = []
        self.refused = self.size = self.whole = 0
        self.first_refusal = ""

    def run(self) -> Seen:
        begin = time.perf_counter()
        counted_from, end = begin + self.job.warm_seconds, begin + self.job.warm_seconds + self.job.seconds
        for _ in range(self.job.connections):
            self._open()
        while (now := time.perf_counter()) < end or (not self._enough() and now < end + SETTLE_SECONDS):
            for key, _ in self.selector.select(timeout=max(0.1, end - now)):
                self._receive(key.data, counted_from)
        found = sorted(self.milliseconds) or [0.0]
        return Seen(answered=len(self.milliseconds), per_second=len(self.milliseconds) / (now - counted_from),
                    p50=found[len(found) // 2], p99=found[int(len(found) * 0.99)], refused=self.refused,
                    bytes=self.size, first_refusal=self.first_refusal, whole=self.whole)

    def _enough(self) -> bool:
        """On a busy machine the time may be over before anything was answered."""
        return len(self.milliseconds) >= self.job.connections

    def _open(self) -> None:
        connected = socket.create_connection((HOST, self.job.port), timeout=SETTLE_SECONDS)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = _Connection(connected)
        self.selector.register(connected, selectors.EVENT_READ, connection)
        self._send(connection)

    def _send(self, connection: _Connection) -> None:
        raw = self.requests[self.turn % len(self.requests)]
        self.turn += 1
        connection.received.clear()
        connection.sent_at = time.perf_counter()
        connection.socket.sendall(raw.replace(_UNIQUE, str(uuid.uuid4()).encode()) if _UNIQUE in raw else raw)

    def _receive(self, connection: _Connection, counted_from: float) -> None:
        data = connection.socket.recv(262_144)
        connection.received += data
        if data and not _whole(connection.received):
            return
        now = time.perf_counter()
        self.whole += 1
        if now >= counted_from:
            self.milliseconds.append((now - connection.sent_at) * 1000)
            self.size = len(connection.received)
            self._note_refusal(connection.received)
        if not data:
            self.selector.unregister(connection.socket)
            self._open()
            return
        self._send(connection)

    def _note_refusal(self, received: bytearray) -> None:
        if received[9:10] != b"2":
            self.refused += 1
            self.first_refusal = self.first_refusal or received[-500:].decode(errors="replace")


def _whole(received: bytearray) -> bool:
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    told = _LENGTH.search(received, 0, end + 2)
    return len(received) - end - 4 >= int(told.group(1)) if told else True


if __name__ == "__main__":
    print(json.dumps(asdict(Generator(Job(**json.load(sys.stdin))).run())))
