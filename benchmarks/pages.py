"""(a) The zone page: as served, bare, each guard's cost, and the same machine's stock nameko beside it."""

from collections import defaultdict
from contextlib import ExitStack

from benchmarks.bench import Bench, middle
from benchmarks.ladder import STEPS
from benchmarks.load import Seen, request
from chassis.declarations import PILLARS
from dev.ports import free_port

SERVED, ANEW = "served", "anew"
LAST_STEP = "地址与登录凭证检查、声明的答复、参数检查（即网关所提供的整页）"
FANOUT_CONNECTIONS = 8


def served_requests(bench: Bench) -> list[str]:
    """One's own page, as each of some people asks for it."""
    return [request("GET", "/api/v1/me", {"Authorization": f"Bearer {token}"}) for token in bench.tokens().values()]


def bare_requests(bench: Bench) -> list[str]:
    return [request("GET", f"/people/{each}") for each in bench.tokens()]


def measure_pages(bench: Bench) -> None:
    """Every contestant is up; each round asks them one after another."""
    bench.begin("a", "专区页面")
    seen: dict[str, list[Seen]] = defaultdict(list)
    with ExitStack() as stack:
        ports = _start(bench, stack)
        for number in range(bench.sizes.rounds):
            bench.tell(f"    第 {number + 1} 轮")
            for name, port in ports.items():
                seen[name].append(_ask(bench, name, port))
    rates = {name: middle([each.per_second for each in rounds]) for name, rounds in seen.items()}
    used = {name: middle([each.processor_ms for each in rounds]) for name, rounds in seen.items()}
    bench.found["pages"] = {
        "processor_ms": used,
        "per_second": rates, "rounds": {name: [one.per_second for one in each] for name, each in seen.items()},
        "p99_ms": {name: middle([one.p99 for one in each]) for name, each in seen.items()},
        "bytes": {name: each[0].bytes for name, each in seen.items()}, "guards": _guards(rates),
        "ratios": {"served_to_web": rates[SERVED] / rates["web"], "bare_to_web": rates["bare"] / rates["web"],
                   "served_to_fanout": rates[SERVED] / rates["fanout"],
                   "bare_to_fanout": rates["bare"] / rates["fanout"]}}


def measure_served(bench: Bench) -> float:
    """The page as served, alone."""
    with bench.process("gateway"):
        return bench.load(bench.machine.ports.port("PORT"), served_requests(bench)).per_second


def _start(bench: Bench, stack: ExitStack) -> dict[str, int]:
    ports = {SERVED: bench.machine.ports.port("PORT"),
             **{name: free_port() for name in (ANEW, "web", "fanout", *STEPS)}}
    stack.enter_context(bench.process("gateway"))
    stack.enter_context(bench.process("gateway", PORT=str(ports[ANEW]), KEPT_PAGES_MB="0"))
    for name in STEPS:
        stack.enter_context(bench.step(name, ports[name]))
    bench.keep_memory("对照：nameko.web 一条查询", stack.enter_context(bench.peer("web", port=ports["web"])))
    bench.keep_memory("对照：nameko 网关（五次 RPC）", stack.enter_context(bench.peer("gateway", port=ports["fanout"])))
    for pillar in PILLARS:
        bench.keep_memory(f"对照：nameko 服务 {pillar}", stack.enter_context(bench.peer(pillar)))
    return ports


def _ask(bench: Bench, name: str, port: int) -> Seen:
    requests = served_requests(bench) if name in (SERVED, ANEW) else bare_requests(bench)
    seconds = bench.sizes.step_seconds if name in STEPS and name != "bare" else bench.sizes.seconds
    return bench.load(port, requests, seconds=seconds, connections=FANOUT_CONNECTIONS if name == "fanout" else 16)


def _guards(rates: dict[str, float]) -> list[dict]:
    """What each step adds to a page, in microseconds of the process's time."""
    steps, listed = [*STEPS, SERVED], []
    for name, before in zip(steps, [None, *steps], strict=False):
        micros = 1e6 / rates[name]
        listed.append({"step": name, "what": STEPS.get(name, LAST_STEP), "per_second": rates[name],
                       "costs_us": micros - 1e6 / rates[before] if before else micros})
    return listed
