"""(f) The page at one, some and many connections beside a peer; and idle streams: what they hold, whom they slow."""

import resource
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.bench import Bench
from benchmarks.load import SETTLE_SECONDS, request
from benchmarks.pages import bare_requests, served_requests
from benchmarks.running import memory_mb
from benchmarks.seeding import person
from dev.ports import HOST, free_port

CONNECTIONS = (1, 16, 64)
_TICKET = ("INSERT INTO zone.push_tickets (ticket_hash, person_id, expires_at) VALUES"
           " (encode(sha256(%s::bytea), 'hex'), %s, clock_timestamp() + interval '5 minutes')")


def measure_streams(bench: Bench) -> None:
    """Both halves; each with its processes alone."""
    bench.begin("f", "不同连接数下的专区页面，以及空闲的推送连接")
    bench.found["connections"] = _by_connections(bench)
    bench.found["streams"] = _idle_streams(bench)


def _by_connections(bench: Bench) -> dict[str, dict[str, dict[str, float]]]:
    """Per second and p99 of the page as served and of stock nameko.web, by number of connections."""
    port = free_port()
    found: dict[str, dict] = {"served": {}, "web": {}}
    with bench.process("gateway"), bench.peer("web", port=port):
        for number in CONNECTIONS:
            for name, at, asked in (("served", bench.machine.ports.port("PORT"), served_requests(bench)),
                                    ("web", port, bare_requests(bench))):
                seen = bench.load(at, asked, seconds=bench.sizes.step_seconds, connections=number)
                found[name][str(number)] = {"per_second": seen.per_second, "p99_ms": seen.p99}
    return found


def _idle_streams(bench: Bench) -> dict[str, float]:
    """Push alone, then with its streams open: memory, and the p99 of requests meanwhile."""
    _allow_files(bench.sizes.streams)
    port = bench.machine.ports.port("PUSH_PORT")
    polls = [request("GET", "/changes?after=0", {"Authorization": f"Bearer {token}"})
             for token in bench.tokens().values()]
    with bench.process("push") as push:
        alone = bench.load(port, polls, seconds=bench.sizes.step_seconds)
        before = memory_mb(push)
        with _open_streams(bench, port):
            held = memory_mb(push)
            beside = bench.load(port, polls, seconds=bench.sizes.step_seconds)
    return {"streams": bench.sizes.streams, "memory_before_mb": before, "memory_mb": held,
            "p99_alone_ms": alone.p99, "p99_beside_ms": beside.p99}


@contextmanager
def _open_streams(bench: Bench, port: int) -> Iterator[None]:
    """So many streams, each answered once and then left alone."""
    streams: list[socket.socket] = []
    try:
        for number in range(bench.sizes.streams):
            streams.append(_stream(bench, port, number))
        for stream in streams:
            if not stream.recv(4096).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("a stream was not opened")
        yield
    finally:
        for stream in streams:
            stream.close()


def _stream(bench: Bench, port: int, number: int) -> socket.socket:
    ticket = secrets.token_urlsafe(16)
    bench.sql(_TICKET, ticket.encode(), person(number % bench.sizes.real_people))
    stream = socket.create_connection((HOST, port), timeout=SETTLE_SECONDS)
    stream.sendall(request("GET", f"/events?ticket={ticket}").encode())
    return stream


def _allow_files(wanted: int) -> None:
    """Both ends of every stream are files of some process; what is started later inherits the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted + 512
    if soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(enough, hard), hard))
