"""What is declared and what stands in its place: commands and handlers, events and what they change, reactions."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.checks.imports import PILLARS
from tests.architecture.checks.shape import homes
from tests.architecture.tree import SourceFile, SourceTree

HOME_OF = {**{pillar: f"services/{pillar}" for pillar in PILLARS}, "zone": "gateway/accounts"}
_TYPE = re.compile(r"(?P<pillar>[a-z]+)\.(?P<what>[a-z]+(_[a-z]+)*)\.v[1-9]\d*")
_REACTION = re.compile(r"[a-z]+(_[a-z0-9]+)+_on_[a-z0-9_]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Declared:
    """A class or a handler and the mark that declares it."""

    file: SourceFile
    node: ast.ClassDef | ast.FunctionDef
    mark: ast.Call

    @property
    def first(self) -> ast.expr | None:
        return self.mark.args[0] if self.mark.args else None

    @property
    def place(self) -> str:
        return f"{self.file.at(self.node)} {self.node.name}"

    def option(self, name: str) -> object:
        return next((getattr(each.value, "value", None) for each in self.mark.keywords if each.arg == name), None)


def snake(name: str) -> str:
    """`FileClass` → `file_class`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def marked(tree: SourceTree, kind: type, mark: str, *folders: str) -> Iterator[Declared]:
    """Classes or functions below `folders` that carry `@mark(…)`."""
    for file in tree.python(*folders):
        for node in ast.walk(file.syntax):
            if not isinstance(node, kind):
                continue
            yield from (Declared(file, node, call) for call in node.decorator_list
                        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == mark)


def events(tree: SourceTree) -> Iterator[Declared]:
    """Every declared domain event."""
    return marked(tree, ast.ClassDef, "event", "contracts")


def handlers(tree: SourceTree, mark: str) -> Iterator[Declared]:
    """Every method that is marked as command, question or reaction."""
    return marked(tree, ast.FunctionDef, mark, *(f"{home}/service" for home in homes(tree)),
                  *(f"{home}/service.py" for home in homes(tree)))


def event_types_are_literals(tree: SourceTree) -> Iterator[str]:
    """An event's type is the literal `pillar.what_happened.vN`, announced by its own pillar, with a Chinese label."""
    for event in events(tree):
        literal = getattr(event.first, "value", None)
        parts = _TYPE.fullmatch(literal) if isinstance(literal, str) else None
        if not parts:
            yield f"{event.place}: its type is not a literal pillar.what_happened.vN"
        elif event.file.parts[1] != parts["pillar"]:
            yield f"{event.place}: {literal} does not belong to contracts/{event.file.parts[1]}"
        if not _CHINESE.search(str(event.option("label") or "")):
            yield f"{event.place}: has no Chinese label"


def events_change_something(tree: SourceTree) -> Iterator[str]:
    """Each event of a pillar has its apply_<event> in the pillar's store, once."""
    for event in events(tree):
        home = HOME_OF.get(event.file.parts[1])
        if home and tree.has(home):
            appliers = _methods(tree, home)
            if appliers[f"apply_{snake(event.node.name)}"] != 1:
                yield f"{event.place}: {home}/store has {appliers[f'apply_{snake(event.node.name)}']}" \
                      f" apply_{snake(event.node.name)}"


def _methods(tree: SourceTree, home: str) -> Counter:
    return Counter(node.name for file in tree.python(f"{home}/store", f"{home}/store.py")
                   for node in ast.walk(file.syntax) if isinstance(node, ast.FunctionDef))


def events_have_samples(tree: SourceTree) -> Iterator[str]:
    """Each event and version has one frozen sample, and each sample an event."""
    types = {event.first.value for event in events(tree) if isinstance(event.first, ast.Constant)}
    samples = {file.parts[-1].removesuffix(".json") for file in tree.named(".json")
               if file.parts[:2] == ("contracts", "samples")}
    yield from (f"{type_} has no contracts/samples/{type_}.json" for type_ in sorted(types - samples))
    yield from (f"contracts/samples/{type_}.json is of no event" for type_ in sorted(samples - types))


def commands_are_handled_once(tree: SourceTree) -> Iterator[str]:
    """Each command and question is `pillar.its_name` and has exactly one handler, in its pillar, named after it."""
    for kind in ("command", "question"):
        found = [(handler, getattr(handler.first, "id", "?")) for handler in handlers(tree, kind)]
        for declared in marked(tree, ast.ClassDef, kind, "contracts"):
            yield from _misnamed(declared)
            home = HOME_OF.get(declared.file.parts[1], "")
            own = [handler for handler, name in found
                   if name == declared.node.name and handler.file.path.startswith(home + "/")]
            if tree.has(home) and len(own) != 1:
                yield f"{declared.place}: has {len(own)} handlers in {home}"
        yield from (f"{handler.place}: handles {name}, so its name is {snake(name)}"
                    for handler, name in found if handler.node.name != snake(name))


def _misnamed(declared: Declared) -> Iterator[str]:
    wanted = f"{declared.file.parts[1]}.{snake(declared.node.name)}"
    if getattr(declared.first, "value", None) != wanted:
        yield f"{declared.place}: its name is the literal {wanted!r}"


def reactions_say_what_they_do(tree: SourceTree) -> Iterator[str]:
    """A reaction is `verb_object_on_event`, the event being the one that it is declared for."""
    for handler in handlers(tree, "reaction"):
        event = getattr(handler.first, "id", "")
        if not _REACTION.fullmatch(handler.node.name) or not handler.node.name.endswith(f"_on_{snake(event)}"):
            yield f"{handler.place}: is not verb_object_on_{snake(event)}"


def problem_codes_are_registered(tree: SourceTree) -> Iterator[str]:
    """Every code that a problem is raised with stands in contracts/problems.py."""
    known = _registered(tree)
    kinds = {"Problem", "Invalid", "Forbidden", "NotFound", "Conflict", "Unavailable", "OutcomeUnknown"}
    for file in tree.python("chassis", "gateway", "services", "casework", "policies", "contracts"):
        for node in ast.walk(file.syntax):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds:
                yield from (f"{file.at(node)} unknown code {each.value.value!r}" for each in node.keywords
                            if each.arg == "code" and isinstance(each.value, ast.Constant)
                            and each.value.value not in known)


def _registered(tree: SourceTree) -> set[str]:
    file = tree.get("contracts/problems.py")
    tables = [node.value for node in file.syntax.body if isinstance(node, ast.AnnAssign)] if file else []
    return {key.value for table in tables if isinstance(table, ast.Dict) for key in table.keys}
