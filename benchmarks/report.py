"""The results as people read them, and as programs do."""

import json
from pathlib import Path


def _used(*names: str) -> tuple:
    return tuple(("processor_ms", name) for name in names)


# What the ratios are to be at least; told beside what was found, and never a test.
# After that: where the processor times of the peer and of the platform stand, whose ratio is told beside.
_OWN = (("peer_processor_ms",), ("processor_ms",))
WANTED = (
    ("专区整页 / nameko.web 一条查询", ("pages", "ratios", "served_to_web"), 1.5, _used("web", "served")),
    ("只做一条查询 / nameko.web 一条查询", ("pages", "ratios", "bare_to_web"), 2.5, _used("web", "bare")),
    ("专区整页 / nameko 网关向五个服务 RPC", ("pages", "ratios", "served_to_fanout"), 20, _used("fanout", "served")),
    ("只做一条查询 / nameko 网关向五个服务 RPC", ("pages", "ratios", "bare_to_fanout"), 20, _used("fanout", "bare")),
    ("事件到真实投影 / nameko event_handler 去重并更新一行", ("projection", "ratio"), 2.5, _OWN),
    ("发件箱批量确认 / 逐条等待确认", ("relay", "ratio"), 4, _OWN),
    ("带全部承诺的办理 / nameko.web 加 @rpc 办同一业务", ("commands", "ratio"), 1, _used("filing", "platform")),
)
_GROWTH = {"page": "专区整页", "projection": "投影", "relay": "发件箱", "command": "办理"}
_AMOUNTS = {"people": "人员", "cases": "事项", "projected_events": "已投影的事件", "logged_events": "历史（培训）",
            "handled_messages": "收件箱（培训）"}


def write(results: dict, folder: Path) -> None:
    """results.md and results.json in `folder`; what people noted below the results is kept.

    Parts that were not measured now stay as an earlier run into the same folder left them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    earlier = folder / "results.json"
    if earlier.exists():
        results = _joined(json.loads(earlier.read_text(encoding="utf-8")), results)
    (folder / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept = folder / "notes.md"
    notes = f"\n{kept.read_text(encoding='utf-8')}" if kept.exists() else ""
    (folder / "results.md").write_text(as_text(results) + notes, encoding="utf-8")


def _joined(earlier: dict, now: dict) -> dict:
    if set(earlier["size"]) <= set(now["size"]):
        return now
    inside = {name: earlier.get(name, {}) | now[name] for name in ("busy_before", "memory_mb", "size")}
    return earlier | now | inside | {"took_seconds": earlier.get("took_seconds", 0) + now["took_seconds"]}


def as_text(results: dict) -> str:
    """The whole report in Markdown; parts that were not measured are left out."""
    parts = {"pages": _pages, "projection": _projection, "relay": _relay, "visible": _visible, "commands": _commands,
             "streams": _streams, "memory_mb": _memory, "growth": _growth}
    texts = [_head(results), _ratios(results), *(write(results) for name, write in parts.items() if name in results)]
    return "\n\n".join(texts) + "\n"


def _table(heads: tuple[str, ...], rows: list[tuple]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _head(results: dict) -> str:
    machine, busy = results["machine"], results["busy_before"]
    sizes = "、".join(f"({part}) {size}" for part, size in results["size"].items())
    libraries = "、".join(f"{name} {number}" for name, number in machine["libraries"].items())
    others = "、".join(f"({part}) {share:.0%}" for part, share in busy.items())
    return f"""# 测量结果

`make bench`（`python -m benchmarks`，共用时 {results["took_seconds"]} 秒；规模：{sizes}）写成，
不要手改；说明写在 `notes.md`。平台与对照在同一台机器、同一个数据库和消息服务器上，同一次运行里交替测量，
取各轮的中位数；对照的源码在 `benchmarks/peers/`。
请看比值：每秒数随机器和当时的负载变化。“处理器 ms”是服务进程、数据库、消息服务器处理一次所用的处理器时间之和，
受其他程序影响小得多，机器繁忙时请看它。负载发生器是本仓库的 `benchmarks/load.py`，独立进程，只走本机回环。
数据库为一次性的私有实例（fsync 关闭，双方相同）。

- {machine["processor"]}，{machine["processors"]} 个处理器，{machine["memory_gb"]} GB；{machine["system"]}
- Python {machine["python"]}、PostgreSQL {machine["postgresql"]}、RabbitMQ {machine["rabbitmq"]}；{libraries}
- {machine["measured_at"]}；每一项开始前，其他程序占用处理器：{others}"""


def _ratios(results: dict) -> str:
    rows = []
    for words, path, least, by_processor in WANTED:
        found = _at(results, path)
        if found is not None:
            theirs, ours = (_at(results, path[:1] + each) for each in by_processor)
            rows.append((words, f"**{found:.2f}**", f"{theirs / ours:.2f}" if theirs and ours else "—", f"≥ {least}",
                         "是" if found >= least else "否"))
    visible = results.get("visible", {})
    for name, most in (("p50", 50), ("p99", 250)) if visible else ():
        found = visible[f"{name}_ms"]
        rows.append((f"受理到可见 {name}，每秒 {visible['a_second']} 次办理", f"**{found:.0f} ms**", "", f"< {most} ms",
                     "是" if found < most else "否"))
    return "## 比值\n\n" + _table(("项目", "测得", "按处理器时间", "目标", "达到"), rows)


def _at(results: dict, path: tuple[str, ...]):
    """What stands at `path`; None when its part was not measured."""
    for name in path:
        results = results.get(name) if results else None
    return results


def _pages(results: dict) -> str:
    pages = results["pages"]
    names = {"served": "专区整页（凭证、行级安全、日志等全部保障）",
             "anew": "同上，网关不留任何页面：每次都由数据库写出", "bare": "同一网关底座，只做一条查询",
             "web": "对照：nameko.web，一条查询", "fanout": "对照：nameko 网关，向五个服务各一次 RPC"}
    rows = [(words, f"{pages['per_second'][name]:.0f}", f"{pages['processor_ms'][name]:.2f}",
             f"{pages['p99_ms'][name]:.1f}", pages["bytes"][name], _each(pages["rounds"][name]))
            for name, words in names.items() if name in pages["per_second"]]
    guards = [(guard["what"], f"{guard['per_second']:.0f}", f"{guard['costs_us']:+.0f}") for guard in pages["guards"]]
    return ("## (a) 专区页面\n\n" + _table(("", "每秒", "处理器 ms", "p99 ms", "答复字节", "各轮"), rows)
            + "\n\n每一项保障的代价，逐项叠加（微秒/次；接近零的正负是误差）：\n\n"
            + _table(("加上", "每秒", "代价 µs"), guards))


def _each(rates: list[float]) -> str:
    return " ".join(f"{rate:.0f}" for rate in rates)


def _projection(results: dict) -> str:
    return "## (b) 事件到专区\n\n" + _pair(results["projection"], {
        "projection": "五种真实事件写入专区", "handler": "对照：nameko event_handler，一个事务里去重和更新一行"})


def _relay(results: dict) -> str:
    return "## (c) 发件箱\n\n" + _pair(results["relay"], {
        "relay": "发件箱，批量确认", "one_by_one": "对照：同一发件箱，逐条等待确认"})


def _pair(found: dict, words: dict[str, str]) -> str:
    rows = [(words[name], f"{found[f'{peer}per_second']:.0f}", f"{found[f'{peer}processor_ms'] or '—'}"[:5],
             _each(found["rounds"][name])) for name, peer in zip(words, ("", "peer_"), strict=True)]
    return _table(("", "每秒", "处理器 ms", "各轮"), rows)


def _visible(results: dict) -> str:
    visible = results["visible"]
    return (f"## (d) 受理到可见\n\n每秒 {visible['a_second']} 次开班备案，共 {visible['commands']} 次，全部进程在运行；"
            f"从收到答复，到本人读到含这些事件的页面：p50 {visible['p50_ms']:.1f} ms，p99 {visible['p99_ms']:.1f} ms。")


def _commands(results: dict) -> str:
    found = results["commands"]
    words = {"platform": "平台：网关、培训、发件箱，全部承诺",
             "filing": "对照：nameko.web → @rpc → 同样的查阅、同一条规则、同样的登记和台账 → 发布事件，没有承诺",
             "noting": "只作登记、不作判断：nameko.web → @rpc → 一次更新、一行登记 → 发布事件，没有承诺"}
    rows = [(what, f"{found['per_second'][name]:.0f}", f"{found['processor_ms'][name]:.2f}",
             f"{found['p50_alone_ms'][name]:.1f}", _each(found["rounds"][name])) for name, what in words.items()]
    costs = [(cost["what"], f"{cost['ms']:.2f}") for cost in found["promises"]]
    heads = ("", "每秒（8 个连接）", "处理器 ms", "单独一个连接 p50 ms", "各轮")
    return ("## (e) 一次办理（开班备案，计划之内，当场通过）\n\n" + _table(heads, rows)
            + f"\n\n与只作登记的相比：{found['ratio_to_noting']:.2f}。"
            + "\n\n每一项承诺的代价（毫秒/次，单独一个进程逐条计时）：\n\n" + _table(("承诺", "ms"), costs))


def _streams(results: dict) -> str:
    found, streams = results["connections"], results["streams"]
    rows = [(number, *(f"{found[name][number][value]:{form}}" for name in ("served", "web")
                       for value, form in (("per_second", ".0f"), ("p99_ms", ".1f")))) for number in found["served"]]
    heads = ("连接数", "专区整页 每秒", "p99 ms", "对照 nameko.web 每秒", "p99 ms")
    return ("## (f) 连接数与推送\n\n" + _table(heads, rows) + "\n\n"
            f"{streams['streams']} 条空闲的推送连接：推送进程由 {streams['memory_before_mb']:.0f} MB 增至"
            f" {streams['memory_mb']:.0f} MB；其间其他请求的 p99 由 {streams['p99_alone_ms']:.1f} ms 变为"
            f" {streams['p99_beside_ms']:.1f} ms。")


def _memory(results: dict) -> str:
    rows = [(name, f"{size:.0f}") for name, size in results["memory_mb"].items()]
    return "## (f) 内存\n\n每个进程连同子进程的 PSS，负载之后：\n\n" + _table(("进程", "MB"), rows)


def _growth(results: dict) -> str:
    growth = results["growth"]
    rates = [(words, f"{growth['before'][name]:.0f}", f"{growth['after'][name]:.0f}", f"{growth['ratios'][name]:.2f}")
             for name, words in _GROWTH.items()]
    amounts = [(words, growth["amounts_before"][name], growth["amounts_after"][name])
               for name, words in _AMOUNTS.items()]
    return ("## (g) 十倍的人员和事件\n\n" + _table(("每秒", "之前", "之后", "之后/之前"), rates)
            + "\n\n" + _table(("数量", "之前", "之后"), amounts))
