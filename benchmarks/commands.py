"""(d) From accepted to visible, and (e) a command with every promise beside the same by nameko.web and `@rpc`."""

import json
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

from benchmarks.bench import Bench, middle
from benchmarks.load import Seen, request
from benchmarks.peers.tables import FILING_TABLES, TABLES
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
    """The gateway, training and the relay, beside a stock gateway and service that decide and keep the same, and
    beside one that only notes what it is sent."""
    bench.begin("e", "一次办理")
    bench.sql(TABLES)
    bench.sql(FILING_TABLES)
    seen, alone = defaultdict(list), defaultdict(list)
    with ExitStack() as stack:
        ports = {"filing": free_port(), "noting": free_port()}
        for name in ("relay", "training", "gateway"):
            stack.enter_context(bench.process(name))
        for name, port in ports.items():
            words = {"filing": "同一业务", "noting": "只登记"}[name]
            bench.keep_memory(f"对照：nameko 办理服务（{words}）", stack.enter_context(bench.peer(name)))
            gateway = stack.enter_context(bench.peer(f"{name}_gateway", port=port))
            bench.keep_memory(f"对照：nameko 办理网关（{words}）", gateway)
        file = {"platform": partial(_file, bench)} | {
            name: partial(_file_with_peer, bench, port) for name, port in ports.items()}
        for _ in range(bench.sizes.rounds):
            for name, one in file.items():
                seen[name].append(one(CONNECTIONS))
        for name, one in file.items():
            alone[name] = [one(1).p50 for _ in range(bench.sizes.rounds)]
    bench.purge()
    bench.found["commands"] = _compared(seen, alone) | {"promises": promise_costs(bench, A_CLASS)}


def _compared(seen: dict[str, list[Seen]], alone: dict[str, list[float]]) -> dict:
    """What each did in a second, and the platform's rate over the others'."""
    rates = {name: middle([each.per_second for each in rounds]) for name, rounds in seen.items()}
    return {
        "per_second": rates,
        "ratio": rates["platform"] / rates["filing"], "ratio_to_noting": rates["platform"] / rates["noting"],
        "processor_ms": {name: middle([each.processor_ms for each in rounds]) for name, rounds in seen.items()},
        "p50_alone_ms": {name: middle(times) for name, times in alone.items()},
        "rounds": {name: [each.per_second for each in rounds] for name, rounds in seen.items()}}


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
