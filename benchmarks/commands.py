"""(d) From accepted to visible, and (e) a command with every promise beside the same by nameko.web and `@rpc`."""

import json
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

from benchmarks.bench import Bench, middle
from benchmarks.load import Seen, request
from benchmarks.peers.tables import TABLES
from benchmarks.promises import promise_costs
from dev.by_pid import running
from dev.caller import Caller, Refused
from dev.ports import free_port
from dev.story import INSTITUTION, JISHOU, Story

A_SECOND = 20
PATIENCE_SECONDS = 60
NOT_KNOWN_YET = {503, 504}
CONNECTIONS = 8
A_CLASS = {"institution_id": INSTITUTION, "area": JISHOU, "course": "siyb", "title": "测量班", "seats": 1,
           "starts_on": "2024-05-06", "ends_on": "2024-05-15", "sessions": 3}


def measure_visibility(bench: Bench) -> None:
    """The whole platform; commands at a steady pace, each followed by the zone read that waits for its events."""
    bench.begin("d", "办理之后多久可见")
    bench.machine.start_processes()
    base = bench.machine.base_url
    patiently(Story(base).prepare)
    _paced(base, 2 * A_SECOND)  # connections and prepared statements
    waits = sorted(_paced(base, bench.sizes.visible_commands))
    for each in bench.machine.processes:
        bench.keep_memory(each.name, running(bench.machine.supervisor.pid_of(each.name)))
    bench.machine.supervisor.stop()
    bench.found["visible"] = {"p50_ms": waits[len(waits) // 2], "p99_ms": waits[int(len(waits) * 0.99)],
                              "commands": len(waits), "a_second": A_SECOND}


def patiently(ask: Callable[[], Any]) -> Any:
    """The answer to `ask`, asked again while a busy machine leaves its outcome open; raises Refused in the end."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return ask()
        except Refused as refused:
            if refused.status not in NOT_KNOWN_YET or time.monotonic() > end:
                raise
            time.sleep(0.2)


def _paced(base: str, commands: int) -> list[float]:
    """Milliseconds from each answer until its events are in a page that its sender reads."""
    local, begin = threading.local(), time.monotonic() + 0.2
    signed_in = Caller(base, "institution")

    def file_and_look(number: int) -> float:
        time.sleep(max(0.0, begin + number / A_SECOND - time.monotonic()))
        caller = local.__dict__.setdefault("caller", Caller(base))
        caller.token = signed_in.token
        key = str(uuid.uuid4())
        answer = patiently(partial(caller.post, "/training/classes", A_CLASS, key=key))
        accepted = time.perf_counter()
        caller.get("/me", wait_for=answer["events"])
        return (time.perf_counter() - accepted) * 1000

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(file_and_look, range(commands)))


def measure_commands(bench: Bench) -> None:
    """The gateway, training and the relay, beside a stock gateway and service that do the same work."""
    bench.begin("e", "一次办理")
    bench.sql(TABLES)
    ours, peers, alone = [], [], []
    with ExitStack() as stack:
        port = free_port()
        for name in ("relay", "training", "gateway"):
            stack.enter_context(bench.process(name))
        bench.keep_memory("对照：nameko 办理服务", stack.enter_context(bench.peer("filing")))
        bench.keep_memory("对照：nameko 办理网关", stack.enter_context(bench.peer("filing_gateway", port=port)))
        for _ in range(bench.sizes.rounds):
            ours.append(_file(bench, CONNECTIONS))
            peers.append(_file_with_peer(bench, port, CONNECTIONS))
            alone.append((_file(bench, 1).p50, _file_with_peer(bench, port, 1).p50))
    bench.purge()
    rate, peer = (middle([each.per_second for each in rounds]) for rounds in (ours, peers))
    used, peer_used = (middle([each.processor_ms for each in rounds]) for rounds in (ours, peers))
    bench.found["commands"] = {
        "processor_ms": used, "peer_processor_ms": peer_used,
        "per_second": rate, "peer_per_second": peer, "ratio": rate / peer,
        "rounds": {"platform": [each.per_second for each in ours], "peer": [each.per_second for each in peers]},
        "p50_alone_ms": middle([each[0] for each in alone]), "peer_p50_alone_ms": middle([each[1] for each in alone]),
        "promises": promise_costs(bench, A_CLASS)}


def measure_filing(bench: Bench) -> float:
    """Commands a second with every promise, alone."""
    with bench.process("relay"), bench.process("training"), bench.process("gateway"):
        found = _file(bench, CONNECTIONS).per_second
    bench.purge()
    return found


def _file(bench: Bench, connections: int) -> Seen:
    token = Caller(bench.machine.base_url, "institution").token
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": "{unique}"}
    asked = request("POST", "/api/v1/training/classes", headers, json.dumps(A_CLASS))
    return bench.load(bench.machine.ports.port("PORT"), [asked], connections=connections)


def _file_with_peer(bench: Bench, port: int, connections: int) -> Seen:
    asked = request("POST", "/classes", {"Content-Type": "application/json"}, json.dumps(A_CLASS))
    return bench.load(port, [asked], connections=connections)
