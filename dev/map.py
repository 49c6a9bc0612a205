"""`python -m dev.map` writes docs/map.md: who may ask what, what is announced, and who reacts to it.

Everything comes from the declarations that the platform itself runs on; what is declared and has nothing in its
place is listed at the end.
"""

import importlib
import importlib.util
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import contracts
from chassis.declarations import ACCOUNTS, SERVICES, load, reactions
from chassis.declare import receivers_of
from contracts.actors import ROLE_LABELS, Role
from contracts.messages import COMMANDS, EVENTS, QUESTIONS, Message
from dev.sources import ROOT

PAGE = ROOT / "docs" / "map.md"
NAMES = {"zone": "服务专区与账户", "training": "创业培训", "loans": "创业担保贷款", "incubators": "创业孵化基地",
         "events": "创业活动", "subsidies": "创业补贴"}
_ROUTES = "gateway.routes:routes_of"
_PARTS = ("commands", "questions", "domain_events")
_HEADING = """# 事件与反应总图

本页由各处声明生成（`make map`），有测试比较；请改声明，不要改本页。
每个事件另送服务专区的读模型（队列 `zone.projection`）。
"""


@dataclass(frozen=True)
class Declared:
    """All declarations: messages with a handler, queues by event type, addresses and what they are for."""

    handled: set[type[Message]]
    reactions: dict[str, list[str]]
    routes: dict[type[Message], list[str]] = field(default_factory=dict)
    purposes: dict[type[Message], str] = field(default_factory=dict)
    commands: dict[str, type[Message]] = field(default_factory=lambda: _published(COMMANDS))
    questions: dict[str, type[Message]] = field(default_factory=lambda: _published(QUESTIONS))
    events: dict[str, type[Message]] = field(default_factory=lambda: _published(EVENTS))


def _published(registry: dict[str, type[Message]]) -> dict[str, type[Message]]:
    """Those of the platform's own contracts; a registry may also hold what a test declared."""
    return {name: message for name, message in registry.items() if _pillar_of(name) in NAMES}


def declared() -> Declared:
    """What the contracts, the services and the gateway's route tables declare."""
    _load_contracts()
    handled = {mark.message for path in (*SERVICES.values(), ACCOUNTS) for mark in receivers_of(load(path))}
    reacting = defaultdict(list)
    for pillar, path in SERVICES.items():
        for queue, mark in reactions(pillar, path):
            reacting[mark.message.type].append(queue)
    return Declared(handled, dict(reacting), *_routes())


def _load_contracts() -> None:
    for package in pkgutil.iter_modules(contracts.__path__):
        for part in _PARTS if package.ispkg else ():
            if importlib.util.find_spec(f"contracts.{package.name}.{part}"):
                importlib.import_module(f"contracts.{package.name}.{part}")


def _routes() -> tuple[dict[type[Message], list[str]], dict[type[Message], str]]:
    """By message the addresses that lead to it, and what the first of them says it is for."""
    addresses, purposes = defaultdict(list), {}
    for route in load(_ROUTES)("demo"):
        for message in {route.command, route.body, route.query} - {None}:
            addresses[message].append(f"{route.method} {route.path}")
            purposes.setdefault(message, route.summary)
    return addresses, purposes


def page(all_: Declared) -> str:
    """The whole map as Markdown."""
    parts = [_HEADING, _graph(all_), _table_of_reactions(all_)]
    parts += [_pillar(all_, name) for name in NAMES]
    return "\n".join([*parts, _open_ends(all_)])


def _pillar_of(name: str) -> str:
    return name.split(".", 1)[0]


def _of(messages: dict[str, type[Message]], pillar: str) -> Iterator[tuple[str, type[Message]]]:
    return ((name, messages[name]) for name in sorted(messages) if _pillar_of(name) == pillar)


def _graph(all_: Declared) -> str:
    counts = Counter((_pillar_of(type_), _pillar_of(queue))
                     for type_, queues in all_.reactions.items() for queue in queues)
    lines = [f"    {pillar}[{label}]" for pillar, label in NAMES.items()]
    lines += [f"    {source} -->|{number}| {target}" for (source, target), number in sorted(counts.items())]
    return "\n".join(["## 谁影响谁", "", "箭头上的数字是反应的个数。", "", "```mermaid", "graph LR", *lines, "```", ""])


def _table_of_reactions(all_: Declared) -> str:
    rows = [(f"`{type_}`", all_.events[type_].label, _lines(queues))
            for type_, queues in sorted(all_.reactions.items()) if type_ in all_.events]
    return _section(2, "什么引起什么", ("事件", "含义", "反应（队列）"), rows)


def _pillar(all_: Declared, pillar: str) -> str:
    heading = f"## {NAMES[pillar]} `{pillar}`\n"
    commands = [_asked(all_, name, message) for name, message in _of(all_.commands, pillar)]
    questions = [_asked(all_, name, message) for name, message in _of(all_.questions, pillar)]
    events = [(f"`{type_}`", message.label, message.entity, "是" if message.person_field else "",
               _lines(all_.reactions.get(type_, ()))) for type_, message in _of(all_.events, pillar)]
    return "\n".join([heading, _section(3, "命令", ("命令", "用途", "谁可以", "地址"), commands),
                      _section(3, "询问", ("询问", "用途", "谁可以", "地址"), questions),
                      _section(3, "事件", ("事件", "含义", "主体", "涉及个人", "反应（队列）"), events)])


def _asked(all_: Declared, name: str, message: type[Message]) -> tuple[str, ...]:
    purpose = all_.purposes.get(message) or (message.__doc__ or "").strip().split("\n")[0]
    return f"`{name}`", purpose.replace("|", "\\|"), _roles(message.by), _lines(all_.routes.get(message, ()))


def _roles(roles: Iterable[Role]) -> str:
    return "、".join(ROLE_LABELS[role] for role in roles)


def _lines(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name}`" for name in sorted(names))


def _section(level: int, heading: str, columns: tuple[str, ...], rows: list[tuple]) -> str:
    if not rows:
        return ""
    table = [columns, ("---",) * len(columns), *rows]
    return "\n".join([f"{'#' * level} {heading}", "", *(f"| {' | '.join(row)} |" for row in table), ""])


def open_ends(all_: Declared) -> list[str]:
    """What is declared and has nothing in its place, one sentence each."""
    ends = [f"`{name}` 没有处理者" for name, message in sorted({**all_.commands, **all_.questions}.items())
            if message not in all_.handled]
    return ends + [f"`{type_}` 有反应，但没有声明" for type_ in sorted(all_.reactions) if type_ not in all_.events]


def without_address(all_: Declared) -> list[str]:
    """The commands that people may give and that no route table names."""
    return [name for name, message in sorted(all_.commands.items())
            if message not in all_.routes and set(message.by) - {Role.CALENDAR, Role.SYSTEM}]


def _open_ends(all_: Declared) -> str:
    ends = [f"- {end}" for end in open_ends(all_)] or ["没有。"]
    inner = [f"- `{name}`" for name in without_address(all_)] or ["没有。"]
    return "\n".join(["## 声明了而没有落实的", "", *ends, "", "## 没有自己地址的命令", "",
                      "随表格上传等其他请求发出，或还不能从网关发出。", "", *inner, ""])


if __name__ == "__main__":
    PAGE.write_text(page(declared()), encoding="utf-8")
